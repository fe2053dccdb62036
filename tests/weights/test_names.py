"""Names, digests, and manifests of models; no model is loaded here."""

import hashlib
import json
import os
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.core.filehashes import write_atomically
from pipeline.errors import ModelError
from pipeline.weights.hub import parse_locked
from pipeline.weights.inventory import verify_models
from pipeline.weights.names import (
    Limits,
    embedded_names,
    hub_cache,
    parse_hub_name,
    resolve,
)

COMMIT = "c" * 40


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    monkeypatch.setenv("NORDIGEST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_every_embedded_model_is_whole_and_says_what_it_is():
    names = list(embedded_names())
    assert "embedded:gmq-en-small" in names
    for name, wrong in verify_models(None):
        assert wrong == [], name
    for name in names:
        model = resolve(name)
        assert model.licence == "Apache-2.0"
        assert model.attribution
        assert model.languages
        assert len(model.digest) == 64


def test_the_digest_follows_contents_not_cards(folder):
    before = resolve(str(folder)).digest
    (folder / "README.md").write_text("---\nlicense: mit\n---\n")
    model = resolve(str(folder))
    assert (model.digest, model.licence) == (before, "mit")
    stamp = (folder / "model.safetensors").stat().st_mtime_ns
    (folder / "model.safetensors").write_bytes(b"weighty")
    os.utime(folder / "model.safetensors", ns=(stamp + 1, stamp + 1))
    assert resolve(str(folder)).digest != before


def test_a_digest_is_the_same_wherever_the_folder_lies(folder, tmp_path):
    other = tmp_path / "elsewhere"
    folder_digest = resolve(str(folder)).digest
    folder.rename(other)
    assert resolve(str(other)).digest == folder_digest


def test_unchanged_files_are_not_hashed_again(folder):
    before = resolve(str(folder)).digest
    file = folder / "model.safetensors"
    stat = file.stat()
    file.write_bytes(b"WEIGHTS")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert resolve(str(folder)).digest == before


@pytest.mark.parametrize("missing", ["config.json", "model.safetensors"])
def test_an_incomplete_folder_is_refused(folder, missing):
    (folder / missing).unlink()
    with pytest.raises(ModelError, match=f"has no {missing.replace('model.safetensors', 'weig')}"):
        resolve(str(folder))


def test_an_altered_file_is_named(folder):
    digest = hashlib.sha256(b"other").hexdigest()
    listed = {"files": {"model.safetensors": {"sha256": digest, "size": 7}}}
    (folder / "manifest.json").write_text(json.dumps(listed))
    with pytest.raises(ModelError, match=r"altered model\.safetensors"):
        resolve(str(folder))
    listed = {"files": {"vocab.json": {"sha256": digest, "size": 7}}}
    (folder / "manifest.json").write_text(json.dumps(listed))
    with pytest.raises(ModelError, match=r"has no vocab\.json"):
        resolve(str(folder))


@pytest.mark.parametrize("broken", ["{", "[]", '{"files": 3}'])
def test_a_broken_manifest_is_named(folder, broken):
    (folder / "manifest.json").write_text(broken)
    with pytest.raises(ModelError, match=r"manifest\.json"):
        resolve(str(folder))


@pytest.mark.parametrize("field", [each.name for each in fields(Limits)])
def test_lengths_that_a_manifest_states_are_whole_numbers(folder, field):
    (folder / "manifest.json").write_text(json.dumps({field: 300}))
    assert getattr(resolve(str(folder)).limits, field) == 300
    for wrong in ("300", 7, 1.5):
        (folder / "manifest.json").write_text(json.dumps({field: wrong}))
        with pytest.raises(ModelError, match=f"{field} in its manifest is {wrong!r}: write"):
            resolve(str(folder))


@pytest.mark.parametrize("name", ["embedded:nothing", "embedded:../models", "embedded:"])
def test_an_unknown_embedded_model_lists_those_there_are(name):
    with pytest.raises(ModelError, match="the embedded models are embedded:"):
        resolve(name)


def test_hub_names():
    assert str(parse_hub_name("hub:a/b")) == "hub:a/b@main"
    assert str(parse_hub_name("hub:a/b@v1.2")) == "hub:a/b@v1.2"
    assert parse_hub_name("embedded:x") is None
    for wrong in ("hub:", "hub:a/b/c", "hub:../b@main", "hub:a/b@../../x", "hub:a b"):
        with pytest.raises(ModelError, match="is no Hub name"):
            parse_hub_name(wrong)


def test_a_hub_model_that_is_not_here_names_the_commands():
    with pytest.raises(ModelError, match=r"nordigest models pull CONFIG.*copy"):
        resolve("hub:north/nothing@main")


def test_a_half_pulled_hub_model_is_refused():
    snapshot = hub_cache() / "models--north--half" / "snapshots" / COMMIT
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"has no weights.*nordigest models pull"):
        resolve(f"hub:north/half@{COMMIT}")


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    target = tmp_path / "file"
    write_atomically(target, b"old")
    with pytest.raises(TypeError):
        write_atomically(target, "no bytes")  # type: ignore[arg-type] # the point of the test
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


@pytest.mark.parametrize(
    "change", [{"commit": "abc"}, {"commit": "../" * 14}, {"repo": "../../b"}, {"revision": "../x"}]
)
def test_a_pin_is_a_whole_commit_of_a_plain_name(change):
    entry = {"repo": "a/b", "revision": "main", "commit": "0" * 40, "files": {}}
    assert parse_locked(entry).repo == "a/b"
    with pytest.raises(ModelError, match=r"no pinned Hub model|no Hub name"):
        parse_locked(entry | change)
