"""From what a reader found to a document: the same normalization for every kind of file."""

import hashlib
from dataclasses import dataclass

from pipeline.config import Source
from pipeline.documents import Document, Flag
from pipeline.errors import DocumentError
from pipeline.reading.dates import (
    find_change,
    find_stamp,
    is_future,
    parse_date,
    split_header,
    wrong_time,
)
from pipeline.reading.encodings import repair
from pipeline.reading.entities import decode_entities
from pipeline.reading.escapes import decode_escapes
from pipeline.reading.hints import is_address_list
from pipeline.reading.limits import MAX_ARTICLE
from pipeline.reading.wrapping import unwrap


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a file has it; `date` is of whatever type and form the file uses."""

    text: str
    title: str | None = None
    date: object = None
    outlet: str | None = None
    url: str | None = None


def document_id(text: str) -> str:
    """Derive a document's id from its text: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def check_length(text: str) -> None:
    """Raise DocumentError when a text is too long to be an article."""
    if len(text) > MAX_ARTICLE:
        msg = (
            f"has {len(text):,} characters, and an article at most {MAX_ARTICLE:,}: "
            "split it into articles, as lines of a .jsonl file"
        )
        raise DocumentError(msg)


def to_document(raw: RawArticle, name: str, source: Source) -> Document:
    """Make a document of an article that was read from `name`.

    The text is changed: escapes and HTML's entities are decoded, mojibake is repaired, line ends
    become newlines, the header ` date 2022-11 ` is taken off, and hard-wrapped lines are joined. A
    title that the text does not have becomes its first paragraph, so that it is translated like
    the rest. The date is the file's own, else the header's, else that of a time stamp at the top.
    Raises DocumentError when there is no text or too much of it.
    """
    text, flags = _repair_all(raw.text)
    # A byte order mark in the midst is left where files were put together.
    text = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    header, text = split_header(text)
    text = unwrap(text).strip()
    title = one_line(raw.title)
    if not text:
        msg = "holds no text: fill it in, or leave it out"
        raise DocumentError(msg)
    if title and not _has_line(text, title):
        text = f"{title}\n\n{text}"
    check_length(text)
    if is_address_list(text):
        msg = "is a list of addresses, and nothing is fetched: save the pages as .html files"
        raise DocumentError(msg)
    stated = parse_date(raw.date)
    if raw.date is not None and stated is None:
        flags += (Flag("date", f"{str(raw.date)[:40]!r} is not a date as 2022-11-02"),)
    if stated and (time := wrong_time(raw.date)):
        flags += (Flag("date", f"{time} is no time of day"),)
    date = stated or header or find_stamp(text)
    if date is None and (date := find_change(text)):
        flags += (Flag("date", f"{date} is when it was changed, and no other date is given"),)
    if date is not None and is_future(date):
        flags += (Flag("date", f"{date} is in the future"),)
    url = one_line(raw.url)
    if url and not url.startswith(("http://", "https://")):
        flags += (Flag("url", f"{url[:60]!r} is not a web address"),)
        url = None
    return Document(
        id=document_id(text),
        sources=(name,),
        text=text,
        title=title,
        date=date,
        outlet=source.outlet or one_line(raw.outlet),
        url=url,
        pinned=source.language,
        flags=flags,
    )


def one_line(value: str | None) -> str | None:
    """Bring a field to one repaired line, or None when there is nothing in it."""
    return " ".join(_repair_all(value)[0].split()) or None if value else None


def _repair_all(text: str) -> tuple[str, tuple[Flag, ...]]:
    """Undo what was done to a text's characters on its way: escapes, wrong decoding, entities."""
    text, unescaped = decode_escapes(text)
    text, repaired = repair(text)
    text, decoded = decode_entities(text)
    return text, unescaped + repaired + decoded


def _has_line(text: str, title: str) -> bool:
    """Say whether a line of the text is the title, white space and case aside."""
    wanted = title.casefold()
    return any(" ".join(line.split()).casefold() == wanted for line in text.split("\n"))
