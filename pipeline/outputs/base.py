"""What every output format is: a sink that is fed a run's results as they come."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from pipeline.documents import Document, RunInfo, Story


class Sink:
    """Writes one format to a path, a file or a folder, that does not exist yet.

    All documents come first, in the order of their first source, then all stories, the newest
    period first. A format overrides what it needs. The path is a temporary one that is renamed
    when all is written, so a sink need not be atomic. Memory must not grow with the number of
    documents.
    """

    def __init__(self, info: RunInfo) -> None:
        self.info = info
        self.held = ExitStack()

    def document(self, document: Document) -> None:
        """Take a finished document."""

    def story(self, story: Story, documents: Mapping[str, Document]) -> None:
        """Take a story, with the documents of its articles by their ids."""

    def finish(self) -> None:
        """Write what comes last."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self.held:
            if error is None:
                self.finish()


Open: TypeAlias = Callable[[Path, RunInfo], Sink]
"""Opens a format's sink on a path; `with` finishes it, unless there was an error, and closes it."""
