"""Saving what can be read of a damaged store."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pipeline.core.stage import Fingerprint, Json
from pipeline.core.store import Store

# Every transaction waits for the disk; a row at a time would take hours for a large store.
_BATCH = 1000

_RESULTS = (
    "SELECT r.key, f.components, r.value FROM results r JOIN fingerprints f "
    "ON f.id = r.fingerprint ORDER BY r.stage {0}, r.key {0}"
)
_FAILURES = (
    "SELECT x.key, f.components, x.reason FROM failures x JOIN fingerprints f "
    "ON f.id = x.fingerprint ORDER BY x.stage {0}, x.key {0}"
)


def rebuild(path: Path) -> tuple[int, bool]:
    """Write a new store from the readable rows; the old file is kept as `<name>.damaged`.

    Returns how many rows were saved and whether anything was unreadable. Rows are read from
    both ends of each table up to the damage; values that do not decompress are dropped.
    """
    fresh = path.with_name(path.name + ".rebuilding")
    fresh.unlink(missing_ok=True)
    seen: set[tuple[str, bytes]] = set()
    damaged = False
    with Store(fresh) as store:
        for query in (_RESULTS, _FAILURES):
            for order in ("ASC", "DESC"):
                reader = _Reader(path, query.format(order))
                rows = iter(reader)
                while batch := list(islice(rows, _BATCH)):
                    new = [row for row in batch if (row[1].stage, row[0]) not in seen]
                    seen.update((fingerprint.stage, key) for key, fingerprint, _ in new)
                    _save(store, new, results=query is _RESULTS)
                damaged = damaged or reader.damaged
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.rename(path.with_name(path.name + ".damaged"))
    fresh.rename(path)
    return len(seen), damaged


def _save(store: Store, rows: Iterable[tuple[bytes, Fingerprint, Json]], *, results: bool) -> None:
    by_fingerprint: dict[str, tuple[Fingerprint, list[tuple[bytes, Json]]]] = {}
    for key, fingerprint, value in rows:
        name = fingerprint.digest
        by_fingerprint.setdefault(name, (fingerprint, []))[1].append((key, value))
    for fingerprint, pairs in by_fingerprint.values():
        if results:
            store.put(fingerprint, pairs)
        else:
            store.put(fingerprint, [], [(key, str(reason)) for key, reason in pairs])


class _Reader:
    """Iterates over the rows of a query until the damage."""

    def __init__(self, path: Path, query: str) -> None:
        self.damaged = False
        self._path = path
        self._query = query

    def __iter__(self) -> Iterator[tuple[bytes, Fingerprint, Json]]:
        db = sqlite3.connect(self._path)
        try:
            for key, components, value in db.execute(self._query):
                try:
                    yield key, Fingerprint(**json.loads(components)), _value(value)
                except (zlib.error, ValueError):
                    self.damaged = True
        except sqlite3.DatabaseError:
            self.damaged = True
        finally:
            db.close()


def _value(value: bytes | str) -> Json:
    return json.loads(zlib.decompress(value)) if isinstance(value, bytes) else value
