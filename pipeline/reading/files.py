"""What is read: files by the end of their names, on disk or behind any fsspec URL."""

import os
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, cast

from pipeline.errors import DocumentError
from pipeline.reading.limits import MAX_BYTES

FileKind = Literal["text", "markdown", "page", "jsonl", "table", "parquet", "dataset"]

KINDS: dict[str, FileKind] = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "page",
    ".htm": "page",
    ".jsonl": "jsonl",
    ".csv": "table",
    ".tsv": "table",
    ".parquet": "parquet",
}
"""What is read, by the end of its name; a folder saved by `datasets` is of kind `dataset`."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file (or datasets folder) with articles; `name` is how users know it."""

    filesystem: Any
    path: str
    name: str
    kind: FileKind

    def open(self) -> BinaryIO:
        """Open for reading bytes; raises OSError."""
        return cast("BinaryIO", self.filesystem.open(self.path, "rb"))

    def read(self) -> bytes:
        """Read it whole; raises OSError, and DocumentError when it is no article by its size."""
        with self.open() as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            msg = (
                f"is larger than {MAX_BYTES // 2**20} MB, too long for one article: "
                "split it into articles, as lines of a .jsonl file"
            )
            raise DocumentError(msg)
        return data


def kind_of(path: str) -> FileKind | None:
    """Return the kind of a file by its name, or None when it is not read."""
    return KINDS.get(suffix_of(path))


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
