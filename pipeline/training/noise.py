"""What news text has and parliamentary proceedings lack, put into sentence pairs on both sides.

Quotation marks and dashes of the newspapers, datelines, headlines and unseen names. Every change
keeps the pair a translation pair.
"""

from __future__ import annotations

import random
import re
from enum import StrEnum
from functools import cache
from importlib import resources


class Noise(StrEnum):
    """A kind of change, which training data can do without."""

    names = "names"
    marks = "marks"
    headlines = "headlines"


ALL_NOISE = tuple(Noise)


@cache
def _names(kind: str) -> list[str]:
    """Names of a kind from the table beside this file: first, surname, place, syllable."""
    table = resources.files(__package__).joinpath("names.tsv")
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return [name for row_kind, name in rows if row_kind == kind]


_EXONYMS = {"København": "Copenhagen", "Brussel": "Brussels", "Moskva": "Moscow", "Roma": "Rome"}
_AGENCIES = ("NTB", "Ritzau", "AP", "Reuters", "AFP", "NPK")
_NAME = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåéèöüä]{3,}(?=[\s,.])")


def vary(
    source: str,
    target: str,
    language: str,
    rng: random.Random,
    kinds: tuple[Noise, ...] = ALL_NOISE,
) -> tuple[str, str]:
    """Apply each change with its own small probability; `language` is da, nb or nn.

    `marks` are quotation marks and dashes, `headlines` datelines, headlines and casing.
    """
    if Noise.names in kinds and rng.random() < 0.08:
        source, target = swap_name(source, target, rng)
    if Noise.marks in kinds:
        source, target = _vary_marks(source, target, language, rng)
    if Noise.headlines in kinds:
        source, target = _vary_frame(source, target, rng)
    return source, target


def _vary_marks(source: str, target: str, language: str, rng: random.Random) -> tuple[str, str]:
    source = vary_quotes(source, language, rng)
    if " - " in source and rng.random() < 0.6:
        source = source.replace(" - ", " – ")
    if rng.random() < 0.03:
        return f"– {source}", f"– {target}"
    return source, target


def _vary_frame(source: str, target: str, rng: random.Random) -> tuple[str, str]:
    draw = rng.random()
    if draw < 0.015:
        return add_dateline(source, target, rng)
    if draw < 0.055:
        return as_headline(source, target)
    if draw < 0.065:
        return source.upper(), target.upper()
    if draw < 0.085:
        return source[:1].lower() + source[1:], target
    return source, target


def swap_name(source: str, target: str, rng: random.Random) -> tuple[str, str]:
    """Put another name for one that stands on both sides, so that unseen names are copied."""
    names = [name for name in _NAME.findall(source) if re.search(rf"\b{name}\b", target)]
    if not names:
        return source, target
    old = rng.choice(names)
    new = invent_name(rng)
    return re.sub(rf"\b{old}\b", new, source), re.sub(rf"\b{old}\b", new, target)


def invent_name(rng: random.Random) -> str:
    """Make a first name, surname, full name or place; one in four is made of letters never met."""
    draw = rng.random()
    if draw < 0.25:
        syllables = rng.choices(_names("syllable"), k=3)
        return "".join(syllables[: rng.randint(2, 3)]).capitalize()
    if draw < 0.5:
        return rng.choice(_names("surname"))
    if draw < 0.75:
        return f"{rng.choice(_names('first'))} {rng.choice(_names('surname'))}"
    return rng.choice(_names("place"))


def vary_quotes(source: str, language: str, rng: random.Random) -> str:
    """Write paired straight quotes as the newspapers do: «» in Norwegian, ”” or »« in Danish."""
    if source.count('"') % 2 or '"' not in source or rng.random() < 0.3:
        return source
    marks = ("«", "»") if language != "da" else rng.choice((("”", "”"), ("»", "«"), ("“", "”")))
    parts = source.split('"')
    return "".join(
        part + ("" if index == len(parts) - 1 else marks[index % 2])
        for index, part in enumerate(parts)
    )


def add_dateline(source: str, target: str, rng: random.Random) -> tuple[str, str]:
    """Begin with a place and an agency, as in "Oslo (NTB): "."""
    place = rng.choice([*_names("place"), *_EXONYMS])
    english = _EXONYMS.get(place, place)
    if rng.random() < 0.4:
        place, english = place.upper(), english.upper()
    agency = f" ({rng.choice(_AGENCIES)})" if rng.random() < 0.7 else ""
    mark = rng.choice((":", " –", "."))
    return f"{place}{agency}{mark} {source}", f"{english}{agency}{mark} {target}"


def as_headline(source: str, target: str) -> tuple[str, str]:
    """Without the final full stop, where both sides end in one."""
    if source.endswith(".") and target.endswith("."):
        return source[:-1], target[:-1]
    return source, target
