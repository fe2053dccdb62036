"""From a row of a table to an article, by the column names of the config."""

import math
import warnings
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pipeline.config import Columns
from pipeline.errors import DocumentError
from pipeline.reading.article import RawArticle, one_line
from pipeline.reading.encodings import decode

Named: TypeAlias = tuple[str | None, RawArticle | DocumentError]
"""The name of an article in its file and the article, or what is wrong with it.

The name is None for what concerns the file as a whole.
"""


class UnusedColumnsWarning(UserWarning):
    """A table has columns that nothing is read from."""


USUAL: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "tekst", "brødtekst", "innhold", "innhald", "indhold"),
    "id": ("id",),
    "title": ("title", "tittel", "titel", "overskrift"),
    "date": ("date", "dato"),
    "outlet": ("outlet", "avis", "kilde", "kjelde"),
    "url": ("url", "lenke", "lenkje", "link"),
}
"""Columns that are used without being named, in either case, the first of each."""


def choose_columns(
    present: Iterable[str], columns: Columns, *, sparse: bool = False
) -> dict[str, str]:
    """Map fields to the columns of a table: those the config names, else those of usual names.

    A row of a `sparse` table may lack a required column; then the field is left out. Raises
    DocumentError when there is no column of text, or none of a name that is required.
    """
    known = list(present)
    by_case = {name.casefold(): name for name in reversed(known)}
    named = columns.named()
    chosen: dict[str, str] = {}
    for field, usual in USUAL.items():
        if field in named and named[field] in known:
            chosen[field] = named[field]
        elif field in named and columns.required:
            if not sparse:
                raise DocumentError(missing_column(field, named[field], known))
        else:
            free = (by_case[name] for name in usual if name in by_case)
            found = next((name for name in free if name not in named.values()), None)
            chosen |= {field: found} if found is not None else {}
    if "text" not in chosen:
        raise DocumentError(missing_column("text", columns.text or "text", known))
    return chosen


_KINDS = {
    bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"
}  # fmt: skip


def read_row(
    number: int, values: Mapping[str, object] | DocumentError, chosen: Mapping[str, str]
) -> Named:
    """Make an article of a row, named by its id column or else by its number."""
    if isinstance(values, DocumentError):
        return str(number), values
    name = str(number)
    try:
        name = one_line(_field(values, chosen.get("id"))) or name
        return name, _to_article(values, chosen)
    except DocumentError as exc:
        return name, exc


def warn_of_unused(name: str, present: Iterable[str], used: Iterable[str]) -> None:
    """Say which columns of a table are not used."""
    unused = [column for column in present if column and column not in set(used)]
    if unused:
        message = (
            f"{name}: not used: {_shorten(unused)}; "
            "name a column in `columns` of its source to have it read"
        )
        warnings.warn(message, UnusedColumnsWarning, stacklevel=2)


def missing_column(field: str, name: str, present: Iterable[str]) -> str:
    """Say that a column is missing and which ones there are."""
    there = _shorten(present) or "(there are none)"
    return f"has no column {name!r}: set columns.{field} to one of {there}"


def _shorten(names: Iterable[str]) -> str:
    listed = one_line(", ".join(names)) or ""
    return listed if len(listed) <= 200 else listed[:200].rpartition(",")[0] + ", ..."


def _to_article(values: Mapping[str, object], chosen: Mapping[str, str]) -> RawArticle:
    """Pick an article's fields out of a row; raises DocumentError when it has no text."""
    column = chosen["text"]
    text = values.get(column)
    if isinstance(text, bytes):
        text = decode(text)
    if _is_missing(text):
        msg = f"has nothing in column {column!r}: fill it in, or leave the row out"
        raise DocumentError(msg)
    if not isinstance(text, str):
        kind = _KINDS.get(type(text), "a value that is no text")
        msg = f"has {kind} in column {column!r}, where text must stand"
        raise DocumentError(msg)
    date = values.get(chosen.get("date", ""))
    return RawArticle(
        text,
        title=_field(values, chosen.get("title")),
        date=None if _is_missing(date) else decode(date) if isinstance(date, bytes) else date,
        outlet=_field(values, chosen.get("outlet")),
        url=_field(values, chosen.get("url")),
    )


def _field(values: Mapping[str, object], column: str | None) -> str | None:
    value = values.get(column) if column else None
    if _is_missing(value):
        return None
    return decode(value) if isinstance(value, bytes) else str(value)


def _is_missing(value: object) -> bool:
    """Say whether a value is null; pandas writes missing texts as not-a-number."""
    return value is None or value in ("", b"") or (isinstance(value, float) and math.isnan(value))
