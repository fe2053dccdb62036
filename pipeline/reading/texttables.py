"""Tables that are text: JSON lines, and comma-, semicolon- or tab-separated values."""

import codecs
import csv
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from pipeline.config import Columns
from pipeline.errors import DocumentError
from pipeline.reading.encodings import decode, decode_together
from pipeline.reading.files import InputFile
from pipeline.reading.hints import JSON_ARRAY, hint_by_content
from pipeline.reading.limits import MAX_BYTES
from pipeline.reading.lines import stream_lines
from pipeline.reading.rows import (
    USUAL,
    Named,
    choose_columns,
    missing_column,
    read_row,
    warn_of_unused,
)

# Spreadsheets in Norway and Denmark write semicolons, since the comma is the decimal sign.
_DELIMITERS = ",;\t|"
# The line that spreadsheets look for before the header.
_SEPARATOR = re.compile(r"sep=([,;\t|])")
_ALL_USUAL = frozenset(name for names in USUAL.values() for name in names)
_TEXTS = frozenset(USUAL["text"])
# Of usual names.
_LONGEST_HEADER = 200


def read_jsonl(file: InputFile, columns: Columns) -> Iterator[Named]:
    """Read the objects of a .jsonl file, one a line.

    Rows may leave keys out; a named key that none of them has is told once. Raises OSError and
    DocumentError.
    """
    named = set(columns.named().values())
    seen: dict[str, None] = {}
    used: set[str] = set()
    without_text: list[int] = []
    with file.open() as stream:
        for number, line in stream_lines(stream):
            if line is not None and not line.strip():
                continue
            if number == 1:
                _refuse_whole(line)
            row = _parse_json(line)
            if isinstance(row, DocumentError):
                yield str(number), row
                continue
            # Enough names to find the right one by, of rows that share no keys.
            seen |= dict.fromkeys(key for key in row if len(seen) < 100 or key in named)
            try:
                chosen = choose_columns(row, columns, sparse=True)
            except DocumentError:
                without_text.append(number)
                continue
            used.update(chosen.values())
            yield read_row(number, row, chosen)
    yield from _missing(columns, seen, without_text, any_text=bool(used))
    warn_of_unused(file.name, seen, used)


def _missing(
    columns: Columns, seen: Iterable[str], without_text: Sequence[int], *, any_text: bool
) -> Iterator[Named]:
    """Tell once what no row of a table has, or else the rows that have no text."""
    absent = columns.named() if columns.required and seen else {}
    for field, name in absent.items():
        if name not in seen:
            yield None, DocumentError(missing_column(field, name, seen))
    reason = missing_column("text", columns.text or "text", seen)
    if any_text:
        for number in without_text:
            yield str(number), DocumentError(reason)
    elif without_text and "text" not in absent:
        yield None, DocumentError(reason)


def read_delimited(file: InputFile, columns: Columns) -> Iterator[Named]:
    """Read the rows of a .csv or .tsv file (RFC 4180), by the names in its first line.

    Of comma, semicolon, tab and bar that one separates which finds the most known columns, unless a
    line `sep=;` says so. Raises OSError and DocumentError.
    """
    # The default forbids articles beyond 128 KB; one limit holds for the whole process.
    csv.field_size_limit(MAX_BYTES)
    with file.open() as stream:
        lines = stream_lines(stream)
        header, delimiter = _read_header(lines, columns)
        names = _split_header(header, delimiter)
        chosen = choose_columns(names, columns)
        _refuse_twice(names, chosen.values())
        wanted = {name: names.index(name) for name in chosen.values()}
        for number, cells in _records(lines, delimiter):
            if isinstance(cells, DocumentError):
                yield str(number), cells
            elif len(cells) != len(names):
                msg = (
                    f"has {len(cells)} fields where the header has {len(names)}: "
                    "put fields with separators or line breaks in them in double quotes"
                )
                yield str(number), DocumentError(msg)
            else:
                yield read_row(number, _pick(cells, wanted), chosen)
    warn_of_unused(file.name, names, wanted)


def _refuse_twice(names: Sequence[str], used: Iterable[str]) -> None:
    """Raise DocumentError when a column that is read stands there twice: one would be lost."""
    for name in used:
        if names.count(name) > 1:
            msg = f"has {names.count(name)} columns called {name!r}: give each a name of its own"
            raise DocumentError(msg)


def _read_header(lines: Iterator[tuple[int, bytes | None]], columns: Columns) -> tuple[str, str]:
    """Return the line with the column names, and what separates them."""
    header = _first_line(lines)
    stated = _SEPARATOR.fullmatch(header.strip())
    if stated:
        return _first_line(lines), stated[1]
    return header, _find_delimiter(header, columns)


def _first_line(lines: Iterator[tuple[int, bytes | None]]) -> str:
    line = decode(next(lines, (1, b""))[1] or b"").strip("\r\n")
    if not line.strip():
        msg = "has no header line: write the column names in its first line"
        raise DocumentError(msg)
    return line


def _parse_json(line: bytes | None) -> dict[str, object] | DocumentError:
    if line is None:
        return DocumentError(_too_long())
    try:
        row = json.loads(decode(line.strip()))
    except DocumentError as exc:
        return exc
    except json.JSONDecodeError as exc:
        return DocumentError(f"is not valid JSON ({exc.msg}, column {exc.colno}): mend the line")
    except (ValueError, RecursionError) as exc:
        why = "it is nested too deeply" if isinstance(exc, RecursionError) else exc
        return DocumentError(f"is not usable JSON ({why}): mend the line")
    if not isinstance(row, dict):
        msg = 'is not a JSON object: write each article as {"text": "..."} on a line of its own'
        return DocumentError(msg)
    return row


def has_usual_header(line: str) -> bool:
    """Say whether a line has columns of usual names only, and one of them for the text."""
    if len(line) > _LONGEST_HEADER:
        return False
    delimiter = _find_delimiter(line, Columns())
    names = [name.casefold() for name in _split_header(line, delimiter)]
    return len(names) > 1 and _ALL_USUAL.issuperset(names) and not _TEXTS.isdisjoint(names)


def _find_delimiter(header: str, columns: Columns) -> str:
    named = set(columns.named().values())

    def found(delimiter: str) -> tuple[int, int]:
        names = _split_header(header, delimiter)
        known = sum(name in named or name.casefold() in _ALL_USUAL for name in names)
        return known, len(names)

    return max(_DELIMITERS, key=found)


def _split_header(header: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([header], delimiter=delimiter))]
    except csv.Error as exc:
        msg = "has carriage returns in its header line: save it with newlines as line ends"
        raise DocumentError(msg) from exc


def _records(
    lines: Iterator[tuple[int, bytes | None]], delimiter: str
) -> Iterator[tuple[int, list[str] | DocumentError]]:
    """Yield (line a record begins on, its cells as Latin-1, which keeps every byte).

    After a broken record reading goes on with the line after its first, so a quote that is never
    closed costs one row.
    """
    taken: deque[tuple[int, bytes | None]] = deque()
    pending: deque[tuple[int, bytes | None]] = deque()

    def feed() -> Iterator[str]:
        while line := pending.popleft() if pending else next(lines, None):
            taken.append(line)
            if line[1] is None:
                raise DocumentError(_too_long())
            yield line[1].decode("latin-1")

    reader = csv.reader(feed(), delimiter=delimiter, strict=True)
    while True:
        taken.clear()
        cells: list[str] | DocumentError
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as exc:
            cells = DocumentError(f"is broken ({exc}): close its quotes and double those inside")
        except DocumentError as exc:
            cells = _blame_record(exc, taken)
        number = taken[0][0]
        if isinstance(cells, DocumentError):
            taken.popleft()
            pending.extendleft(reversed(taken))
            reader = csv.reader(feed(), delimiter=delimiter, strict=True)
        if cells:
            yield number, cells


def _blame_record(error: DocumentError, taken: deque[tuple[int, bytes | None]]) -> DocumentError:
    """Return what is wrong with a record; raises what is wrong with the table before one began."""
    if not taken:
        raise error
    return error


def _pick(cells: list[str], wanted: dict[str, int]) -> dict[str, object] | DocumentError:
    """Decode the wanted cells; all of them together show the encoding best."""
    raw = [cells[position].encode("latin-1") for position in wanted.values()]
    try:
        return dict(zip(wanted, decode_together(raw), strict=True))
    except DocumentError as exc:
        return exc


def _refuse_whole(line: bytes | None) -> None:
    """Raise DocumentError for a file that is binary, or JSON in one piece, by its first line."""
    if hint := hint_by_content(line or b""):
        msg = f"is no text: {hint}"
        raise DocumentError(msg)
    begin = b"" if line is None else line.strip(codecs.BOM_UTF8 + b" \t\r\n")
    if begin.startswith(b"[") or begin == b"{":
        raise DocumentError(JSON_ARRAY)


def _too_long() -> str:
    return f"is longer than {MAX_BYTES // 2**20} MB, too long for one article: split it"
