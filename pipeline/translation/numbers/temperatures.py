"""Degrees above and below zero: `minus 3 grader`, `8 varmegrader`, `ti graders frost`."""

import re
from collections.abc import Iterator

from pipeline.text.numerals import SMALL_NORDIC, SMALL_NORDIC_PATTERN
from pipeline.translation.numbers.words import plain_number
from pipeline.translation.placeholders import Kept

_NUMBER = rf"(?:\d{{1,3}}(?:,\d)?|{SMALL_NORDIC_PATTERN})"
_ENGLISH = {
    "minus": "below", "kulde": "below", "kulle": "below", "frost": "below",
    "pluss": "above", "plus": "above", "varme": "above",
}  # fmt: skip
_JOINTS = {"til": "to", "og": "and", "eller": "or", "-": "-", "–": "–"}
_JOINT = rf"(?:(?: ?[-–] ?| (?:til|og|eller) )(?:minus |pluss? )?{_NUMBER})?"
# 5 minusgrader, fem til ti varmegrader, 8 graders frost
_COMPOUND = re.compile(
    rf"(?<![\w.,-])(?P<numbers>{_NUMBER}{_JOINT}) (?:(?P<side>minus|kulde|kulle|frost|pluss?|varme)"
    r"grad(?:er|ar)?|grad(?:er|ar)s (?P<after>frost|kulde|minus))(?!\w)",
    re.IGNORECASE,
)
# minus 3 grader, pluss 2 til minus 4 grader
_SIGNED = re.compile(
    rf"(?<![\w.,-])(?P<numbers>(?:minus|pluss?) {_NUMBER}{_JOINT}) grad(?:er|ar)?"
    r"(?![\w-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def find_temperatures(text: str) -> Iterator[Kept]:
    """Yield degrees with their side of zero, which models exchange."""
    for match in _COMPOUND.finditer(text):
        side = _ENGLISH[(match["side"] or match["after"]).lower()]
        yield _kept(match, f"degree{_plural(match['numbers'])} {side} zero")
    for match in _SIGNED.finditer(text):
        yield _kept(match, f"degree{_plural(match['numbers'])}")


def _plural(numbers: str) -> str:
    return "" if re.fullmatch(r"(?:minus |pluss? )?1", numbers) else "s"


def _kept(match: re.Match[str], unit: str) -> Kept:
    english = _WORD.sub(_write, match["numbers"]).replace(",", ".")
    english = english[0].upper() + english[1:] if match[0][0].isupper() else english
    return Kept(*match.span(), f"{english} {unit}", "number")


def _write(word: re.Match[str]) -> str:
    lower = word[0].lower()
    if lower in SMALL_NORDIC:
        return plain_number(SMALL_NORDIC[lower])
    return _JOINTS.get(lower) or lower.replace("pluss", "plus")
