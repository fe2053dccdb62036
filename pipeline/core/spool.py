"""A run's finished documents on disk, so that memory does not grow with their texts."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.core.cache import Cache
from pipeline.core.intake import Intake
from pipeline.core.serialization import dump_document, load_document
from pipeline.core.stage import Json
from pipeline.documents import Document


class Counts(NamedTuple):
    """What a report adds up of a document: its language, and numbers of what is in it."""

    language: str
    sentences: int
    words: int
    flagged: int


class Spool:
    """The finished documents in the order they were placed; memory holds their ids and keys.

    What the last run finished is not finished again: it is in the cache. What the intake learnt
    after a document was placed is in it when it is read.
    """

    def __init__(self, cache: Cache, intake: Intake) -> None:
        self._cache = cache
        self._intake = intake
        self._keys: dict[str, str] = {}

    def place(self, read: Document) -> Counts | None:
        """Append a document as it was read; returns its counts if the last run finished it."""
        origin = [read.title, read.date, read.outlet, read.url, read.pinned]
        flags: list[Json] = [[flag.name, flag.reason] for flag in read.flags]
        key = self._cache.key("document", read.id, *origin, flags)
        self._keys[read.id] = key
        known = self._cache.get(key)
        return None if known is None else Counts(*json.loads(known.partition(b"\n")[0]))

    def finish(self, document: Document) -> Counts:
        """Keep a placed document that is finished now."""
        counts = _count(document)
        head = json.dumps(counts).encode("ascii")
        self._cache.put(self._keys[document.id], head + b"\n" + dump_document(document))
        return counts

    def drop(self, document_id: str) -> None:
        """Take out a placed document that could not be finished."""
        del self._keys[document_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def document(self, document_id: str) -> Document:
        """Read a finished document; raises KeyError."""
        body = self._cache.get(self._keys[document_id])
        if body is None:
            raise KeyError(document_id)
        return self._intake.complete(load_document(body.partition(b"\n")[2]))

    def identity(self, document_id: str) -> list[Json]:
        """Name all that decides a document: its key, and what was learnt later."""
        return [self._keys[document_id], *self._intake.learnt(document_id)]


def _count(document: Document) -> Counts:
    return Counts(
        document.language.tag if document.language else "und",
        len(document.segments),
        len(document.text.split()),
        sum(1 for each in document.segments if each.translation and each.translation.flags),
    )
