"""Where models are and what they are: names, folders, licences and digests.

A model is a folder in Hugging Face layout. Nothing here loads a model or reaches for a network.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from pipeline.core.filehashes import file_hashes
from pipeline.errors import ModelError

_TEXT_FILES = (
    "config.json",
    "generation_config.json",
    "*.spm",
    "*.model",
    "vocab.json",
    "vocab.txt",
    "target_vocab.json",
    "merges.txt",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vmap.txt",
)
_SAFE_WEIGHTS = ("model*.safetensors", "model.safetensors.index.json")
_OLD_WEIGHTS = ("pytorch_model*.bin", "pytorch_model.bin.index.json")
_CARDS = ("README.md", "MODEL_CARD.md", "LICENSE*")
_EMBEDDED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HUB = re.compile(r"(?P<repo>[\w.-]+(?:/[\w.-]+)?)(?:@(?P<revision>[\w./-]+))?")

MANIFEST = "manifest.json"
"""The file in which an embedded model lists its files' hashes, its licence and its languages."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a model's sources may be, in tokens, as its manifest says; None where it does not.

    `tested_tokens` is the longest source that it is known to do well on. Small models fall apart on
    sources longer than their training had, far below what their architecture takes.
    `statement_tokens` is the same for sentences to be stated shortly. It also says that the model
    was taught to, on sources that `summarization.source` writes. All of them are in the
    fingerprints of the stages that run the model.
    """

    tested_tokens: int | None = None
    statement_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on this machine.

    `digest` is the SHA-256, in hexadecimal, over names and contents of all files that decide its
    results. `languages` are the BCP-47 tags it reads, empty when its card does not say.
    """

    name: str
    path: Path
    digest: str
    licence: str
    attribution: str
    languages: tuple[str, ...]
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class HubName:
    """A model on the Hub: `owner/name` and the branch, tag or commit asked for."""

    repo: str
    revision: str

    def __str__(self) -> str:
        return f"hub:{self.repo}@{self.revision}"


def share_folder(name: str) -> Path:
    """Find the folder `models` or `configs`: inside an installed package, else in the checkout.

    Raises ModelError when neither is there.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_share" / name, package.parent / name):
        if folder.is_dir():
            return folder
    msg = f"this installation has no {name} folder: install nordigest again from its wheel"
    raise ModelError(msg)


def parse_hub_name(name: str) -> HubName | None:
    """Read `hub:<owner/name>@<revision>` (default `main`); None for another kind of name.

    Raises ModelError for a malformed one.
    """
    if not name.startswith("hub:"):
        return None
    match = _HUB.fullmatch(name.removeprefix("hub:"))
    if match is None or ".." in name:
        msg = f"{name} is no Hub name: write hub:<owner>/<name>@<revision>"
        raise ModelError(msg)
    return HubName(match["repo"], match["revision"] or "main")


def resolve(name: str) -> ModelFolder:
    """Find a model by its config name and check that it is whole; never uses the network.

    Raises ModelError, naming the command to type, when it is missing, incomplete or altered.
    """
    path = locate(name)
    hashes = file_hashes(path, result_files(path, name))
    manifest = read_manifest(path)
    _check_manifest(name, hashes, manifest)
    card = _read_card(path)
    licence = str(manifest.get("license") or card.get("license") or "unknown")
    return ModelFolder(
        name=name,
        path=path,
        digest=hashlib.sha256(_canonical(hashes)).hexdigest(),
        licence=licence,
        attribution=_attribution(name, licence, manifest),
        languages=_languages(manifest, card),
        limits=Limits(**{each.name: _tokens(name, manifest, each.name) for each in fields(Limits)}),
    )


def locate(name: str) -> Path:
    """Return the folder of a model name without reading it; raises ModelError if it is not there.

    A Hub model is looked up in the local Hub cache only.
    """
    if name.startswith("embedded:"):
        return _locate_embedded(name)
    hub = parse_hub_name(name)
    if hub is not None:
        return _locate_hub(hub)
    path = Path(name).expanduser()
    if not path.is_dir():
        msg = (
            f"there is no model folder {name}: name one that exists, embedded:<name> "
            "(`nordigest models list` shows them) or hub:<owner>/<name>@<revision>"
        )
        raise ModelError(msg)
    return path.resolve()


def result_files(path: Path, name: str) -> list[str]:
    """List the files of a model folder that decide its results, safetensors before pickles.

    Raises ModelError when the config or the weights are missing.
    """
    names = sorted(entry.name for entry in path.iterdir() if entry.is_file())
    return _without_cards(model_files(names, name))


def model_files(names: list[str], model: str) -> list[str]:
    """Choose what a model needs from a listing: weights of one kind, texts, cards.

    Raises ModelError when the config or the weights are missing.
    """
    weights = _matching(names, _SAFE_WEIGHTS) or _matching(names, _OLD_WEIGHTS)
    if "config.json" not in names or not any(w.endswith((".safetensors", ".bin")) for w in weights):
        missing = "weights" if "config.json" in names else "config.json"
        msg = f"the model {model} has no {missing}: {_advice(model)}"
        raise ModelError(msg)
    return sorted({*_matching(names, (*_TEXT_FILES, *_CARDS)), *weights})


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a model folder's manifest, empty if it has none; raises ModelError if unreadable."""
    file = path / MANIFEST
    if not file.exists():
        return {}
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        msg = f"{file} cannot be read ({exc}): copy the model folder again"
        raise ModelError(msg) from exc
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files", {}), dict):
        msg = f"{file} is no manifest: copy the model folder again"
        raise ModelError(msg)
    return manifest


def embedded_names() -> Iterator[str]:
    """Name the embedded models, as `embedded:<folder>`, in alphabetical order."""
    for folder in sorted(share_folder("models").iterdir()):
        if (folder / "config.json").exists():
            yield f"embedded:{folder.name}"


def _locate_embedded(name: str) -> Path:
    folder = name.removeprefix("embedded:")
    path = share_folder("models") / folder
    if not _EMBEDDED.fullmatch(folder) or not path.is_dir():
        known = ", ".join(embedded_names()) or "none"
        msg = f"there is no model {name}: the embedded models are {known}"
        raise ModelError(msg)
    return path


def _locate_hub(hub: HubName) -> Path:
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(
        hub.repo, "config.json", revision=hub.revision, cache_dir=hub_cache()
    )
    if not isinstance(found, str):
        msg = f"the model {hub} is not on this machine: {_advice(str(hub))}"
        raise ModelError(msg)
    return Path(found).parent


def hub_cache() -> Path:
    """Return the local Hub cache, as `HF_HUB_CACHE` or `HF_HOME` say at this moment."""
    chosen = os.environ.get("HF_HUB_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    home = os.environ.get("HF_HOME") or str(Path(base) / "huggingface")
    return Path(home).expanduser() / "hub"


def _advice(name: str) -> str:
    if name.startswith("hub:"):
        return (
            "type `nordigest models pull CONFIG` here, or copy its folder of the Hub cache from a "
            "machine that has it (docs/models.md)"
        )
    if name.startswith("embedded:"):
        return "install nordigest again from its wheel"
    return "copy the whole folder again"


def _check_manifest(name: str, hashes: Mapping[str, str], manifest: Mapping[str, Any]) -> None:
    listed = manifest.get("files", {})
    for file, entry in listed.items():
        if file in hashes and entry.get("sha256") != hashes[file]:
            msg = f"the model {name} has an altered {file}: {_advice(name)}"
            raise ModelError(msg)
        if file not in hashes and _matching([file], (*_TEXT_FILES, *_SAFE_WEIGHTS)):
            msg = f"the model {name} has no {file}: {_advice(name)}"
            raise ModelError(msg)


def _attribution(name: str, licence: str, manifest: Mapping[str, Any]) -> str:
    stated = manifest.get("attribution", ())
    if stated:
        return stated if isinstance(stated, str) else "; ".join(str(line) for line in stated)
    hub = parse_hub_name(name)
    if hub is None:
        return ""
    owner, _, model = hub.repo.rpartition("/")
    return f"{model} by {owner} ({licence})" if owner else f"{model} ({licence})"


def _tokens(name: str, manifest: Mapping[str, Any], field: str) -> int | None:
    stated = manifest.get(field)
    if stated is not None and (not isinstance(stated, int) or stated < 8):
        msg = f"{name}: {field} in its manifest is {stated!r}: write a whole number over 7"
        raise ModelError(msg)
    return stated


def _languages(manifest: Mapping[str, Any], card: Mapping[str, Any]) -> tuple[str, ...]:
    stated = manifest.get("source_languages") or card.get("language") or ()
    languages = [stated] if isinstance(stated, str) else list(stated)
    # YAML reads a bare `no` in a card as false.
    return tuple("no" if language is False else str(language) for language in languages)


def _read_card(path: Path) -> dict[str, Any]:
    """Read the YAML head of a model card; a card that is missing or malformed says nothing."""
    for name in ("README.md", "MODEL_CARD.md"):
        file = path / name
        if not file.exists():
            continue
        head = file.read_text(encoding="utf-8", errors="replace")
        if head.startswith("---\n") and "\n---" in head[4:]:
            try:
                card = yaml.safe_load(head[4 : head.index("\n---", 4)])
            except yaml.YAMLError:
                return {}
            return card if isinstance(card, dict) else {}
    return {}


def _without_cards(names: list[str]) -> list[str]:
    cards = set(_matching(names, _CARDS))
    return [name for name in names if name not in cards]


def _matching(names: list[str], patterns: tuple[str, ...]) -> list[str]:
    return [name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)]


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
