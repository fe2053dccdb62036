"""One and a half, alone or of a million: `kanskje halvannet`, `halvannen milliard kroner`."""

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
# kanskje halvannet.
_ALONE = re.compile(r"\bhalv(?:annen|annet|anna|annan|anden|andet)(?=[.,;:!?)]|$)")


def find_halves(text: str) -> Iterator[Kept]:
    """Yield one and a half of a magnitude, and alone; models read one, and a half."""
    for match in _HALF.finditer(text):
        money = f" {_MONEY[match['money']]}" if match["money"] else ""
        yield Kept(*match.span(), f"1.5 {_SCALES[match['scale']]}{money}", "number")
    for match in _ALONE.finditer(text):
        yield Kept(*match.span(), "1.5", "number")
