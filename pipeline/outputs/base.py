"""What every output format is given to write."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeAlias

from pipeline.documents import Document, RunInfo, Story


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
        """Yield the stories by period and date."""
        ...

    def document(self, document_id: str) -> Document:
        """Look a finished document up by its id."""
        ...


Writer: TypeAlias = Callable[[Corpus, Path], None]
"""Writes one format to a path (a file, or a folder for `site`) that does not exist yet.

The caller gives a temporary path and renames it when all is written, so a writer need not be
atomic itself. It streams: memory does not grow with the number of documents.
"""
