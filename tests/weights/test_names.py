"""Names, digests, manifests and archives of models; no model is loaded here."""

import hashlib
import io
import json
import os
import tarfile
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline.core.filehashes import write_atomically
from pipeline.errors import ModelError
from pipeline.weights.archive import pack_models, unpack_models
from pipeline.weights.hub import LockedFile, LockedModel, parse_locked
from pipeline.weights.inventory import verify_models
from pipeline.weights.names import (
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
    assert "embedded:gmq-en-tiny" in names
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
    with pytest.raises(ModelError, match=r"nordigest models pull CONFIG.*unpack"):
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


def _locked(**files: bytes) -> LockedModel:
    return LockedModel(
        "north/tiny",
        "main",
        COMMIT,
        {
            name.replace("_", "."): LockedFile(hashlib.sha256(data).hexdigest(), len(data))
            for name, data in files.items()
        },
    )


def _here(model: LockedModel, **files: bytes) -> None:
    model.folder.mkdir(parents=True)
    for name, data in files.items():
        (model.folder / name.replace("_", ".")).write_bytes(data)


FILES = {"config_json": b"{}", "model_safetensors": b"weights"}


def test_an_archive_brings_models_over(tmp_path, monkeypatch):
    model = _locked(**FILES)
    _here(model, **FILES)
    assert pack_models({"hub:north/tiny@main": model}, tmp_path / "a.tar") == 2
    digest = resolve(f"hub:north/tiny@{COMMIT}").digest
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "other"))
    for _ in range(2):
        assert unpack_models(tmp_path / "a.tar") == ["hub:north/tiny@main"]
    assert resolve("hub:north/tiny@main").digest == digest
    assert not list((tmp_path / "other").glob(".unpack-*"))


def test_packing_a_damaged_model_is_refused(tmp_path):
    model = _locked(**FILES)
    _here(model, config_json=b"{}", model_safetensors=b"weighty")
    with pytest.raises(ModelError, match=r"model\.safetensors is altered"):
        pack_models({"hub:north/tiny@main": model}, tmp_path / "a.tar")
    assert not list(tmp_path.glob("*a.tar"))


def _archive(path: Path, index: object, members: list[tarfile.TarInfo | tuple[str, bytes]]) -> Path:
    with tarfile.open(path, "w") as tar:
        for member in [("models.json", json.dumps(index).encode()), *members]:
            if isinstance(member, tarfile.TarInfo):
                tar.addfile(member)
                continue
            entry = tarfile.TarInfo(member[0])
            entry.size = len(member[1])
            tar.addfile(entry, io.BytesIO(member[1]))
    return path


def _member(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type = kind
    entry.linkname = target
    return entry


WHOLE = [(f"{COMMIT}/config.json", b"{}"), (f"{COMMIT}/model.safetensors", b"weights")]


@pytest.mark.parametrize(
    "members",
    [
        [("../escaped", b"x")],
        [("/tmp/escaped", b"x")],  # noqa: S108 - must never be written
        [*WHOLE, ("extra", b"x")],
        [_member(f"{COMMIT}/config.json", tarfile.SYMTYPE, "/etc/passwd"), WHOLE[1]],
        [WHOLE[0], _member(f"{COMMIT}/model.safetensors", tarfile.LNKTYPE, "models.json")],
        [_member(f"{COMMIT}/config.json", tarfile.CHRTYPE), WHOLE[1]],
        [_member(COMMIT, tarfile.SYMTYPE, ".."), *WHOLE],
        [WHOLE[0]],
        [WHOLE[0], (f"{COMMIT}/model.safetensors", b"weighty")],
        [WHOLE[0], (f"{COMMIT}/model.safetensors", b"weights and more")],
    ],
)
def test_a_hostile_archive_changes_nothing(tmp_path, members):
    index = {"models": {"hub:north/tiny@main": asdict(_locked(**FILES))}}
    archive = _archive(tmp_path / "a.tar", index, members)
    with pytest.raises(ModelError):
        unpack_models(archive)
    assert _names(tmp_path) == ["a.tar", "hub"]
    assert _names(tmp_path / "hub") == []


@pytest.mark.parametrize(
    "change",
    [
        {"repo": "../../north"},
        {"commit": "../../../../evil"},
        {"commit": "main"},
        {"files": {"../evil": {"sha256": "0", "size": 1}}},
        {"files": {"/etc/evil": {"sha256": "0", "size": 1}}},
        {"files": 3},
        {"revision": "../../x"},
    ],
)
def test_a_hostile_listing_is_refused(tmp_path, change):
    index = {"models": {"hub:north/tiny@main": asdict(_locked(**FILES)) | change}}
    with pytest.raises(ModelError):
        unpack_models(_archive(tmp_path / "a.tar", index, []))
    assert _names(tmp_path / "hub") == []


@pytest.mark.parametrize("content", [b"", b"no tar at all" * 100])
def test_no_archive_is_one_sentence(tmp_path, content):
    (tmp_path / "a.tar").write_bytes(content)
    with pytest.raises(ModelError, match=r"a\.tar"):
        unpack_models(tmp_path / "a.tar")


def test_a_pin_needs_a_whole_commit():
    with pytest.raises(ModelError, match="no pinned Hub model"):
        parse_locked({"repo": "a/b", "revision": "main", "commit": "abc", "files": {}})
