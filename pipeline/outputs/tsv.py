r"""`aligned.tsv`: one line a segment, escaped as PostgreSQL's COPY does in its text format.

A backslash becomes `\\`. Tab, newline, carriage return, backspace, form feed and vertical tab
become `\t`, `\n`, `\r`, `\b`, `\f` and `\v`. Other control characters become `\x` and two
hexadecimal digits. No value at all is `\N`. Lists are JSON.

Spreadsheets run a cell that begins with one of ``= + - @`` (or their full-width forms) as a
formula (OWASP, "CSV Injection"). So text that does, or that begins with an apostrophe, gets an
apostrophe in front. Whoever reads the file drops one leading apostrophe of every text cell.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from pipeline.documents import Document, RunInfo
from pipeline.outputs.base import DocumentTextSink
from pipeline.outputs.characters import encodable
from pipeline.outputs.rows import AlignedRow, document_rows, record

_NULL = r"\N"

_NAMED = {
    "\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\b": r"\b", "\f": r"\f", "\v": r"\v",
}  # fmt: skip

_SPECIAL = re.compile(r"[\\\x00-\x1f\x7f]")

# White space in front does not stop every spreadsheet.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠']")


class TsvSink(DocumentTextSink):
    """Writes the rows as tab-separated values under a header line, in UTF-8."""

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(path, info)
        self.file.write("\t".join(field.name for field in fields(AlignedRow)) + "\n")

    def text(self, document: Document) -> str:
        """Make a document's rows."""
        rows = document_rows(document, self.info, encodable)
        return "".join("\t".join(_cells(row)) + "\n" for row in rows)


def _cells(row: AlignedRow) -> Iterator[str]:
    for value in record(row).values():
        if value is None:
            yield _NULL
        elif isinstance(value, str):
            yield _escape(f"'{value}" if _FORMULA.match(value) else value)
        elif isinstance(value, (list, tuple)):
            yield _escape(json.dumps(value, ensure_ascii=False))
        else:
            yield str(value)


def _escape(text: str) -> str:
    return _SPECIAL.sub(_escape_one, text)


def _escape_one(match: re.Match[str]) -> str:
    character = match.group()
    return _NAMED.get(character) or f"\\x{ord(character):02x}"
