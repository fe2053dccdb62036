"""What Nordigest leaves in a working folder: not input."""

import os
import re
import zlib
from collections.abc import Iterator
from typing import Any

from pipeline.config import FORMAT_NAMES, Config
from pipeline.reading.files import kind_of, suffix_of

_RUN = "run.json"
_NAMES = frozenset((_RUN, "failures.jsonl", *FORMAT_NAMES.values()))
_CONFIGS = (".yaml", ".yml")
_LOCK = ".lock.json"
# YAML may be JSON as well.
_SOURCES = re.compile(r"(?:^|[{,]\s*)[\"']?sources[\"']?\s*:", re.MULTILINE)
# How outputs begin, also when they were renamed or moved away from their run.json.
_SCHEMA = r'"schema": "nordigest-'
_MARKS = {
    suffix: re.compile(mark, re.DOTALL)
    for suffix, mark in {
        ".jsonl": rf'{_SCHEMA}|\A\{{"source": ".*?", "stage": "\w+", "reason": "',
        ".json": _SCHEMA,
        ".tsv": r"\Aschema\tdocument\tsources\tdate\toutlet\tindex\tparagraph\tkind\t",
        ".md": r"summaries are machine-made: check them against the originals",
        ".html": r'<meta name="generator" content="Nordigest">',
        ".tmx": r'creationtool="Nordigest"',
        ".xlf": r'tool-name="Nordigest"|>nordigest-xliff/',
        ".xml": r'creationtool="Nordigest"|tool-name="Nordigest"|>nordigest-xliff/',
        ".js": r"\Anordigest\.begin\(",
        ".parquet": r"nordigest\.schema",
    }.items()
}
# A store, or what is kept beside it, of any name.
_STORE = re.compile(r"\ASQLite format 3\0.*CREATE TABLE (?:fingerprints|made) \(", re.DOTALL)
_SEARCH = "search/manifest.js"
_HEAD = 4096
# What a Parquet file says of itself stands at its end.
_ENDS = (".parquet",)
_TAIL = 65_536
_LONGEST = 100_000
_PACKED = ".gz"
# The window of zlib for what gzip wrote.
_GZIP = 31
# Pages of the site are this far below the output folder.
_DEEPEST = 4


class OwnFiles:
    """Knows the outputs of any run, configs, and what one names.

    An output has a `run.json` beside it, or begins as those of its kind do.
    """

    def __init__(self, config: Config) -> None:
        self._output = _real(config.output.folder)
        self._store = _real(config.compute.store)
        glossary = config.translate.glossary
        self._glossary = _real(glossary) if glossary else None
        named = (self._store, self._glossary) if self._glossary else (self._store,)
        self._begin = tuple(os.path.basename(path) for path in named)  # noqa: PTH119 - strings

    def has(self, filesystem: Any, path: str) -> bool:  # noqa: ANN401 - fsspec has no types
        """Say whether a file or folder is a run's, or in a folder that is."""
        local = filesystem.protocol == ("file", "local")
        if path.endswith(_LOCK) or (local and self._is_named(path)):
            return True
        if path.endswith(_CONFIGS):
            return _SOURCES.search(_head(filesystem, path, _LONGEST)) is not None
        # A look into each file of a remote folder would take too long.
        if local and _is_made(filesystem, path):
            return True
        return any(
            (local and _real(folder) == self._output)
            or _begins_so(filesystem, f"{folder}/{_RUN}")
            or _is_made(filesystem, f"{folder}/{name}")
            for folder, name in _splits(path)
            if name in _NAMES
        )

    def _is_named(self, path: str) -> bool:
        """Say whether a path is the glossary, or the store or a file beside it."""
        # Finding out where links lead takes longer than all else.
        if not os.path.basename(path).startswith(self._begin):  # noqa: PTH119 - a string
            return False
        real = _real(path)
        beside = (f"{self._store}.", f"{self._store}-")
        return real in {self._glossary, self._store} or real.startswith(beside)


def _splits(path: str) -> Iterator[tuple[str, str]]:
    for _ in range(_DEEPEST):
        path, slash, name = path.rpartition("/")
        if not slash:
            return
        yield path, name


def _is_made(filesystem: Any, path: str) -> bool:  # noqa: ANN401 - as above
    """Say whether a file is an output or a store by its content, or a folder is a site."""
    if suffix_of(_unpacked(path)) in _MARKS:
        return _begins_so(filesystem, path)
    if kind_of(path) is not None:
        return False
    if _begins_so(filesystem, f"{path}/{_SEARCH}"):
        return True
    return _STORE.match(_head(filesystem, path, _HEAD)) is not None


def _begins_so(filesystem: Any, path: str) -> bool:  # noqa: ANN401 - as above
    """Say whether a file is there and begins, or ends, as outputs of its kind do."""
    start, end = (-_TAIL, None) if path.lower().endswith(_ENDS) else (0, _HEAD)
    return (
        _MARKS[suffix_of(_unpacked(path))].search(_read(filesystem, path, start, end)) is not None
    )


def _unpacked(path: str) -> str:
    """Return what a packed file (`articles.jsonl.gz`) is called when it is none."""
    return path[: -len(_PACKED)] if path.lower().endswith(_PACKED) else path


def _head(filesystem: Any, path: str, size: int) -> str:  # noqa: ANN401 - as above
    return _read(filesystem, path, 0, size)


def _read(filesystem: Any, path: str, start: int, end: int | None) -> str:  # noqa: ANN401 - as above
    """Read a part of a file; nothing when it is not there."""
    try:
        data: bytes = filesystem.cat_file(path, start=start, end=end)
    except OSError:
        return ""
    if path.lower().endswith(_PACKED):
        try:
            data = zlib.decompressobj(_GZIP).decompress(data, _HEAD)
        except zlib.error:
            return ""
    return data.decode("utf-8", "replace")


def _real(path: str) -> str:
    return os.path.realpath(path)
