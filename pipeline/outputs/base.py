"""What every output format is given to write."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from pipeline.documents import Document, Story


@dataclass(frozen=True, slots=True)
class ModelCredit:
    """A model as its attribution wants it: role is `translate` or `summarize`.

    `languages` are the tags it translates in this run; empty for all of them.
    """

    role: str
    name: str
    digest: str
    licence: str
    attribution: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What is the same for all of a run's outputs; holds no clock, so reruns write equal bytes.

    `title` heads the pages, `version` is Nordigest's, `languages` counts documents by language.
    """

    title: str
    version: str
    models: tuple[ModelCredit, ...]
    languages: Mapping[str, int]


class Corpus(Protocol):
    """A run's results, read as streams; each call starts a new pass in the same order."""

    @property
    def info(self) -> RunInfo:
        """What is the same for all outputs."""
        ...

    def documents(self) -> Iterator[Document]:
        """Yield the finished documents in the order of their first source."""
        ...

    def stories(self) -> Iterator[Story]:
        """Yield the stories, the newest first, those without a date last."""
        ...

    def document(self, document_id: str) -> Document:
        """Look a finished document up by its id."""
        ...


Writer: TypeAlias = Callable[[Corpus, Path], None]
"""Writes one format to a path (a file, or a folder for `site`) that does not exist yet.

The caller gives a temporary path and renames it when all is written, so a writer need not be
atomic itself. It streams: memory does not grow with the number of documents.
"""
