"""Tables that are text: JSON lines, and comma-, semicolon- or tab-separated values."""

import codecs
import csv
import json
from collections import deque
from collections.abc import Iterator

from pipeline.config import Columns
from pipeline.errors import DocumentError
from pipeline.reading.encodings import decode, decode_together
from pipeline.reading.files import InputFile
from pipeline.reading.limits import MAX_BYTES
from pipeline.reading.lines import read_lines
from pipeline.reading.rows import Row, check_columns, missing_column, named_columns

# Spreadsheets in Norway and Denmark write semicolons, since the comma is the decimal sign.
_DELIMITERS = ",;\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_jsonl(file: InputFile, columns: Columns) -> Iterator[Row]:
    """Read the objects of a .jsonl file, one a line.

    Rows may leave keys out; a named key that none of them has is told once. Raises OSError and
    DocumentError.
    """
    wanted = set(named_columns(columns).values())
    seen: dict[str, None] = {}
    without_text: list[int] = []
    with file.open() as stream:
        for number, line in read_lines(stream):
            _refuse_utf16(number, line)
            if line is None or line.strip():
                row = _parse_json(line)
                if isinstance(row, dict):
                    # Enough names to find the right one by, of rows that share no keys.
                    seen |= dict.fromkeys(key for key in row if len(seen) < 100 or key in wanted)
                    if columns.text not in row:
                        without_text.append(number)
                        continue
                yield number, row
    for field, name in named_columns(columns).items():
        if seen and name not in seen:
            yield None, DocumentError(missing_column(field, name, seen))
    if columns.text in seen:
        for number in without_text:
            yield number, DocumentError(missing_column("text", columns.text, seen))


def read_delimited(file: InputFile, columns: Columns) -> Iterator[Row]:
    """Read the rows of a .csv or .tsv file (RFC 4180), by the names in its first line.

    Of comma, semicolon and tab that one separates which finds the most named columns. Raises
    OSError and DocumentError.
    """
    # The default forbids articles beyond 128 KB; one limit holds for the whole process.
    csv.field_size_limit(MAX_BYTES)
    with file.open() as stream:
        lines = read_lines(stream)
        first = next(lines, (1, b""))
        _refuse_utf16(*first)
        header = decode(first[1] or b"").strip("\r\n")
        if not header.strip():
            msg = "has no header line: write the column names in its first line"
            raise DocumentError(msg)
        delimiter = _find_delimiter(header, columns)
        names = _split_header(header, delimiter)
        check_columns(names, columns)
        wanted = {name: names.index(name) for name in named_columns(columns).values()}
        for number, cells in _records(lines, delimiter):
            if isinstance(cells, DocumentError):
                yield number, cells
            elif len(cells) != len(names):
                msg = (
                    f"has {len(cells)} fields where the header has {len(names)}: "
                    "put fields with separators or line breaks in them in double quotes"
                )
                yield number, DocumentError(msg)
            else:
                yield number, _pick(cells, wanted)


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


def _find_delimiter(header: str, columns: Columns) -> str:
    wanted = set(named_columns(columns).values())

    def found(delimiter: str) -> tuple[int, int]:
        names = _split_header(header, delimiter)
        return len(wanted & set(names)), len(names)

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
            cells = exc
        number = taken[0][0]
        if isinstance(cells, DocumentError):
            taken.popleft()
            pending.extendleft(reversed(taken))
            reader = csv.reader(feed(), delimiter=delimiter, strict=True)
        if cells:
            yield number, cells


def _pick(cells: list[str], wanted: dict[str, int]) -> dict[str, object] | DocumentError:
    """Decode the wanted cells; all of them together show the encoding best."""
    raw = [cells[position].encode("latin-1") for position in wanted.values()]
    try:
        return dict(zip(wanted, decode_together(raw), strict=True))
    except DocumentError as exc:
        return exc


def _refuse_utf16(number: int, line: bytes | None) -> None:
    if number == 1 and line is not None and line.startswith(_UTF16):
        msg = "is a table in UTF-16: save it as UTF-8"
        raise DocumentError(msg)


def _too_long() -> str:
    return f"is longer than {MAX_BYTES // 2**20} MB, too long for one article: split it"
