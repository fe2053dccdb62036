"""Publication dates, wherever they stand, as ISO 8601."""

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from pipeline.text.boilerplate import classify_paragraphs
from pipeline.text.clock import AT

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d.*)?)?)?", re.DOTALL | re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d\d?)[-./](\d\d?)")
# Written with dots the day stands first in all Nordic languages; slashes and dashes are left
# alone because American feeds write the month first with them.
_DOTTED = re.compile(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})")
_TIME = rf"(?:,?\s+(?:{AT})?\s*\d\d?[.:]\d\d(?:[.:]\d\d)?)?"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# tirsdag den 12. marts
_WEEKDAY = re.compile(r"(?:[^\W\d_]{3,6}da[gy],?\s+)?(?:(?:den|d\.)\s+)?", re.IGNORECASE)

# After a space only what has a colon is a time: "2022-11-02 2022 ble et godt år".
_CLOCK = r"(?:(?:T\d\d:?|[ ]\d\d:)\d\d(?::?\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
_HEADER = re.compile(rf"\s*date (\d{{4}}-\d\d(?:-\d\d{_CLOCK})?)(?:\s+|\Z)")

# Norwegian, Danish and English, by their first letters.
_MONTHS = {
    "jan": "01", "feb": "02", "mar": "03", "apr": "04", "mai": "05", "maj": "05", "may": "05",
    "jun": "06", "jul": "07", "aug": "08", "sep": "09", "okt": "10", "oct": "10", "nov": "11",
    "des": "12", "dec": "12",
}  # fmt: skip
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_WRITTEN = re.compile(rf"\b(\d\d?)(?:\.\s*|\s+){_MONTH},?\s+(\d{{4}})\b", re.IGNORECASE | re.ASCII)
_AMERICAN = re.compile(rf"\b{_MONTH}\s+(\d\d?),\s+(\d{{4}})\b", re.IGNORECASE | re.ASCII)
_FORMS = (_WRITTEN, _AMERICAN, _DOTTED, _DAY)
_CHANGED = re.compile(r"\b(?:oppdat|opdat|endr|ændr|updat|sist|sidst|senest|last)", re.IGNORECASE)

# A time stamp stands near the headline; further down a date belongs to something else.
_STAMP_LINES = 12


def parse_date(value: object) -> str | None:
    """Return a date as `2022`, `2022-11` or `2022-11-02`, or None when it is not plainly one.

    Takes dates and times, ISO 8601 with or without a time (the day as written, whatever the time
    zone), `2.11.2022`, "onsdag 2. november 2022" and the dates of mail and RSS (RFC 5322).
    """
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return _parse_text(value.strip())


def _parse_text(text: str) -> str | None:
    dated = _WEEKDAY.sub("", re.sub(_TIME + r"\Z", "", text), count=1)
    if match := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(dated):
        return _iso(*match.groups())
    for date in _find_dates(dated):
        if date.span() == (0, len(dated)):
            return _read(date)
    try:
        return dt.datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, OverflowError):
        return None


def wrong_time(value: object) -> str | None:
    """Return the time of day that is written after a date and is none, as 25:00, or None."""
    match = _WRITTEN_TIME.search(value) if isinstance(value, str) else None
    if match is None:
        return None
    hour, minute, second = (int(each or 0) for each in match.group("hour", "minute", "second"))
    # 24:00 is the end of a day, and 23:59:60 a leap second.
    wrong = minute >= 60 or second > 60 or hour * 60 + minute > 24 * 60
    return match["time"] if wrong else None


# T25:00, kl. 25.70, T250000
_WRITTEN_TIME = re.compile(
    rf"\d(?:T|,?\s+(?:{AT}\s*)?)"
    r"(?P<time>(?P<hour>\d\d?)[.:]?(?P<minute>\d\d)(?:[.:]?(?P<second>\d\d))?)(?![\d:]|\.\d{4})",
    re.IGNORECASE,
)


def is_future(date: str) -> bool:
    """Say whether a date of any precision lies after tomorrow, which has begun somewhere."""
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    return date > tomorrow.isoformat()[: len(date)]


def split_header(text: str) -> tuple[str | None, str]:
    """Take the line prefix ` date 2022-11 ` (or `date 2022-11-02T10:08`) off a text.

    Returns the date and the text after it, or None and the text as it was.
    """
    match = _HEADER.match(text)
    date = parse_date(match.group(1)) if match else None
    if match is None or date is None:
        return None, text
    return date, text[match.end() :]


def find_stamp(text: str) -> str | None:
    """Return the day of publication from a time stamp near the beginning of a text, or None.

    Only a line that is nothing but a time stamp ("Publisert 13. mars 2024 kl. 14.05") or a byline
    ("Av Kari Moe, 13. mars 2024") counts, and of it the first date that is not one of a later
    change.
    """
    return next((_read(date) for date, changed in _stamped(text) if not changed), None)


def find_change(text: str) -> str | None:
    """Return the day of a later change from such a line, or None."""
    return next((_read(date) for date, changed in _stamped(text) if changed), None)


def _stamped(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the dates of stamps near the beginning, and whether they are those of a change."""
    lines = (line.strip() for line in text.split("\n"))
    for line in [line for line in lines if line][:_STAMP_LINES]:
        dates = _find_dates(line)
        if dates and len(line) <= 120 and classify_paragraphs([line])[0] in _STAMPED:
            end = 0
            for date in dates:
                yield date, _CHANGED.search(line[end : date.start()]) is not None
                end = date.end()


_STAMPED = ("timestamp", "byline")


def _find_dates(text: str) -> list[re.Match[str]]:
    """Find the days written in a text, in their order."""
    found = [match for form in _FORMS for match in form.finditer(text)]
    return sorted(found, key=lambda match: match.start())


def _read(date: re.Match[str]) -> str | None:
    if date.re is _DAY:
        return _iso(*date.group().split("-"))
    if date.re is _DOTTED:
        return _iso(date[3], date[2], date[1])
    # Day and year come in this order in both ways of writing; the month is the word.
    day, year, month = sorted(date.groups(), key=str.isalpha)
    return _iso(year, _MONTHS[month.lower()], day)


def _iso(year: str, month: str | None = None, day: str | None = None) -> str | None:
    try:
        date = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]
