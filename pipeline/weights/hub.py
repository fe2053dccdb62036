"""Models from the Hub: downloaded on request only, pinned in a lock file, checked to the byte."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.filehashes import hash_file, write_atomically
from pipeline.errors import ModelError
from pipeline.weights.names import (
    HubName,
    hub_cache,
    model_files,
    parse_hub_name,
)

if TYPE_CHECKING:
    from huggingface_hub import HfApi
    from huggingface_hub.hf_api import RepoSibling

    from pipeline.config import Config

_VERSION = 1
_COMMIT = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class LockedFile:
    """A file of a pinned model: SHA-256 in hexadecimal, size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class LockedModel:
    """What a Hub name stood for when it was pulled."""

    repo: str
    revision: str
    commit: str
    files: Mapping[str, LockedFile]

    @property
    def folder(self) -> Path:
        """The snapshot in the local Hub cache."""
        return snapshot_folder(self.repo, self.commit)


def lock_path(config: Path) -> Path:
    """Name the lock file beside a config: `opus.lock.json` for `opus.yaml`."""
    return config.with_name(f"{config.stem}.lock.json")


def read_lock(config: Path) -> dict[str, LockedModel]:
    """Read the lock beside a config, by model name; empty when there is none."""
    path = lock_path(config)
    if not path.exists():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {name: parse_locked(entry) for name, entry in content["models"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        msg = f"the lock file {path} cannot be read ({exc}): delete it and pull again"
        raise ModelError(msg) from exc


def parse_locked(entry: Mapping[str, Any]) -> LockedModel:
    """Read one model of a lock; raises ModelError, KeyError or TypeError for anything else."""
    commit = str(entry["commit"])
    name = parse_hub_name(f"hub:{entry['repo']}@{entry['revision']}")
    if name is None or len(commit) != 40 or not set(commit) <= _COMMIT:
        msg = f"{entry['repo']}@{commit} is no pinned Hub model"
        raise ModelError(msg)
    files = {
        str(file): LockedFile(str(each["sha256"]), int(each["size"]))
        for file, each in entry["files"].items()
    }
    return LockedModel(name.repo, name.revision, commit, files)


def model_names(config: "Config") -> tuple[str, ...]:
    """List the models a config names, each once, translation first."""
    return tuple(dict.fromkeys(name for name, _ in model_types(config)))


def model_types(config: "Config") -> list[tuple[str, str]]:
    """List the models a config names with the numeric types it runs them in."""
    types = [(name, config.translate.compute_type) for name in config.translate.routes.values()]
    if config.summarize.model != "lead":
        types.append((config.summarize.model, config.summarize.compute_type))
    return list(dict.fromkeys(types))


def pin_models(config: "Config", path: Path) -> "Config":
    """Replace Hub names by the commits that the lock beside the config file pins them to."""
    locked = read_lock(path)
    pins = {name: f"hub:{each.repo}@{each.commit}" for name, each in locked.items()}

    def pin(name: str) -> str:
        return pins.get(name, name)

    chosen = config.translate.model
    pinned = pin(chosen) if isinstance(chosen, str) else {k: pin(v) for k, v in chosen.items()}
    return config.model_copy(
        update={
            "translate": config.translate.model_copy(update={"model": pinned}),
            "summarize": config.summarize.model_copy(update={"model": pin(config.summarize.model)}),
        }
    )


def pull_models(config_path: Path, *, update: bool = False) -> dict[str, LockedModel]:
    """Download the Hub models a config names and pin them in the lock beside it.

    A locked model is fetched at its locked commit unless `update` asks for the newest. Every file
    is checked against the size and hash the Hub states. Returns the models by name; raises
    ModelError with what to do about it.
    """
    from pipeline.config import load_config

    names = [n for n in model_names(load_config(config_path)) if n.startswith("hub:")]
    locked = read_lock(config_path)
    pulled = {}
    for name in names:
        hub = parse_hub_name(name)
        if hub is not None:
            pulled[name] = _pull(hub, None if update else locked.get(name))
    if pulled:
        content = {"version": _VERSION, "models": {n: asdict(m) for n, m in pulled.items()}}
        data = json.dumps(content, indent=2, sort_keys=True).encode() + b"\n"
        try:
            write_atomically(lock_path(config_path), data)
        except OSError as exc:
            msg = (
                f"the lock file {lock_path(config_path)} cannot be written ({exc}): copy the "
                "config to a folder of yours and pull from there"
            )
            raise ModelError(msg) from exc
    return pulled


def verify_locked(model: LockedModel) -> list[str]:
    """Compare a pinned model's files with the lock; returns what is wrong, a line each."""
    wrong = []
    for name, expected in model.files.items():
        path = model.folder / name
        if not path.exists():
            wrong.append(f"{name} is missing")
        elif path.stat().st_size != expected.size or hash_file(path) != expected.sha256:
            wrong.append(f"{name} is altered")
    return wrong


def snapshot_folder(repo: str, commit: str) -> Path:
    """Return where the Hub cache keeps one commit of a model repository."""
    return hub_cache() / f"models--{repo.replace('/', '--')}" / "snapshots" / commit


def write_reference(repo: str, revision: str, commit: str) -> None:
    """Let a branch or tag name stand for a commit in the Hub cache, as the Hub client does."""
    if revision != commit:
        folder = hub_cache() / f"models--{repo.replace('/', '--')}" / "refs"
        write_atomically(folder / revision, commit.encode())


def _pull(hub: HubName, locked: LockedModel | None) -> LockedModel:
    with _explained(hub) as api:
        from huggingface_hub import snapshot_download

        info = api.model_info(
            hub.repo, revision=locked.commit if locked else hub.revision, files_metadata=True
        )
        siblings = {each.rfilename: each for each in info.siblings or ()}
        names = model_files(sorted(siblings), str(hub))
        commit = str(info.sha)
        snapshot_download(
            hub.repo,
            revision=commit,
            allow_patterns=names,
            cache_dir=hub_cache(),
            endpoint=api.endpoint,
        )
        folder = snapshot_folder(hub.repo, commit)
        files = {name: _check(hub, folder / name, siblings[name]) for name in names}
        if locked is None:
            write_reference(hub.repo, hub.revision, commit)
    if locked is not None and dict(locked.files) != files:
        msg = f"{hub} is not what its lock says: run `nordigest models pull --update CONFIG`"
        raise ModelError(msg)
    return LockedModel(hub.repo, hub.revision, commit, files)


def _check(hub: HubName, path: Path, stated: "RepoSibling") -> LockedFile:
    """Compare a downloaded file with what the Hub states; a wrong one is deleted."""
    size = path.stat().st_size
    digest = hash_file(path)
    if stated.lfs is not None:
        right = (stated.lfs.size, stated.lfs.sha256) == (size, digest)
    else:
        right = stated.size == size and stated.blob_id == _git_hash(path, size)
    if not right:
        path.resolve().unlink()
        path.unlink(missing_ok=True)
        msg = f"{path.name} of {hub} arrived damaged and was deleted: pull again"
        raise ModelError(msg)
    return LockedFile(digest, size)


def _git_hash(path: Path, size: int) -> str:
    """Hash a file as git does a blob; the Hub names small files by it."""
    digest = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def _explained(hub: HubName) -> "Iterator[HfApi]":
    """Give a Hub client whose errors become one sentence with the fix in it."""
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        msg = f"{hub} cannot be pulled while HF_HUB_OFFLINE is set: unset it"
        raise ModelError(msg)
    # Files then come over one connection that resumes where it was cut.
    os.environ["HF_HUB_DISABLE_XET"] = "1"
    import httpx2
    from huggingface_hub import HfApi, errors

    endpoint = os.environ.get("HF_ENDPOINT") or None
    try:
        yield HfApi(endpoint=endpoint)
    except errors.GatedRepoError as exc:
        msg = (
            f"{hub} asks its users to accept terms: accept them on its page, then log in with "
            "`hf auth login` or set HF_TOKEN"
        )
        raise ModelError(msg) from exc
    except errors.RepositoryNotFoundError as exc:
        msg = (
            f"the Hub knows no {hub.repo}, or it is private: check the spelling, or log in with "
            "`hf auth login` or set HF_TOKEN to a token that may read it"
        )
        raise ModelError(msg) from exc
    except errors.RevisionNotFoundError as exc:
        msg = f"{hub.repo} has no revision {hub.revision}: name a branch, tag or commit it has"
        raise ModelError(msg) from exc
    except errors.HfHubHTTPError as exc:
        code = exc.response.status_code
        advice = (
            "the token is refused: log in again with `hf auth login` or set HF_TOKEN"
            if code in {401, 403}
            else "try again later"
        )
        msg = f"the Hub answered {code} for {hub}: {advice}"
        raise ModelError(msg) from exc
    except (httpx2.HTTPError, OSError) as exc:
        reason = " ".join(str(exc).split())[:200]
        msg = (
            f"{hub} could not be downloaded ({reason}): check the connection and the free space, "
            "and pull again; files that are whole are kept"
        )
        raise ModelError(msg) from exc
