"""What models are on this machine, and whether their files are what they should be."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.filehashes import hash_file
from pipeline.errors import ModelError
from pipeline.weights.conversion import conversions_folder
from pipeline.weights.hub import model_names, pin_models, read_lock, verify_locked
from pipeline.weights.names import (
    embedded_names,
    hub_cache,
    locate,
    read_manifest,
    resolve,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A model; `bytes` is 0 and `digest` empty when it is not on this machine.

    `converted` lists the numeric types CTranslate2 has it in.
    """

    name: str
    bytes: int
    languages: tuple[str, ...]
    licence: str
    digest: str
    converted: tuple[str, ...]


def take_inventory(config: Path | None) -> list[Row]:
    """List embedded models, those in the Hub cache, and those the config names."""
    names = [*embedded_names(), *_cached_names(), *_named(config)]
    return [_row(name) for name in dict.fromkeys(names)]


def verify_models(config: Path | None) -> Iterator[tuple[str, list[str]]]:
    """Hash every file of the embedded models and of a config's locked ones.

    Yields each name with what is wrong with it, an empty list when nothing is. Raises ConfigError
    when there is no such config.
    """
    named = _hub_names(config) if config else ()
    for name in embedded_names():
        yield name, _verify_manifest(name)
    locked = read_lock(config) if config else {}
    for name, model in locked.items():
        yield name, verify_locked(model)
    for name in named:
        if name not in locked:
            yield name, [f"it was not pulled: type `nordigest models pull {config}`"]


def _hub_names(config: Path) -> tuple[str, ...]:
    from pipeline.config import load_config

    return tuple(name for name in model_names(load_config(config)) if name.startswith("hub:"))


def _named(config: Path | None) -> tuple[str, ...]:
    if config is None:
        return ()
    from pipeline.config import load_config

    return model_names(pin_models(load_config(config), config))


def _cached_names() -> Iterator[str]:
    """Name the sequence-to-sequence models in the Hub cache, by branch where one points there."""
    from pipeline.weights.architecture import read_architecture

    for folder in sorted(hub_cache().glob("models--*")):
        repo = folder.name.removeprefix("models--").replace("--", "/")
        references = {
            file.read_text().strip(): file.name for file in folder.glob("refs/*") if file.is_file()
        }
        for snapshot in sorted(folder.glob("snapshots/*")):
            if not (snapshot / "config.json").exists():
                continue
            try:
                read_architecture(snapshot)
            except ModelError:
                # Other programs keep other kinds of models here.
                continue
            yield f"hub:{repo}@{references.get(snapshot.name, snapshot.name)}"


def _row(name: str) -> Row:
    try:
        model = resolve(name)
    except ModelError:
        return Row(name, 0, (), "licence not known", "", ())
    size = sum(file.stat().st_size for file in model.path.iterdir() if file.is_file())
    converted = {
        folder.name.split("-")[1] for folder in conversions_folder().glob(f"{model.digest[:40]}-*")
    }
    return Row(name, size, model.languages, model.licence, model.digest, tuple(sorted(converted)))


def _verify_manifest(name: str) -> list[str]:
    path = locate(name)
    listed = read_manifest(path).get("files", {})
    wrong = [] if listed else ["its manifest lists no files"]
    for file, expected in listed.items():
        if not (path / file).is_file():
            wrong.append(f"{file} is missing")
        elif hash_file(path / file) != expected.get("sha256"):
            wrong.append(f"{file} is altered")
    return wrong
