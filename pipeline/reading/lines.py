"""Lines of files of any size, in bounded memory."""

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.reading.limits import MAX_BYTES

_CHUNK = 2**20


def read_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number from 1, line with its newline), or None for a line beyond `MAX_BYTES`.

    Not `readline`: remote files of fsspec cannot bound it.
    """
    number, size = 1, 0
    parts: list[bytes] = []
    while chunk := stream.read(_CHUNK):
        for piece in _split(chunk):
            size += len(piece)
            if size <= MAX_BYTES:
                parts.append(piece)
            if piece.endswith(b"\n"):
                yield number, b"".join(parts) if size <= MAX_BYTES else None
                number, parts, size = number + 1, [], 0
    if size:
        yield number, b"".join(parts) if size <= MAX_BYTES else None


def _split(chunk: bytes) -> Iterator[bytes]:
    """Split at newlines only; `splitlines` would also split at carriage returns."""
    *lines, rest = chunk.split(b"\n")
    yield from (line + b"\n" for line in lines)
    if rest:
        yield rest
