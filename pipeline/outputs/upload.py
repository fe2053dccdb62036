"""Puts finished files behind an fsspec URL: object stores, SFTP, HDFS and the like."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import NordigestError, OutputError

# Written first and removed again, so that a run learns before it computes that it may not write.
_PROBE = ".nordigest"
# Put last: who finds it finds the other files of the same run.
_LAST = "run.json"
_PARTIAL = ".partial"
# They know no folders (fsspec would make buckets of them) and put a file whole or not at all.
_OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "hf"}


def is_url(folder: str) -> bool:
    """Say whether an output folder is an fsspec URL and not a folder of this machine."""
    return "://" in folder


def check_writable(url: str) -> None:
    """Write and remove an empty file; raises OutputError."""
    filesystem, root = _open(url)
    with _explained(url):
        if not _stores_objects(filesystem):
            filesystem.makedirs(root, exist_ok=True)
        filesystem.pipe_file(f"{root}/{_PROBE}", b"")
        filesystem.rm_file(f"{root}/{_PROBE}")


@contextmanager
def uploaded(url: str, names: Collection[str], staging: Path) -> Iterator[Path]:
    """Give a folder to write into; when the block ends well, its files are put under `url`.

    Each file appears whole or not at all: object stores put it so, elsewhere it gets its name
    when it is there. `run.json` comes last. What an earlier run left under one of `names` (files
    or folders) and this one did not write is removed before that. `staging` is a folder of this
    machine that is not kept. Raises OutputError.
    """
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        yield staging
        filesystem, root = _open(url)
        with _explained(url):
            _put(filesystem, root, staging, names)
    except OSError as exc:
        msg = (
            f"the outputs for {url} cannot be written to {staging} first "
            f"({exc.strerror or exc}): free space, then run again: nothing computed is lost"
        )
        raise OutputError(msg) from exc
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _put(filesystem: Any, root: str, staging: Path, names: Collection[str]) -> None:  # noqa: ANN401 - fsspec has no types
    files = sorted(
        (path.relative_to(staging).as_posix() for path in staging.rglob("*") if path.is_file()),
        key=lambda name: (name == _LAST, name),
    )
    for name in files:
        if name == _LAST:
            _remove_others(filesystem, root, names, {f"{root}/{each}" for each in files})
        _put_file(filesystem, str(staging / name), f"{root}/{name}")


def _put_file(filesystem: Any, local: str, remote: str) -> None:  # noqa: ANN401 - fsspec has no types
    if _stores_objects(filesystem):
        filesystem.put_file(local, remote)
    else:
        filesystem.makedirs(remote.rpartition("/")[0], exist_ok=True)
        filesystem.put_file(local, remote + _PARTIAL)
        filesystem.mv(remote + _PARTIAL, remote)


def _stores_objects(filesystem: Any) -> bool:  # noqa: ANN401 - fsspec has no types
    protocol = filesystem.protocol
    names = {protocol} if isinstance(protocol, str) else set(protocol)
    return not names.isdisjoint(_OBJECT_STORES)


def _remove_others(filesystem: Any, root: str, names: Collection[str], written: set[str]) -> None:  # noqa: ANN401 - fsspec has no types
    filesystem.invalidate_cache()
    for name in names:
        for path in filesystem.find(f"{root}/{name}"):
            if path not in written:
                filesystem.rm_file(path)


def _open(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        filesystem, root = url_to_fs(url)
    except (ImportError, ValueError) as exc:
        msg = f"output.folder {url} cannot be opened: {' '.join(str(exc).split())}"
        raise OutputError(msg) from exc
    return filesystem, str(root).rstrip("/")


@contextmanager
def _explained(url: str) -> Iterator[None]:
    try:
        yield
    except NordigestError:
        raise
    except Exception as exc:
        # Each kind of storage raises its own errors (botocore's are no OSErrors).
        reason = " ".join(str(exc).split()) or type(exc).__name__
        msg = (
            f"the output {url} cannot be written ({reason}): allow it, or set output.folder, "
            "then run again: nothing computed is lost"
        )
        raise OutputError(msg) from exc
