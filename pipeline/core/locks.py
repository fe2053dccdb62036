"""One run at a time on a store and on an output folder."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import NordigestError, OutputError, StoreError


@contextmanager
def hold_store(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold a store for writing; raises StoreError naming the holder, unless told to wait."""
    with _hold(path.with_name(path.name + ".lock"), wait, f"the store {path}", StoreError):
        yield


@contextmanager
def hold_output(folder: Path, *, wait: bool) -> Iterator[None]:
    """Hold an output folder; raises OutputError naming the holder, unless told to wait."""
    with _hold(folder / ".nordigest.lock", wait, f"the output folder {folder}", OutputError):
        yield


@contextmanager
def _hold(path: Path, wait: bool, what: str, error: type[NordigestError]) -> Iterator[None]:
    holder = path.with_suffix(".holder")
    # The operating system frees the lock of a process that died, so it is never stale.
    lock = FileLock(path)
    made = not path.parent.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=-1 if wait else 0)
        holder.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
    except Timeout as exc:
        msg = f"{what} is in use by {_describe(holder)}: wait for it, or add --wait"
        raise error(msg) from exc
    except OSError as exc:
        lock.release()
        msg = f"{what} cannot be written ({exc.strerror}): name another, or make it writable"
        raise error(msg) from exc
    try:
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
        if made:
            _remove_unused(path)


def _remove_unused(lock: Path) -> None:
    """Remove a folder that was made for a lock and got nothing else, as of a run that was refused.

    Whoever waits for the lock keeps it, in a file without a name.
    """
    with suppress(OSError):
        if list(lock.parent.iterdir()) == [lock]:
            lock.unlink()
            lock.parent.rmdir()


def _describe(holder: Path) -> str:
    try:
        told = json.loads(holder.read_text())
        return f"process {told['pid']} on {told['host']}"
    except (OSError, ValueError, KeyError):
        return "another process"
