"""Puts finished files under their final names, whole or not at all."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError

_STAGING = ".partial"


@contextmanager
def staged(folder: Path, names: Collection[str]) -> Iterator[Path]:
    """Give a folder to write into; when the block ends well, its files replace those in `folder`.

    Each file appears by one rename. What an earlier run left under one of `names` (files or
    folders) and this one did not write is removed last. Raises OutputError when the disk is
    full or not writable.
    """
    staging = folder / _STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        yield staging
        _move(staging, folder, names)
    except OSError as exc:
        msg = (
            f"the output folder {folder} cannot be written ({exc.strerror or exc}): "
            "free space or set output.folder, then run again: nothing computed is lost"
        )
        raise OutputError(msg) from exc
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move(staging: Path, folder: Path, names: Collection[str]) -> None:
    files = sorted(path.relative_to(staging) for path in staging.rglob("*") if path.is_file())
    for file in files:
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        (staging / file).replace(target)
    written = {folder / file for file in files}
    for name in names:
        for old in [folder / name, *(folder / name).rglob("*")]:
            if old.is_file() and old not in written:
                old.unlink()
    for name in names:
        if (folder / name).is_dir() and not any((folder / name).rglob("*.*")):
            shutil.rmtree(folder / name)
