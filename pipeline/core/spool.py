"""A run's finished documents on disk, so that memory does not grow with their number."""

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.core.serialization import dump_document, load_document
from pipeline.core.store import explain
from pipeline.documents import Document
from pipeline.errors import StoreError


class Spool:
    """Documents in a temporary SQLite file; not kept, so never synced to disk.

    `complete` adds to a document what was learnt after it was added; it is called when the
    document is read back.
    """

    def __init__(self, path: Path, complete: Callable[[Document], Document]) -> None:
        self._complete = complete
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._path = path
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE documents (n INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB)"
        )

    def add_document(self, document: Document) -> None:
        """Append a finished document."""
        body = zlib.compress(dump_document(document), 1)
        self._insert("INSERT INTO documents (id, body) VALUES (?, ?)", (document.id, body))

    def _insert(self, sql: str, values: tuple[object, ...]) -> None:
        try:
            self._db.execute(sql, values)
        except sqlite3.Error as exc:
            raise StoreError(explain(exc, self._path)) from exc

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

    def _read(self, body: bytes) -> Document:
        return self._complete(load_document(zlib.decompress(body)))

    def close(self) -> None:
        """Remove the file."""
        self._db.close()
        self._path.unlink(missing_ok=True)
