"""What is read: files by the end of their names, on disk or behind any fsspec URL."""

import gzip
import os
import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, cast

from pipeline.errors import DocumentError
from pipeline.reading.limits import MAX_BYTES

FileKind = Literal["text", "markdown", "page", "feed", "jsonl", "table", "parquet", "dataset"]

KINDS: dict[str, FileKind] = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "page",
    ".htm": "page",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "table",
    ".tsv": "table",
    ".parquet": "parquet",
}
"""What is read, by the end of its name; a folder saved by `datasets` is of kind `dataset`."""

# All but Parquet, which packs its columns itself, may be packed: articles.jsonl.gz.
_PACKED = ".gz"
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file (or datasets folder) with articles; `name` is how users know it."""

    filesystem: Any
    path: str
    name: str
    kind: FileKind

    def open(self) -> BinaryIO:
        """Open for reading bytes, unpacked; raises OSError.

        Raises DocumentError when it is not packed, and reading raises `BROKEN_PACKING` where it is
        damaged.
        """
        stream = self.filesystem.open(self.path, "rb")
        if suffix_of(self.path) != _PACKED:
            return cast("BinaryIO", stream)
        begin = stream.read(len(_GZIP))
        if begin and begin != _GZIP:
            stream.close()
            msg = "is not packed with gzip: take .gz off the end of its name"
            raise DocumentError(msg)
        stream.seek(0)
        return cast("BinaryIO", _Unpacked(stream))

    def read(self) -> bytes:
        """Read it whole; raises OSError, and DocumentError when it is no article by its size."""
        with self.open() as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            msg = (
                f"is larger than {MAX_BYTES // 2**20} MB, too long for one file: "
                "split it into articles, as lines of a .jsonl file"
            )
            raise DocumentError(msg)
        return data


BROKEN_PACKING = (gzip.BadGzipFile, EOFError, zlib.error)
"""What reading a damaged .gz file raises."""


class _Unpacked(gzip.GzipFile):
    """A .gz file being read; closes the file below as well."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        super().__init__(fileobj=stream)

    def close(self) -> None:
        super().close()
        self._stream.close()


def kind_of(path: str) -> FileKind | None:
    """Return the kind of a file by its name, or None when it is not read."""
    if suffix_of(path) != _PACKED:
        return KINDS.get(suffix_of(path))
    kind = KINDS.get(suffix_of(path[: -len(_PACKED)]))
    return None if kind == "parquet" else kind


def suffix_of(path: str) -> str:
    """Return the lower-case end of a file's name, as `.txt`; fsspec paths are strings."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122


def display_name(filesystem: Any, path: str) -> str:  # noqa: ANN401 - fsspec has no types
    """Show a path relative to the working directory, or as a URL without credentials.

    Bytes of a name that are not UTF-8 are shown by their hexadecimal escapes.
    """
    if filesystem.protocol == ("file", "local"):
        path = path.removeprefix(os.getcwd() + "/")  # noqa: PTH109 - fsspec paths are strings
    else:
        path = str(filesystem.unstrip_protocol(path))
    return os.fsencode(path).decode("utf-8", "backslashreplace")
