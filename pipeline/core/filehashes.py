"""Hashes of files, remembered, and files that are written whole or not at all."""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """Return where conversions and digests are kept: `NORDIGEST_CACHE`, or the XDG cache."""
    chosen = os.environ.get("NORDIGEST_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "nordigest"


def file_hashes(path: Path, names: list[str]) -> dict[str, str]:
    """Hash files (SHA-256, hexadecimal); unchanged size and time stand for unchanged contents."""
    memory = cache_folder() / "digests" / f"{hashlib.sha256(bytes(path)).hexdigest()[:32]}.json"
    known = _read_json(memory)
    current: dict[str, list[int | str]] = {}
    for name in names:
        stat = (path / name).stat()
        entry = known.get(name)
        if isinstance(entry, list) and entry[:2] == [stat.st_size, stat.st_mtime_ns]:
            current[name] = entry
        else:
            current[name] = [stat.st_size, stat.st_mtime_ns, hash_file(path / name)]
    if current != known:
        # A read-only cache costs time, never a result.
        with contextlib.suppress(OSError):
            write_atomically(memory, json.dumps(current).encode())
    return {name: str(entry[2]) for name, entry in current.items()}


def hash_file(path: Path) -> str:
    """Hash a file's contents with SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".partial-", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(path)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
