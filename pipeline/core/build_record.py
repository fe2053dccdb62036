"""What an output folder was last made from, so that a run with nothing new writes nothing.

A record lies beside the store. It holds the fingerprint of a whole run, and stamps of the files
that were read and written. A stamp is what the system says of a file, its contents unread: place,
size, the times of its last change (mtime and ctime, which no program can set back) and its number
(inode). Git's index knows changed files in the same way.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.filehashes import write_atomically
from pipeline.core.stage import Json, canonical


def stamp_files(paths: Iterable[Path]) -> str:
    """Hash what the system says of files (SHA-256, hexadecimal); raises OSError."""
    stamp = hashlib.sha256()
    for path in paths:
        stat = path.stat()
        told = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        stamp.update(f"{os.fsencode(path)!r} {told}\n".encode())
    return stamp.hexdigest()


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """The record of one output folder in a file beside the store."""

    path: Path
    folder: Path

    def read(self, run: Mapping[str, Json], outputs: Iterable[Path]) -> Json:
        """Return the report of the run that made the outputs; None if they are not this run's.

        `run` is all that decides the outputs, `outputs` are their files now.
        """
        try:
            record = json.loads(self.path.read_text(encoding="ascii"))
            known = record["folder"] == str(self.folder) and record["run"] == _digest(run)
            if known and record["outputs"] == stamp_files(outputs):
                report: Json = record["report"]
                return report
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None

    def forget(self) -> None:
        """Remove the record, before an output is touched."""
        self.path.unlink(missing_ok=True)

    def remember(self, run: Mapping[str, Json], outputs: Iterable[Path], report: Json) -> None:
        """Record a run whose outputs are all in place."""
        record: dict[str, Json] = {
            "folder": str(self.folder), "run": _digest(run), "outputs": stamp_files(outputs),
            "report": report,
        }  # fmt: skip
        write_atomically(self.path, canonical(record))


def _digest(run: Mapping[str, Json]) -> str:
    return hashlib.sha256(canonical(dict(run))).hexdigest()
