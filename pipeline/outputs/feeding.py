"""Feeds a run's documents and stories to its sinks; the texts of the last run are copied."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from pipeline.config import Format
from pipeline.core.cache import Cache
from pipeline.core.stage import Json
from pipeline.documents import Document, Story
from pipeline.outputs.base import DocumentTextSink, Sink, StoryTextSink


class Feeder:
    """Gives every sink what it reads; what no sink needs whole is not loaded.

    `identity` names all that decides a document or a story.
    """

    def __init__(self, sinks: Mapping[Format, Sink], cache: Cache) -> None:
        """Set the sinks by the names of their formats."""
        self._sinks = sinks
        self._cache = cache

    def document(self, identity: Sequence[Json], load: Callable[[], Document]) -> None:
        """Feed a document to the sinks that read documents."""
        for name, sink in self._sinks.items():
            if isinstance(sink, DocumentTextSink):
                key = self._cache.key(name, *identity)
                sink.write(self._cache.text(key, partial(_document_text, sink, load)))
            elif sink.reads == "documents":
                sink.document(load())

    def story(
        self,
        identity: Sequence[Json],
        tell: Callable[[], Story],
        load: Callable[[], Mapping[str, Document]],
    ) -> None:
        """Feed a story, with its documents by their ids, to the sinks that read stories."""
        for name, sink in self._sinks.items():
            if isinstance(sink, StoryTextSink):
                key = self._cache.key(name, *identity)
                sink.write(self._cache.text(key, partial(_story_text, sink, tell, load)))
            elif sink.reads == "stories":
                sink.story(tell(), load())


def _document_text(sink: DocumentTextSink, load: Callable[[], Document]) -> str:
    return sink.text(load())


def _story_text(
    sink: StoryTextSink, tell: Callable[[], Story], load: Callable[[], Mapping[str, Document]]
) -> str:
    return sink.text(tell(), load())
