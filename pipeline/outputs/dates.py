"""Dates and periods as an English reader writes them."""

import re
from datetime import date
from typing import Final

from pipeline.text.numerals import ENGLISH_MONTHS

UNDATED: Final = "Undated"

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def date_label(iso: str | None) -> str | None:
    """Write `2022-11-02` as "2 November 2022" and `2022-11` as "November 2022".

    What is no such date is returned as it is: better an odd date than a wrong one.
    """
    match = _ISO.fullmatch(iso or "")
    if iso is None or match is None:
        return iso
    year, month, day = match.groups()
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return iso
    name = ENGLISH_MONTHS[int(month) - 1]
    return f"{name} {year}" if day is None else f"{int(day)} {name} {year}"


def period_label(period: str) -> str:
    """Write `2022-11` as "November 2022" and `2022-W44` as "31 October – 6 November 2022"."""
    if period.casefold() in {"", UNDATED.casefold()}:
        return UNDATED
    match = _WEEK.fullmatch(period)
    if match is None:
        return date_label(period) or UNDATED
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        sunday = date.fromisocalendar(int(match[1]), int(match[2]), 7)
    except ValueError:
        return period
    first = f"{monday.day} {ENGLISH_MONTHS[monday.month - 1]}"
    if monday.year != sunday.year:
        first += f" {monday.year}"
    return f"{first} – {sunday.day} {ENGLISH_MONTHS[sunday.month - 1]} {sunday.year}"


def first_day(iso: str | None) -> date | None:
    """Give the first day a date of any precision can mean; None when it is not a date."""
    match = _ISO.fullmatch(iso or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
