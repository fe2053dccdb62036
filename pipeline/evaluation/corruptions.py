"""Errors put into good translations, to see how many of them the checks find."""

import random
import re
from collections.abc import Callable, Sequence

from pipeline.translation.checks import check

_SEED = 0


def _digit(_: str, target: str, chance: random.Random) -> str | None:
    """Change one digit of a number."""
    places = [match.start() for match in re.finditer(r"\d", target)]
    if not places:
        return None
    place = chance.choice(places)
    other = chance.choice([digit for digit in "123456789" if digit != target[place]])
    return target[:place] + other + target[place + 1 :]


def _name(source: str, target: str, chance: random.Random) -> str | None:
    """Leave out a capitalised word that stands in the source too and begins no sentence there."""
    names = set(re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ]\w{3,}", source))
    words = [word for word in re.finditer(r"(?<=\w )[A-Z]\w{3,}", target) if word[0] in names]
    words = [word for word in words if len(re.findall(rf"\b{word[0]}", target)) == 1]
    if not words:
        return None
    word = chance.choice(words)
    return target[: word.start()] + target[word.end() :].lstrip()


def _quotes(_: str, target: str, chance: random.Random) -> str | None:
    """Leave out one quotation mark."""
    places = [match.start() for match in re.finditer(r"[\"“”]", target)]
    if not places:
        return None
    place = chance.choice(places)
    return target[:place] + target[place + 1 :]


def _repetition(_: str, target: str, chance: random.Random) -> str | None:
    """Say two or three words again."""
    words = target.split()
    if len(words) < 6:
        return None
    size, start = chance.choice((2, 3)), chance.randrange(1, len(words) - 4)
    return " ".join([*words[: start + size], *words[start : start + size], *words[start + size :]])


def _negation(_source: str, target: str, _chance: random.Random) -> str | None:
    """Turn a denial into an assertion."""
    changed = re.sub(r" not\b|(?<=\w)n't\b", "", target, count=1)
    return changed if changed != target else None


def _length(_source: str, target: str, _chance: random.Random) -> str | None:
    """Stop after the first quarter of the words."""
    words = target.split()
    return " ".join(words[: len(words) // 4]) + "." if len(words) >= 16 else None


CORRUPTIONS: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "number": _digit,
    "name": _name,
    "quotes": _quotes,
    "repetition": _repetition,
    "negation": _negation,
    "length": _length,
}
"""What spoils a translation, by the name of the check that should see it."""


def found_corruptions(sources: Sequence[str], targets: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Spoil every pair in every way that it can be; returns (found, spoiled) for each check.

    Pairs that the check already flags are left out. Copies of the source are spoiled too, as
    `untranslated`.
    """
    chance = random.Random(_SEED)  # noqa: S311 - draws test data, no secrets
    counts = {name: [0, 0] for name in (*CORRUPTIONS, "untranslated")}
    for source, target in zip(sources, targets, strict=True):
        before = {flag.name for flag in check(source, target)}
        spoiled = {name: spoil(source, target, chance) for name, spoil in CORRUPTIONS.items()}
        for name, text in (*spoiled.items(), ("untranslated", source)):
            if text is None or name in before or text == target:
                continue
            counts[name][1] += 1
            counts[name][0] += name in {flag.name for flag in check(source, text)}
    return {name: (found, total) for name, (found, total) in counts.items()}
