"""One archive of pulled Hub models, to carry to a machine without a network.

A tar file: `models.json` first (what `nordigest models pull` pinned), then the files as
`<commit>/<name>`. Weights do not compress, so it is not compressed.
"""

import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.core.filehashes import hash_file
from pipeline.errors import ModelError
from pipeline.weights.hub import (
    LockedModel,
    parse_locked,
    snapshot_folder,
    verify_locked,
    write_reference,
)
from pipeline.weights.names import hub_cache

_INDEX = "models.json"
# Far above any listing, far below what would fill the memory.
_LONGEST_INDEX = 10_000_000


def pack_models(models: Mapping[str, LockedModel], archive: Path) -> int:
    """Write the files of pinned models into an archive and return how many.

    Raises ModelError when a file is missing or altered; no half-written archive stays behind.
    """
    from dataclasses import asdict

    wrong = [f"{name}: {each}" for name, model in models.items() for each in verify_locked(model)]
    if wrong:
        msg = f"{'; '.join(wrong)}: type `nordigest models pull CONFIG` first"
        raise ModelError(msg)
    index = json.dumps({"models": {name: asdict(model) for name, model in models.items()}})
    count = 0
    partial = archive.with_name(f".partial-{archive.name}")
    try:
        with tarfile.open(partial, "w") as tar:
            _add(tar, _INDEX, len(index.encode()), io.BytesIO(index.encode()))
            for model in {each.commit: each for each in models.values()}.values():
                for name, file in model.files.items():
                    with (model.folder / name).open("rb") as content:
                        _add(tar, f"{model.commit}/{name}", file.size, content)
                    count += 1
        partial.replace(archive)
    except OSError as exc:
        msg = f"the archive {archive} cannot be written ({exc}): name another place"
        raise ModelError(msg) from exc
    finally:
        partial.unlink(missing_ok=True)
    return count


def unpack_models(archive: Path) -> list[str]:
    """Put an archive's models into the local Hub cache and return their names.

    Nothing but listed regular files with their listed hashes is taken; raises ModelError for
    anything else, and then leaves the cache as it was.
    """
    try:
        hub_cache().mkdir(parents=True, exist_ok=True)
        with (
            tarfile.open(archive, "r:") as tar,
            tempfile.TemporaryDirectory(dir=hub_cache(), prefix=".unpack-") as folder,
        ):
            models = _read_index(tar, archive)
            _extract(tar, models, Path(folder), archive)
            for model in models.values():
                _install(model, Path(folder))
    except (OSError, tarfile.TarError) as exc:
        msg = f"the archive {archive} cannot be unpacked ({exc}): pack it again"
        raise ModelError(msg) from exc
    return list(models)


def _add(tar: tarfile.TarFile, name: str, size: int, content: io.BufferedIOBase) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = 0o644
    tar.addfile(entry, content)


def _read_index(tar: tarfile.TarFile, archive: Path) -> dict[str, LockedModel]:
    first = tar.next()
    content = tar.extractfile(first) if first is not None and first.isreg() else None
    if first is None or content is None or first.name != _INDEX or first.size > _LONGEST_INDEX:
        msg = f"{archive} is no archive of models: make one with `nordigest models pack`"
        raise ModelError(msg)
    try:
        listed = json.load(content)["models"]
        models = {str(name): parse_locked(entry) for name, entry in listed.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        msg = f"the listing in {archive} is broken ({exc}): pack it again"
        raise ModelError(msg) from exc
    for model in models.values():
        for name in model.files:
            if Path(name).name != name or name in {"", ".", ".."}:
                msg = f"{archive} lists a file outside its model ({name}): do not trust it"
                raise ModelError(msg)
    return models


def _extract(
    tar: tarfile.TarFile, models: Mapping[str, LockedModel], folder: Path, archive: Path
) -> None:
    expected = {
        f"{model.commit}/{name}": file
        for model in models.values()
        for name, file in model.files.items()
    }
    for member in tar:
        if member.name == _INDEX:
            continue
        file = expected.get(member.name)
        if file is None or not member.isreg() or member.size != file.size:
            msg = f"{archive} holds something it does not list ({member.name}): do not trust it"
            raise ModelError(msg)
        tar.extract(member, folder, filter="data")
    for name, file in expected.items():
        path = folder / name
        if not path.is_file() or hash_file(path) != file.sha256:
            msg = f"{name} in {archive} is missing or damaged: pack it again"
            raise ModelError(msg)


def _install(model: LockedModel, folder: Path) -> None:
    target = snapshot_folder(model.repo, model.commit)
    if target.is_dir() and not verify_locked(model):
        write_reference(model.repo, model.revision, model.commit)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    # Two names may stand for one commit: the first moves its files, the second finds them.
    (folder / model.commit).rename(target)
    write_reference(model.repo, model.revision, model.commit)
