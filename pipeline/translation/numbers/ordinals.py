"""Ordinal numbers before a noun, and numbers of kings: `3. etasje`, `17. gang`, `Harald 5.`."""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

_NOUNS = {
    "gang": "time", "gong": "time", "gangen": "time", "gongen": "time",
    "etasje": "floor", "etage": "floor", "sal": "floor", "etg.": "floor",
    "divisjon": "division", "divisjonen": "division", "division": "division",
    "plass": "place", "plads": "place", "plassen": "place", "pladsen": "place",
    "klasse": "grade", "runde": "round", "omgang": "half", "kamp": "match",
    "sesong": "season", "sæson": "season", "utgave": "edition", "utgåve": "edition",
    "udgave": "edition", "århundre": "century", "århundrede": "century", "hundreår": "century",
    "verdenskrig": "World War", "verdskrig": "World War", "verdenskrigen": "World War",
}  # fmt: skip
_ORDINAL = re.compile(
    rf"(?<![\w.,-])(?:[Dd]en )?(\d{{1,3}})\. ({'|'.join(map(re.escape, _NOUNS))})(?!\w)"
)
_RULER = re.compile(
    r"\b(?i:kong|kongen|konge|dronning|dronningen|prins|pave|paven|keiser|kejser|tsar|zar) "
    r"([A-ZÆØÅ]\w+) (\d{1,2})\.?(?=\s+[a-zæøå]|s\s)"
)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LARGEST_ROMAN = 39


def find_ordinals(text: str) -> Iterator[Kept]:
    """Yield ordinals with their noun, and rulers with their number."""
    for match in _ORDINAL.finditer(text):
        english = f"the {ordinal(int(match[1]))} {_NOUNS[match[2]]}"
        yield Kept(*match.span(), english, "number")
    for match in _RULER.finditer(text):
        number = int(match[2])
        if 0 < number <= _LARGEST_ROMAN:
            yield Kept(match.start(1), match.end(), f"{match[1]} {_roman(number)}")


def ordinal(number: int) -> str:
    """Write an English ordinal: 1st, 2nd, 3rd, 4th, 11th."""
    teens = 10 < number % 100 < 20
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
