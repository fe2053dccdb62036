"""What Nordigest leaves in a working folder: not input."""

import os
import re
from collections.abc import Iterator
from typing import Any

from pipeline.config import FORMAT_NAMES, Config

RUN_SCHEMA = "nordigest-run"
"""How the schema named in a run's `run.json` begins; the file marks an output folder."""

_RUN = "run.json"
_SITE = FORMAT_NAMES["site"]
_NAMES = frozenset((_RUN, "failures.jsonl", *FORMAT_NAMES.values()))
_CONFIGS = (".yaml", ".yml")
_LOCK = ".lock.json"
# YAML may be JSON as well.
_SOURCES = re.compile(r"(?:^|[{,]\s*)[\"']?sources[\"']?\s*:", re.MULTILINE)
# What the outputs of a run begin with, also when they were moved away from their run.json; a page
# of the site stands for all.
_PAGE = '<meta name="generator" content="Nordigest">'
_BEGINNINGS = {
    "aligned.jsonl": '"schema": "nordigest-',
    "aligned.tsv": "schema\tdocument\tsources\tdate\toutlet\tindex\tparagraph\tkind\t",
    "digest.md": "summaries are machine-made: check them against the originals",
    "digest.json": '"schema": "nordigest-',
    "digest.html": _PAGE,
    "site/index.html": _PAGE,
    _RUN: f'"schema": "{RUN_SCHEMA}',
}
_HEAD = 2000
_LONGEST = 100_000
# Pages of the site are this far below the output folder.
_DEEPEST = 4


class OwnFiles:
    """Knows the outputs of any run, configs, and what one names.

    An output has a `run.json` beside it, or begins as those of its name do.
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
        return any(
            (local and _real(folder) == self._output)
            or _begins_so(filesystem, folder, _RUN)
            or _begins_so(filesystem, folder, f"{name}/index.html" if name == _SITE else name)
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


def _begins_so(filesystem: Any, folder: str, name: str) -> bool:  # noqa: ANN401 - as above
    """Say whether a file of one of our names is there and begins as ours do."""
    beginning = _BEGINNINGS.get(name)
    return beginning is not None and beginning in _head(filesystem, f"{folder}/{name}", _HEAD)


def _head(filesystem: Any, path: str, size: int) -> str:  # noqa: ANN401 - as above
    """Read the beginning of a file; nothing when it is not there."""
    try:
        data: bytes = filesystem.cat_file(path, start=0, end=size)
    except OSError:
        return ""
    return data.decode("utf-8", "replace")


def _real(path: str) -> str:
    return os.path.realpath(path)
