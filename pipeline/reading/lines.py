"""Lines of files of any size, in bounded memory."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.errors import DocumentError
from pipeline.reading.encodings import find_utf16
from pipeline.reading.limits import MAX_BYTES

_CHUNK = 2**20


def stream_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number from 1, line with its newline), or None for a line beyond `MAX_BYTES`.

    Raises DocumentError for broken UTF-16. Not `readline`: remote files of fsspec cannot bound it.
    """
    number, size = 1, 0
    parts: list[bytes] = []
    for chunk in _chunks(stream):
        for piece in _split(chunk):
            size += len(piece)
            if size <= MAX_BYTES:
                parts.append(piece)
            if piece.endswith(b"\n"):
                yield number, b"".join(parts) if size <= MAX_BYTES else None
                number, parts, size = number + 1, [], 0
    if size:
        yield number, b"".join(parts) if size <= MAX_BYTES else None


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Read in pieces, UTF-16 as UTF-8: in it a newline is no byte of its own."""
    first = stream.read(_CHUNK)
    encoding = find_utf16(first)
    if encoding is None:
        yield first
        while chunk := stream.read(_CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    chunk = first
    try:
        while chunk:
            yield decoder.decode(chunk).encode("utf-8")
            chunk = stream.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeError as exc:
        msg = "begins as UTF-16 but is not: save it again as UTF-8"
        raise DocumentError(msg) from exc


def _split(chunk: bytes) -> Iterator[bytes]:
    """Split at newlines only; `splitlines` would also split at carriage returns."""
    *lines, rest = chunk.split(b"\n")
    yield from (line + b"\n" for line in lines)
    if rest:
        yield rest
