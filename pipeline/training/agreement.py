"""Forms that Norwegian needs and Danish has not: double definiteness, and its own genders.

Danish has `den nye lov`, Norwegian `den nye loven`; and a noun that is feminine or neuter in
Norwegian need not be so in Danish. Both show in the definite form, which the mapping has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .danish import Word

_DEMONSTRATIVES = frozenset({"denne", "dette", "disse"})
_DETERMINERS = _DEMONSTRATIVES | {"den", "det", "de"}
_MOST_ADJECTIVES = 2
_NEUTER = frozenset({"det", "dette", "et"})
_PLURAL = frozenset({"de", "disse"})
# Words with a form that looks like a noun's definite one.
_NO_NOUNS = frozenset(
    {
        *("er", "var", "har", "havde", "som", "der", "at", "og", "i", "på", "af", "med", "for"),
        *("til", "fra", "ved", "om", "ikke", "kan", "skal", "vil", "må", "blev", "bliver"),
        *("den", "det", "de", "han", "hun"),
    }
)


def choose_forms(words: Sequence[Word], mapping: dict[str, str]) -> dict[int, str]:
    """Norwegian forms by the words' indices, of nouns after determiners and of `en` and `et`."""
    chosen = {}
    for index, word in enumerate(words):
        if word.lower in _DETERMINERS:
            noun = _noun_after(words, index, mapping)
            if noun is not None:
                chosen[noun[0]] = noun[1]
        elif word.lower in {"en", "et"}:
            article = _article(words, index, mapping)
            if article is not None:
                chosen[index] = article
    return chosen


def _noun_after(
    words: Sequence[Word], index: int, mapping: dict[str, str]
) -> tuple[int, str] | None:
    """Index and definite form of the noun after a determiner and its adjectives."""
    determiner, last = words[index].lower, index
    # Adjectives end in -e here; the noun is the word after them, or the last of them.
    for follower in _followers(words, index):
        last = follower
        if last - index > _MOST_ADJECTIVES or not words[last].lower.endswith("e"):
            break
    first = index + 1 if determiner in _DEMONSTRATIVES else index + 2
    for place in range(last, first - 1, -1):
        form = _definite(words[place].lower, determiner, mapping)
        if form is not None:
            return place, form
    return None


def _article(words: Sequence[Word], index: int, mapping: dict[str, str]) -> str | None:
    """Give the article of the gender that the noun after it has in Norwegian."""
    for place in _followers(words, index):
        if place - index > _MOST_ADJECTIVES + 1:
            break
        form = _definite(words[place].lower, words[index].lower, mapping)
        if form is not None:
            # Bokmål's feminine may take the masculine article, as in newspapers.
            feminine = "ei" if mapping.get("en") == "ein" else "en"
            endings = {"a": feminine, "en": mapping.get("en"), "et": mapping.get("et")}
            return next((each for end, each in endings.items() if form.endswith(end)), None)
    return None


def _followers(words: Sequence[Word], index: int) -> Iterator[int]:
    """Yield the indices of the words that may belong to the same phrase."""
    for place in range(index + 1, len(words)):
        word = words[place]
        if words[place - 1].gap_after or not word.text.islower() or word.text in _NO_NOUNS:
            return
        yield place


def _definite(noun: str, determiner: str, mapping: dict[str, str]) -> str | None:
    """Give the definite form of an indefinite Danish noun in Norwegian, if the mapping has it."""
    if determiner in _PLURAL:
        forms = [f"{noun}ne", f"{noun}ene"]
    else:
        ending = "t" if determiner in _NEUTER else "n"
        doubled = f"{noun}{noun[-1]}e{ending}"
        forms = [f"{noun}{ending}"] if noun.endswith("e") else [f"{noun}e{ending}", doubled]
    found = (mapping[form] for form in forms if form in mapping)
    return next((form for form in found if " " not in form), None)
