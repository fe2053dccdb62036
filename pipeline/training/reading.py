"""Rows of training data: TSV files, plain or compressed with zstd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.extras import require

_BLOCK = 1 << 20


def read_rows(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the columns of every line of a TSV, `.zst` or plain.

    Raises InputError if the file is missing, no UTF-8, or compressed and cut short.
    """
    check_file(path)
    blocks = _decompressed(path) if path.suffix == ".zst" else _blocks(path)
    rest, number = b"", 0
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            number += 1
            yield _columns(line, path, number)
    if rest:
        yield _columns(rest, path, number + 1)


def check_file(path: Path) -> int:
    """Return the size of a file; raises InputError if it does not exist."""
    if not path.is_file():
        message = f"the file {path} does not exist: give the path of a TSV or TSV.zst file"
        raise InputError(message)
    return path.stat().st_size


def _columns(line: bytes, path: Path, number: int) -> tuple[str, ...]:
    try:
        return tuple(line.decode().removesuffix("\r").split("\t"))
    except UnicodeDecodeError as error:
        message = f"{path} line {number} is not UTF-8: convert the file, or take the line out"
        raise InputError(message) from error


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as raw:
        while block := raw.read(_BLOCK):
            yield block


def _decompressed(path: Path) -> Iterator[bytes]:
    """Decompress frame by frame, since only a frame's end shows that nothing is missing."""
    require("train", "zstandard")
    import zstandard

    decompressor = zstandard.ZstdDecompressor()
    frame = decompressor.decompressobj()
    for block in _blocks(path):
        unread = block
        while unread:
            if frame.eof:
                frame = decompressor.decompressobj()
            try:
                yield frame.decompress(unread)
            except zstandard.ZstdError as error:
                message = f"{path} cannot be decompressed ({error}): get the file again"
                raise InputError(message) from error
            unread = frame.unused_data if frame.eof else b""
    if not frame.eof:
        message = f"{path} is cut short: get the file again"
        raise InputError(message)
