"""Folders that are computed once and kept in the cache: whole, or not there at all."""

import json
import os
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path

from pipeline.core.filehashes import file_hashes, hash_file

_HASHES = "sha256.json"


class AlteredFolderWarning(UserWarning):
    """A kept folder no longer has what was computed."""


def derive_folder(final: Path, compute: Callable[[Path], None], name: str) -> Path:
    """Return the folder `final`, computing it the first time.

    `compute` makes a folder at the path that it is given. Two processes at once compute once; a
    killed one leaves nothing under the final name. A folder whose files were altered since is made
    again, with a warning that calls it `name`. Raises OSError when it cannot be written.
    """
    if final.is_dir() and _is_unaltered(final):
        return final
    from filelock import FileLock

    partial = final.with_name(f".partial-{final.name}")
    final.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(final.with_name(f".lock-{final.name}")):
        if final.is_dir() and _is_unaltered(final):
            return final
        if final.is_dir():
            message = f"{name} in {final} was altered, and is made again"
            warnings.warn(message, AlteredFolderWarning, stacklevel=3)
            shutil.rmtree(final)
        # What a killed process left behind; nobody else holds the lock.
        shutil.rmtree(partial, ignore_errors=True)
        compute(partial)
        _record(partial)
        _flush(partial)
        partial.rename(final)
    return final


def _record(folder: Path) -> None:
    """Keep the hashes of a folder's files beside them."""
    hashes = {path.name: hash_file(path) for path in folder.iterdir()}
    (folder / _HASHES).write_text(json.dumps(hashes, sort_keys=True), encoding="utf-8")


def _is_unaltered(folder: Path) -> bool:
    """Compare a folder's files with their hashes; unchanged sizes and times pass unread."""
    try:
        listed = json.loads((folder / _HASHES).read_text(encoding="utf-8"))
        names = sorted(path.name for path in folder.iterdir() if path.name != _HASHES)
        return bool(file_hashes(folder, names) == listed)
    except (OSError, ValueError):
        return False


def _flush(folder: Path) -> None:
    """Bring a folder's files to the disk, so that no power cut leaves a named half."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
