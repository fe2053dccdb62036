"""Large numbers that one text writes in several ways: `1.000.000`, `1,000,000`, `1 000 000`."""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?<!\d )(?:\d{1,3}(?:(?:\.\d{3}){1,5}|(?:,\d{3}){1,5}|(?: \d{3}){1,5})|\d{4,18})"
    r"(?![\w/-]|[.,]\d| \d)"
)
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}")


def find_notations(text: str) -> Iterator[Kept]:
    """Yield the numbers that a text writes in several ways, and those with commas: 1,000,000."""
    numbers = list(_NUMBER.finditer(text))
    written: dict[int, set[str]] = {}
    for match in numbers:
        written.setdefault(_value(match[0]), set()).add(match[0])
    for match in numbers:
        value = _value(match[0])
        if len(written[value]) > 1 or _ENGLISH.fullmatch(match[0]):
            yield Kept(*match.span(), f"{value:,}", "number")


def _value(number: str) -> int:
    return int(re.sub(r"\D", "", number))
