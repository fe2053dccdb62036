"""What is already computed: one SQLite file, `(stage, key) -> compressed JSON`.

Readable with public tools: a value is the zlib-compressed JSON of a unit's result. Written in
transactions under WAL, so a killed process leaves the last whole batch behind.
"""

import json
import re
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pipeline.core.stage import Fingerprint, Json, canonical
from pipeline.errors import StoreError

SCHEMA_VERSION = 1

# SQLite takes at least 999 bound variables in every build.
_VARIABLES = 900

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fingerprints (
    id INTEGER PRIMARY KEY, stage TEXT NOT NULL, digest TEXT NOT NULL UNIQUE,
    components TEXT NOT NULL, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    stage TEXT NOT NULL, key BLOB NOT NULL, fingerprint INTEGER NOT NULL, value BLOB NOT NULL,
    created REAL NOT NULL, PRIMARY KEY (stage, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
    stage TEXT NOT NULL, key BLOB NOT NULL, fingerprint INTEGER NOT NULL, reason TEXT NOT NULL,
    created REAL NOT NULL, PRIMARY KEY (stage, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inputs (source TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
"""

_TABLES = frozenset(re.findall(r"EXISTS (\w+)", _SCHEMA))


@dataclass(frozen=True, slots=True)
class StageStatistics:
    """What the store holds of one stage; `age_days` is that of its oldest result."""

    stage: str
    results: int
    failures: int
    bytes: int
    fingerprints: int
    age_days: float


def explain(exc: Exception, path: Path) -> str:
    """Say in one sentence what is wrong with a store and what to do about it."""
    reason = str(exc)
    if "full" in reason:
        return f"the disk of the store {path} is full: free space and run again, nothing is lost"
    if "disk I/O error" in reason:
        return f"the disk of the store {path} refuses ({reason}): check its space and its limits"
    if "readonly" in reason or "unable to open" in reason:
        return f"the store {path} cannot be written: set compute.store to a writable file"
    if "locked" in reason:
        return f"the store {path} is in use by another program: wait for it or set compute.store"
    if "not a database" in reason:
        return _foreign(path)
    return (
        f"the store {path} is damaged ({reason}): save what can be read with "
        f"`nordigest store rebuild {path}`"
    )


def check_store(path: Path, *, create: bool = True) -> None:
    """Raise StoreError unless a file is a store of this version, damaged or not.

    With `create`, an empty one will become a store.
    """
    if path.is_dir():
        msg = f"the store {path} is a folder: set compute.store to a file in it"
        raise StoreError(msg)
    if not path.is_file() or path.stat().st_size == 0:
        return
    # As immutable: to look would else leave files of its own beside the store.
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, timeout=30)
    try:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        version = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as exc:
        raise StoreError(_explain_unread(exc, path)) from exc
    finally:
        db.close()
    # What a run has written so far, or had when it was killed, may all be in its log.
    logged = path.with_name(path.name + "-wal").exists()
    if not tables >= _TABLES and (tables or not (create or logged)):
        raise StoreError(_foreign(path))
    if tables:
        _check_version(path, version)


def _explain_unread(exc: sqlite3.Error, path: Path) -> str:
    """Say what is wrong with a file of which not even the names of its tables can be read."""
    if "malformed" in str(exc):
        return (
            f"the store {path} is damaged, and nothing of it can be read: delete it, and run again"
        )
    return explain(exc, path)


def _foreign(path: Path) -> str:
    return (
        f"{path} is not a store of Nordigest and is left as it is: name another file, in a config "
        "as compute.store"
    )


class Store:
    """The store's file, open; `create` is False for reading only (plan, stats)."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._fingerprints: dict[str, int] = {}
        check_store(path)
        try:
            self._db = self._open(create)
        except (sqlite3.Error, OSError) as exc:
            raise StoreError(explain(exc, path)) from exc

    def _open(self, create: bool) -> sqlite3.Connection:
        if create:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        elif not self.path.exists():
            db = sqlite3.connect(":memory:", isolation_level=None)
            db.executescript(_SCHEMA)
            return db
        db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            empty = not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            _check_version(self.path, SCHEMA_VERSION if empty else version)
            if create:
                db.execute("PRAGMA journal_mode=WAL")
                # FULL syncs each commit: a power cut costs nothing that was written.
                db.execute("PRAGMA synchronous=FULL")
            if empty:
                with _transaction(db):
                    for statement in _SCHEMA.split(";"):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        except BaseException:
            db.close()
            raise
        return db

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, json.JSONDecodeError) as exc:
            raise StoreError(explain(exc, self.path)) from exc

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with _transaction(self._db):
                yield
        except BaseException:
            # Numbers given out in a transaction that failed were never written.
            self._fingerprints.clear()
            raise

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def known(self, stage: str, keys: Sequence[bytes]) -> set[bytes]:
        """Return those of the keys that have a result."""
        with self._guarded():
            return {key for (key,) in self._select("key", "results", stage, keys)}

    def get(self, stage: str, keys: Sequence[bytes]) -> dict[bytes, Json]:
        """Return the results there are."""
        with self._guarded():
            rows = self._select("key, value", "results", stage, keys)
            return {key: json.loads(zlib.decompress(value)) for key, value in rows}

    def failed(self, stage: str, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return the reasons of those that failed before."""
        with self._guarded():
            return dict(self._select("key, reason", "failures", stage, keys))

    def _select(
        self, columns: str, table: str, stage: str, keys: Sequence[bytes]
    ) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(keys), _VARIABLES):
            chunk = keys[start : start + _VARIABLES]
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT {columns} FROM {table} WHERE stage=? AND key IN ({marks})"  # noqa: S608 - names are ours
            yield from self._db.execute(sql, (stage, *chunk))

    def put(
        self,
        fingerprint: Fingerprint,
        results: Sequence[tuple[bytes, Json]],
        failures: Sequence[tuple[bytes, str]] = (),
    ) -> None:
        """Write a batch in one transaction; a result ends an earlier failure of the same key."""
        with self._guarded():
            now = time.time()
            stage = fingerprint.stage
            with self._transaction():
                number = self._number(fingerprint)
                self._db.executemany(
                    "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)",
                    [(stage, key, number, _compress(value), now) for key, value in results],
                )
                self._db.executemany(
                    "DELETE FROM failures WHERE stage=? AND key=?",
                    [(stage, key) for key, _ in results],
                )
                self._db.executemany(
                    "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?)",
                    [(stage, key, number, reason, now) for key, reason in failures],
                )

    def _number(self, fingerprint: Fingerprint) -> int:
        name = fingerprint.digest
        if name not in self._fingerprints:
            text = canonical(fingerprint.components()).decode("ascii")
            self._db.execute(
                "INSERT INTO fingerprints (stage, digest, components, used) VALUES (?, ?, ?, 0) "
                "ON CONFLICT (digest) DO NOTHING",
                (fingerprint.stage, name, text),
            )
            row = self._db.execute("SELECT id FROM fingerprints WHERE digest=?", (name,)).fetchone()
            self._fingerprints[name] = row[0]
        return self._fingerprints[name]

    def mark_used(self, fingerprints: Iterable[Fingerprint]) -> None:
        """Remember that a run used these, so that a later plan can say what changed since."""
        with self._guarded(), self._transaction():
            turn = self._db.execute("SELECT COALESCE(MAX(used), 0) + 1 FROM fingerprints")
            now = turn.fetchone()[0]
            numbers = [(now, self._number(each)) for each in fingerprints]
            self._db.executemany("UPDATE fingerprints SET used=? WHERE id=?", numbers)

    def last_used(self, stage: str) -> dict[str, Json] | None:
        """Return the components of the stage's fingerprint in the latest run, or None."""
        with self._guarded():
            row = self._db.execute(
                "SELECT components FROM fingerprints WHERE stage=? AND used>0 "
                "ORDER BY used DESC LIMIT 1",
                (stage,),
            ).fetchone()
            return json.loads(row[0]) if row else None

    def inputs(self, sources: Sequence[str]) -> dict[str, str]:
        """Return which document each source held in the latest run that saw it."""
        with self._guarded():
            found: dict[str, str] = {}
            for start in range(0, len(sources), _VARIABLES):
                chunk = sources[start : start + _VARIABLES]
                marks = ",".join("?" * len(chunk))
                sql = f"SELECT source, document FROM inputs WHERE source IN ({marks})"  # noqa: S608 - no input in it
                found.update(self._db.execute(sql, chunk))
            return found

    def remember_inputs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Record (source, document id) pairs."""
        with self._guarded(), self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO inputs VALUES (?, ?)", pairs)

    def statistics(self) -> list[StageStatistics]:
        """Count what there is by stage."""
        with self._guarded():
            now = time.time()
            rows = self._db.execute(
                "SELECT stage, SUM(kind), SUM(1 - kind), SUM(size), COUNT(DISTINCT fingerprint), "
                "MIN(created) FROM ("
                "SELECT stage, 1 AS kind, LENGTH(value) AS size, fingerprint, created FROM results "
                "UNION ALL SELECT stage, 0, LENGTH(reason), fingerprint, created FROM failures) "
                "GROUP BY stage ORDER BY stage"
            )
            return [
                StageStatistics(stage, good, bad, size, prints, max(0.0, now - oldest) / 86400)
                for stage, good, bad, size, prints, oldest in rows
            ]

    def prune(self, keep: Iterable[Fingerprint]) -> int:
        """Drop all results and failures under other fingerprints; returns how many went."""
        with self._guarded():
            digests = [each.digest for each in keep]
            marks = ",".join("?" * len(digests))
            gone = 0
            with self._transaction():
                others = f"SELECT id FROM fingerprints WHERE digest NOT IN ({marks})"  # noqa: S608 - no input in it
                for table in ("results", "failures"):
                    sql = f"DELETE FROM {table} WHERE fingerprint IN ({others})"  # noqa: S608 - names are ours
                    gone += self._db.execute(sql, digests).rowcount
                self._db.execute(f"DELETE FROM fingerprints WHERE digest NOT IN ({marks})", digests)  # noqa: S608 - no input in it
            self._fingerprints.clear()
            self._db.execute("VACUUM")
            return gone

    def export(self) -> Iterator[dict[str, Json]]:
        """Yield every result and failure as plain data, by stage and key."""
        query = (
            "SELECT r.stage, r.key, f.digest, r.created, r.value, NULL FROM results r "
            "JOIN fingerprints f ON f.id = r.fingerprint UNION ALL "
            "SELECT x.stage, x.key, f.digest, x.created, NULL, x.reason FROM failures x "
            "JOIN fingerprints f ON f.id = x.fingerprint ORDER BY 1, 2"
        )
        with self._guarded():
            for stage, key, name, created, value, reason in self._db.execute(query):
                row: dict[str, Json] = {
                    "stage": stage, "key": key.hex(), "fingerprint": name, "created": created,
                }  # fmt: skip
                row |= {"failure": reason} if value is None else {"result": _decompress(value)}
                yield row


def _compress(value: Json) -> bytes:
    return zlib.compress(canonical(value), 1)


def _decompress(value: bytes) -> Json:
    result: Json = json.loads(zlib.decompress(value))
    return result


def _check_version(path: Path, version: int) -> None:
    if version == SCHEMA_VERSION:
        return
    way = "upgrade nordigest" if version > SCHEMA_VERSION else "move it away to start a new one"
    msg = (
        f"the store {path} has schema {version}, this version reads {SCHEMA_VERSION}: {way} "
        "or set compute.store to another file"
    )
    raise StoreError(msg)


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
