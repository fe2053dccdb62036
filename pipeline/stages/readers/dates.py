"""Publication dates, wherever they stand, as ISO 8601."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
# Written with dots the day stands first in all Nordic languages; slashes and dashes are left
# alone because American feeds write the month first with them.
_DOTTED = re.compile(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})")

_HEADER = re.compile(r"\s*date (\d{4}-\d\d(?:-\d\d)?)(?:\s+|\Z)")


def parse_date(value: object) -> str | None:
    """Return a date as `2022`, `2022-11` or `2022-11-02`, or None when it is not plainly one.

    Takes dates and times, ISO 8601 with or without a time (the day as written, whatever the time
    zone), `20221102`, `2.11.2022` and the dates of mail and RSS (RFC 5322).
    """
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _iso(*match.groups())
    if match := _DOTTED.fullmatch(text):
        day, month, year = match.groups()
        return _iso(year, month, day)
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, OverflowError):
        return None


def split_header(text: str) -> tuple[str | None, str]:
    """Take the line prefix ` date 2022-11 ` (or `date 2022-11-02`) off the beginning of a text.

    Returns the date and the text after it, or None and the text as it was.
    """
    match = _HEADER.match(text)
    date = parse_date(match.group(1)) if match else None
    if match is None or date is None:
        return None, text
    return date, text[match.end() :]


def _iso(year: str, month: str | None = None, day: str | None = None) -> str | None:
    try:
        date = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]
