"""A run's finished records on disk, so that memory does not grow with their number."""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.core.intake import Origin, join_origins
from pipeline.core.serialization import dump_document, dump_story, load_document, load_story
from pipeline.documents import Document, Story
from pipeline.outputs.base import RunInfo


class Spool:
    """A `Corpus` in a temporary SQLite file; not kept, so never synced to disk.

    `info` is set when all is counted, before anything is written. `sources` maps a document's id
    to all places it was read from, and `origins` to where else it was published; they may still
    grow while documents are added, and count when they are read back.
    """

    info: RunInfo

    def __init__(
        self,
        path: Path,
        sources: Mapping[str, Sequence[str]],
        origins: Mapping[str, Sequence[Origin]],
    ) -> None:
        self._sources = sources
        self._origins = origins
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._path = path
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE documents (n INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB)"
        )
        self._db.execute("CREATE TABLE stories (n INTEGER PRIMARY KEY, body BLOB)")

    def add_document(self, document: Document) -> None:
        """Append a finished document."""
        body = zlib.compress(dump_document(document), 1)
        self._db.execute("INSERT INTO documents (id, body) VALUES (?, ?)", (document.id, body))

    def add_story(self, story: Story) -> None:
        """Append a story."""
        self._db.execute(
            "INSERT INTO stories (body) VALUES (?)", (zlib.compress(dump_story(story), 1),)
        )

    def documents(self) -> Iterator[Document]:
        """Yield the documents in the order they were added."""
        for (body,) in self._db.execute("SELECT body FROM documents ORDER BY n"):
            yield self._read(body)

    def document(self, document_id: str) -> Document:
        """Look a document up; raises KeyError."""
        row = self._db.execute("SELECT body FROM documents WHERE id=?", (document_id,)).fetchone()
        if row is None:
            raise KeyError(document_id)
        return self._read(row[0])

    def stories(self) -> Iterator[Story]:
        """Yield the stories in the order they were added."""
        for (body,) in self._db.execute("SELECT body FROM stories ORDER BY n"):
            yield load_story(zlib.decompress(body))

    def _read(self, body: bytes) -> Document:
        document = load_document(zlib.decompress(body))
        document = join_origins(document, self._origins.get(document.id, ()))
        return replace(document, sources=tuple(self._sources[document.id]))

    def close(self) -> None:
        """Remove the file."""
        self._db.close()
        self._path.unlink(missing_ok=True)
