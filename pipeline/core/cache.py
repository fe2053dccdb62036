"""What a run made, kept beside the store for the next one: bytes by keys of all that decides them.

A cache only: without it, or with a damaged one, a run makes everything again, the same.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

from pipeline.core.stage import Json, canonical
from pipeline.core.store import explain
from pipeline.errors import StoreError


class Cache:
    """Reads the file of the last run, and writes a new one of what this run reads and makes.

    `making` is what decides all entries (code, models, libraries). The new file replaces the old
    one when the run calls `publish`, so entries that no run reads any more are dropped.
    """

    def __init__(self, path: Path, making: Json) -> None:
        self._path = path
        self._salt = hashlib.blake2b(canonical(making), digest_size=32).digest()
        self._partial = path.with_name(path.name + ".partial")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._partial.unlink(missing_ok=True)
        self._old = sqlite3.connect(path) if path.is_file() else None
        self._new = sqlite3.connect(self._partial, isolation_level=None)
        # A file that is thrown away after a crash needs neither a journal nor to reach the disk.
        self._write("PRAGMA journal_mode=OFF")
        self._write("PRAGMA synchronous=OFF")
        self._write("CREATE TABLE made (n INTEGER PRIMARY KEY, key BLOB UNIQUE, body BLOB)")

    def key(self, *identity: Json) -> str:
        """Name an entry by what decides it, together with `making` (keyed BLAKE2b, RFC 7693)."""
        named = hashlib.blake2b(canonical([*identity]), key=self._salt, digest_size=16)
        return named.hexdigest()

    def get(self, key: str) -> bytes | None:
        """Return what this run or the last one made under a key."""
        found = _select(self._new, key)
        if found is not None:
            return zlib.decompress(found)
        if self._old is None:
            return None
        try:
            found = _select(self._old, key)
            made = None if found is None else zlib.decompress(found)
        except (sqlite3.Error, zlib.error):
            # Damaged: all that is not read yet is made again.
            self._old.close()
            self._old = None
            return None
        if found is not None:
            self._insert(key, found)
        return made

    def put(self, key: str, made: bytes) -> None:
        """Keep what was made under a key."""
        self._insert(key, zlib.compress(made, 1))

    def text(self, key: str, make: Callable[[], str]) -> str:
        """Return the text under a key, made now if the last run did not."""
        known = self.get(key)
        if known is not None:
            return known.decode("utf-8", "surrogatepass")
        made = make()
        self.put(key, made.encode("utf-8", "surrogatepass"))
        return made

    def json(self, key: str, make: Callable[[], Json]) -> Json:
        """Return the plain data under a key, made now if the last run did not."""
        made: Json = json.loads(self.text(key, lambda: json.dumps(make())))
        return made

    def publish(self) -> None:
        """Leave the new file to the next run."""
        self._new.close()
        self._partial.replace(self._path)

    def close(self) -> None:
        """Close both files; a new one that was not published is removed."""
        if self._old is not None:
            self._old.close()
        self._new.close()
        self._partial.unlink(missing_ok=True)

    def _insert(self, key: str, body: bytes) -> None:
        self._write("INSERT INTO made (key, body) VALUES (?, ?)", (bytes.fromhex(key), body))

    def _write(self, sql: str, values: tuple[bytes, ...] = ()) -> None:
        try:
            self._new.execute(sql, values)
        except sqlite3.Error as exc:
            raise StoreError(explain(exc, self._partial)) from exc


def _select(db: sqlite3.Connection, key: str) -> bytes | None:
    row = db.execute("SELECT body FROM made WHERE key=?", (bytes.fromhex(key),)).fetchone()
    return None if row is None else row[0]
