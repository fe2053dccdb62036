"""Large numbers: `1 234 567`, and those that one text writes in several ways."""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?<!\d )(?:\d{1,3}(?:(?:\.\d{3}){1,5}|(?:,\d{3}){1,5}|(?: \d{3}){1,5})|\d{4,18})"
    r"(?![\w/-]|[.,]\d| \d)"
)
# Three digits before two groups with spaces are an organization's number as often.
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,2}(?: \d{3}){2,}")


def find_notations(text: str) -> Iterator[Kept]:
    """Yield the numbers that a text writes in several ways, and those of spaced or comma groups.

    Two groups are the least: a model writes `1 234,567` for `1 234 567`.
    """
    numbers = list(_NUMBER.finditer(text))
    written: dict[int, set[str]] = {}
    for match in numbers:
        written.setdefault(_value(match[0]), set()).add(match[0])
    for match in numbers:
        value = _value(match[0])
        if len(written[value]) > 1 or _GROUPED.fullmatch(match[0]):
            yield Kept(*match.span(), f"{value:,}", "number")


def _value(number: str) -> int:
    return int(re.sub(r"\D", "", number))
