"""What every output format is: a sink that is fed a run's results as they come."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Literal, Self, TypeAlias

from pipeline.documents import Document, RunInfo, Story


class Sink:
    """Writes one format to a path, a file or a folder, that does not exist yet.

    All documents come first, in the order of their first source, then all stories, the newest
    period first. A format overrides what it needs. The path is a temporary one that is renamed
    when all is written, so a sink need not be atomic. Memory must not grow with the number of
    documents.
    """

    reads: ClassVar[Literal["documents", "stories"]]
    """Which of the two a format is made of; it is not given the other."""

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


class TextSink(Sink):
    """Writes to one file, and makes its texts apart from writing them, so that they can be kept.

    A run copies the texts that the last one wrote. They may depend on `info.models`, but on
    nothing else of `info`, nor on what was written before.
    """

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(info)
        self.file = self.held.enter_context(path.open("w", encoding="utf-8", newline="\n"))

    def write(self, text: str) -> None:
        """Append the text of a document or a story."""
        self.file.write(text)


class DocumentTextSink(TextSink):
    """Writes a text for each document."""

    reads = "documents"

    def text(self, document: Document) -> str:
        """Make the text of a document."""
        raise NotImplementedError

    def document(self, document: Document) -> None:
        """Write the text of a document."""
        self.write(self.text(document))


class StoryTextSink(TextSink):
    """Writes a text for each story."""

    reads = "stories"

    def text(self, story: Story, documents: Mapping[str, Document]) -> str:
        """Make the text of a story."""
        raise NotImplementedError

    def story(self, story: Story, documents: Mapping[str, Document]) -> None:
        """Write the text of a story."""
        self.write(self.text(story, documents))


Open: TypeAlias = Callable[[Path, RunInfo], Sink]
"""Opens a format's sink on a path; `with` finishes it, unless there was an error, and closes it."""
