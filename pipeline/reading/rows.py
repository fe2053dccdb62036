"""From a row of a table to an article, by the column names of the config."""

import math
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pipeline.config import Columns
from pipeline.errors import DocumentError
from pipeline.reading.article import RawArticle, one_line
from pipeline.reading.encodings import decode

Row: TypeAlias = tuple[int | None, Mapping[str, object] | DocumentError]
"""A row's number (a line for text tables, else counted from 1) and its values, or what is wrong.

The number is None for what concerns the table as a whole.
"""


def named_columns(columns: Columns) -> dict[str, str]:
    """Map the fields that the config names a column for to that column."""
    return {field: name for field, name in columns.model_dump().items() if name is not None}


def check_columns(present: Iterable[str], columns: Columns) -> None:
    """Raise DocumentError when the config names a column the table does not have."""
    known = list(present)
    for field, name in named_columns(columns).items():
        if name not in known:
            raise DocumentError(missing_column(field, name, known))


def missing_column(field: str, name: str, present: Iterable[str]) -> str:
    """Say that a column is missing and which ones there are."""
    names = one_line(", ".join(present)) or ""
    there = names if len(names) <= 200 else names[:200].rpartition(",")[0] + ", ..."
    return f"has no column {name!r}: set columns.{field} to one of {there or '(there are none)'}"


def to_article(values: Mapping[str, object], columns: Columns) -> RawArticle:
    """Pick an article's fields out of a row; raises DocumentError when it has no text."""
    if columns.text not in values:
        raise DocumentError(missing_column("text", columns.text, values))
    text = values[columns.text]
    if isinstance(text, bytes):
        text = decode(text)
    if _is_missing(text):
        msg = f"has nothing in column {columns.text!r}: fill it in, or leave the row out"
        raise DocumentError(msg)
    if not isinstance(text, str):
        msg = f"has a {type(text).__name__} in column {columns.text!r}, where text must stand"
        raise DocumentError(msg)
    date = values.get(columns.date) if columns.date else None
    return RawArticle(
        text,
        title=_field(values, columns.title),
        date=None if _is_missing(date) else decode(date) if isinstance(date, bytes) else date,
        outlet=_field(values, columns.outlet),
        url=_field(values, columns.url),
    )


def row_name(number: int, values: Mapping[str, object], columns: Columns) -> str:
    """Name a row by its id column, or else by its number."""
    return one_line(_field(values, columns.id)) or str(number)


def _field(values: Mapping[str, object], column: str | None) -> str | None:
    value = values.get(column) if column else None
    if _is_missing(value):
        return None
    return decode(value) if isinstance(value, bytes) else str(value)


def _is_missing(value: object) -> bool:
    """Say whether a value is null; pandas writes missing texts as not-a-number."""
    return value is None or value in ("", b"") or (isinstance(value, float) and math.isnan(value))
