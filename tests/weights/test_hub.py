"""Pulling models with the real Hub client from a server on loopback."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from pipeline.config import Config, load_config
from pipeline.errors import ModelError
from pipeline.weights.hub import lock_path, model_names, pin_models, read_lock
from pipeline.weights.names import share_folder
from tests.engines import tiny_models
from tests.weights.hub_server import Hub, serve

FIRST, SECOND = "a" * 40, "b" * 40
NAME = "hub:north/tiny-gmq-en@main"
CARD = "---\nlicense: cc-by-4.0\nlanguage: [da, nb, no, en]\n---\n# tiny\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tiny_models.save_marian(tmp_path_factory.mktemp("tiny"))
    (folder / "README.md").write_text(CARD)
    (folder / "tf_model.h5").write_bytes(b"never fetched")
    return folder


@pytest.fixture
def hub(folder: Path) -> Iterator[Hub]:
    with serve() as served:
        served.add("north/tiny-gmq-en", folder, FIRST)
        yield served


@dataclass(frozen=True)
class Desk:
    """A user's folder with a config, and the command run in it against the server."""

    folder: Path
    hub: Hub

    @property
    def config(self) -> Path:
        return self.folder / "mine.yaml"

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HF_", "TRANSFORMERS_"))
        }
        own = {
            "HF_ENDPOINT": self.hub.endpoint,
            "HF_HOME": str(self.folder / "hf"),
            "NORDIGEST_CACHE": str(self.folder / "cache"),
        }
        return subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *arguments],
            cwd=self.folder,
            env=inherited | own | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def snapshot(self, commit: str = FIRST) -> Path:
        return self.folder / "hf/hub/models--north--tiny-gmq-en/snapshots" / commit


@pytest.fixture
def desk(tmp_path: Path, hub: Hub) -> Desk:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("Hun bor i Oslo.\n")
    content = {
        "sources": [{"path": "articles", "language": "nb"}],
        "translate": {"model": NAME},
        "summarize": {"model": "lead"},
    }
    desk = Desk(tmp_path, hub)
    desk.config.write_text(yaml.safe_dump(content))
    return desk


def test_a_pull_fetches_what_is_needed_and_pins_it(desk, folder):
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 0, done.stderr
    locked = read_lock(desk.config)[NAME]
    assert locked.commit == FIRST
    assert "tf_model.h5" not in locked.files
    assert not (desk.snapshot() / "tf_model.h5").exists()
    for name in locked.files:
        assert (desk.snapshot() / name).read_bytes() == (folder / name).read_bytes()
    assert pin_models(load_config(desk.config), desk.config).translate.model == (
        f"hub:north/tiny-gmq-en@{FIRST}"
    )
    assert desk.run("models", "verify", "mine.yaml").returncode == 0
    listed = json.loads(desk.run("models", "list", "mine.yaml", "--json").stdout)
    (row,) = [each for each in listed if each["name"].startswith("hub:") and "main" in each["name"]]
    assert (row["licence"], row["languages"]) == ("cc-by-4.0", ["da", "nb", "no", "en"])


def test_a_second_pull_fetches_no_file_again(desk):
    assert desk.run("models", "pull", "mine.yaml").returncode == 0
    desk.hub.requests.clear()
    assert desk.run("models", "pull", "mine.yaml").returncode == 0
    assert "model.safetensors" not in desk.hub.fetched()


def test_a_lock_holds_the_commit_until_an_update_is_asked_for(desk, tmp_path):
    assert desk.run("models", "pull", "mine.yaml").returncode == 0
    newer = tiny_models.save_marian(tmp_path / "newer", seed=21)
    repository = desk.hub.repositories["north/tiny-gmq-en"]
    repository.commits[SECOND] = {file.name: file.read_bytes() for file in newer.iterdir()}
    repository.references["main"] = SECOND
    assert desk.run("models", "pull", "mine.yaml").returncode == 0
    assert read_lock(desk.config)[NAME].commit == FIRST
    assert not desk.snapshot(SECOND).exists()
    assert desk.run("models", "pull", "--update", "mine.yaml").returncode == 0
    assert read_lock(desk.config)[NAME].commit == SECOND
    assert desk.snapshot(SECOND).exists()


def test_a_revision_can_be_named(desk):
    desk.hub.repositories["north/tiny-gmq-en"].references["v1"] = FIRST
    desk.config.write_text(desk.config.read_text().replace("@main", "@v1"))
    assert desk.run("models", "pull", "mine.yaml").returncode == 0
    assert read_lock(desk.config)["hub:north/tiny-gmq-en@v1"].commit == FIRST
    desk.config.write_text(desk.config.read_text().replace("@v1", "@v9"))
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 2
    assert "has no revision v9" in done.stderr


def test_a_cut_connection_is_taken_up_where_it_broke(desk):
    # The client writes pieces of 10 MiB: what it has after one of them is not fetched again.
    large = bytes(range(256)) * 98_304
    desk.hub.repositories["north/tiny-gmq-en"].commits[FIRST]["vmap.txt"] = large
    desk.hub.cut.add("vmap.txt")
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 0, done.stderr
    ranges = [r for _, path, r in desk.hub.requests if path.endswith("vmap.txt") and r]
    assert ranges == ["bytes=10485760-"]
    assert (desk.snapshot() / "vmap.txt").read_bytes() == large


@pytest.mark.parametrize("file", ["model.safetensors", "vocab.json"])
def test_a_file_with_a_wrong_hash_is_refused_and_deleted(desk, file):
    desk.hub.damaged.add(file)
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 2
    assert f"{file} of {NAME} arrived damaged and was deleted" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (desk.snapshot() / file).exists()
    assert not lock_path(desk.config).exists()
    desk.hub.damaged.clear()
    assert desk.run("models", "pull", "mine.yaml").returncode == 0


def test_an_unknown_repository_is_named_with_advice(desk):
    desk.config.write_text(desk.config.read_text().replace("tiny-gmq-en", "tiny-gmq-nn"))
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 2
    assert "the Hub knows no north/tiny-gmq-nn" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_private_repository_needs_a_token(desk):
    desk.hub.repositories["north/tiny-gmq-en"].token = "open-sesame"  # noqa: S105 - the test's own
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 2
    assert "HF_TOKEN" in done.stderr
    assert desk.run("models", "pull", "mine.yaml", HF_TOKEN="open-sesame").returncode == 0  # noqa: S106 - the same


def test_a_gated_repository_sends_to_its_terms(desk):
    desk.hub.repositories["north/tiny-gmq-en"].gated = True
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 2
    assert "accept them on its page" in done.stderr


def test_a_repository_without_safetensors_is_taken_with_its_old_weights(desk, tmp_path):
    old = tiny_models.save_marian(tmp_path / "old", safetensors=False)
    desk.hub.add("north/tiny-gmq-en", old, FIRST)
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 0, done.stderr
    assert "has no safetensors" in done.stderr
    assert "pytorch_model.bin" in read_lock(desk.config)[NAME].files
    done = desk.run("models", "convert", "mine.yaml")
    assert done.returncode == 0, done.stderr
    assert list((desk.folder / "cache/ctranslate2").glob("*/model.bin"))


def test_a_repository_without_weights_is_refused(desk):
    files = desk.hub.repositories["north/tiny-gmq-en"].commits[FIRST]
    del files["model.safetensors"]
    done = desk.run("models", "pull", "mine.yaml")
    assert done.returncode == 2
    assert "has no weights" in done.stderr


def test_nothing_is_downloaded_unless_asked_for(desk):
    for command in ("plan", "run"):
        done = desk.run(command, "mine.yaml")
        assert done.returncode == 2, done.stdout
        assert "nordigest models pull" in done.stderr
    assert desk.hub.requests == []
    assert desk.run("models", "pull", "mine.yaml").returncode == 0
    desk.hub.requests.clear()
    assert desk.run("plan", "mine.yaml").returncode == 0
    assert desk.run("models", "convert", "mine.yaml").returncode == 0
    assert desk.hub.requests == []


def test_offline_mode_is_obeyed(desk):
    done = desk.run("models", "pull", "mine.yaml", HF_HUB_OFFLINE="1")
    assert done.returncode == 2
    assert "HF_HUB_OFFLINE" in done.stderr
    assert desk.hub.requests == []


def test_an_unreachable_hub_is_one_sentence(desk):
    done = desk.run("models", "pull", "mine.yaml", HF_ENDPOINT="http://127.0.0.1:9")
    assert done.returncode == 2
    assert "could not be downloaded" in done.stderr
    assert "Traceback" not in done.stderr


def test_models_travel_to_a_machine_without_a_network(desk, tmp_path):
    assert desk.run("models", "pull", "mine.yaml").returncode == 0
    desk.hub.requests.clear()
    other = {"HF_HOME": str(tmp_path / "elsewhere")}
    assert desk.run("plan", "mine.yaml", **other).returncode == 2
    folder = desk.snapshot().parents[1]
    shutil.copytree(folder, tmp_path / "elsewhere" / "hub" / folder.name, symlinks=True)
    assert desk.run("models", "verify", "mine.yaml", **other).returncode == 0
    assert desk.run("plan", "mine.yaml", **other).returncode == 0
    assert desk.hub.requests == []


def test_an_altered_file_is_found_by_verify(desk):
    assert desk.run("models", "pull", "mine.yaml").returncode == 0
    weights = (desk.snapshot() / "model.safetensors").resolve()
    weights.write_bytes(weights.read_bytes()[:-1] + b"!")
    done = desk.run("models", "verify", "mine.yaml")
    assert done.returncode == 2
    assert "model.safetensors is altered" in done.stdout


def test_a_broken_lock_is_one_sentence(tmp_path):
    (tmp_path / "c.lock.json").write_text('{"models": {"x": {"commit": 3}}}')
    with pytest.raises(ModelError, match="delete it and pull again"):
        read_lock(tmp_path / "c.yaml")


def test_the_ready_config_and_its_commented_variants_are_valid():
    text = (share_folder("configs") / "opus.yaml").read_text()
    config = Config.model_validate(yaml.safe_load(text))
    assert model_names(config)[0] == "hub:Helsinki-NLP/opus-mt-tc-big-gmq-en@main"
    base = yaml.safe_load(text)
    variants = 0
    for title in ("# Light", "# Large"):
        block = text[text.index(title) :].split("\n\n")[0].splitlines()[1:]
        variant = yaml.safe_load("\n".join(line.removeprefix("# ") for line in block))
        chosen = Config.model_validate({**base, **variant})
        assert all(name.startswith("hub:") for name in model_names(chosen))
        variants += 1
    assert variants == 2
