"""One and a half million or billion: `halvannen milliard kroner`."""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

_SCALES = {"million": "million", "milliard": "billion", "billion": "trillion"}
_MONEY = {
    "kroner": "kroner", "kr": "kroner", "dollar": "dollars", "euro": "euros", "pund": "pounds",
}  # fmt: skip
_HALF = re.compile(
    rf"\b[Hh]alv(?:annen|anna|annan|anden) (?P<scale>{'|'.join(_SCALES)})"
    rf"(?: (?P<money>{'|'.join(_MONEY)})\b)?(?![\w-])"
)


def find_halves(text: str) -> Iterator[Kept]:
    """Yield one and a half of a magnitude; models read a whole one."""
    for match in _HALF.finditer(text):
        money = f" {_MONEY[match['money']]}" if match["money"] else ""
        yield Kept(*match.span(), f"1.5 {_SCALES[match['scale']]}{money}", "number")
