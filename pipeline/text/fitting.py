"""Cutting a segment that is too long for a model into pieces that fit."""

import re
import unicodedata
from collections.abc import Callable

# Where a clause ends, the better place first. Each pattern matches the place after which is cut.
# White space is matched possessively, from its first character: runs of it are read once.
_BOUNDARIES = (
    re.compile(r"[.!?…;][\"'»”)\]]*+\s++"),
    re.compile(r"(?::|(?<=\s)[-–—]|\))\s++"),
    re.compile(r",\s++(?=(?:og|men|eller|for|s(?:å|a\u030a)|mens|fordi|at|som|der|hvor|"
               r"n(?:å|a\u030a)r|da|hvis|om|slik|medan|dersom|selv|selvom|sjølv|samt)(?!\w))",
               re.IGNORECASE),
    re.compile(r",\s++"),
    re.compile(r"(?<!\s)\s++(?=(?:og|men|eller|mens|fordi|som|der|hvor|n(?:å|a\u030a)r|medan|"
               r"dersom|ettersom)(?!\w))", re.IGNORECASE),
    re.compile(r"\s++"),
)  # fmt: skip


def split_to_fit(text: str, limit: int, count: Callable[[str], int]) -> list[str]:
    """Cut a text into pieces of at most `limit` tokens; joined they are the text again.

    Cuts are made after clause boundaries, else after spaces, else anywhere, each time where the
    text falls into the most equal parts, so that no piece is a stump. `count` says how many
    tokens a text has; a single character is never cut.
    """
    if len(text) < 2 or count(text) <= limit:
        return [text]
    cut = _best_cut(text)
    return [*split_to_fit(text[:cut], limit, count), *split_to_fit(text[cut:], limit, count)]


def _best_cut(text: str) -> int:
    """Find the best boundary in the middle half of a text, or its middle when there is none."""
    middle = len(text) // 2
    for boundary in _BOUNDARIES:
        cuts = [match.end() for match in boundary.finditer(text)]
        central = [cut for cut in cuts if len(text) < 4 * cut < 3 * len(text)]
        if central:
            return min(central, key=lambda cut: (abs(cut - middle), cut))
    cut = middle
    while unicodedata.combining(text[cut]) and cut > 0:  # a letter keeps its marks
        cut -= 1
    return cut or middle
