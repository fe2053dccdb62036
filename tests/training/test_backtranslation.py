"""Back-translation: tags on both sides, going on after a stop, one real model."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import InputError, NordigestError
from pipeline.training.backtranslation import back_translate
from pipeline.training.export import export_weights
from pipeline.training.warmstart import random_parameters
from tests.training.conftest import Material

LINES = [f"news\tThe house number {n} is red.\n" for n in range(10, 40)]


class Reverse:
    """Writes the number of each line into a Danish sentence, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[str]:
        self.asked += texts
        return [f"Hus nummer {text.split()[4]} er rødt." for text in texts]


def _run(folder: Path, reverse: Reverse, most: int | None = None) -> int:
    source = folder / "mono.tsv"
    source.write_text("".join(LINES), encoding="utf-8")
    languages = ["da", "nn"]
    return back_translate(
        source, folder / "bt.tsv", reverse, languages, most, lambda _: None, "model"
    )


def _stop(line: str) -> None:
    if line.endswith("translated"):
        raise KeyboardInterrupt


def _interrupt(folder: Path, made_by: str) -> Path:
    """Stop before the end; returns the file of the finished lines, which is the newest one."""
    known = set(folder.glob("bt.tsv.*.part"))
    source, out = folder / "mono.tsv", folder / "bt.tsv"
    with pytest.raises(KeyboardInterrupt):
        back_translate(source, out, Reverse(), ["da", "nn"], None, _stop, made_by)
    (part,) = set(folder.glob("bt.tsv.*.part")) - known
    return part


def test_lines_are_asked_in_turn_and_tagged_as_synthetic(tmp_path: Path) -> None:
    reverse = Reverse()
    assert _run(tmp_path, reverse) == 30
    assert reverse.asked[:2] == [
        ">>da<< The house number 10 is red.",
        ">>nn<< The house number 11 is red.",
    ]
    rows = (tmp_path / "bt.tsv").read_text(encoding="utf-8").splitlines()
    assert rows[1] == "nn\t>>bt<< Hus nummer 11 er rødt.\tThe house number 11 is red."
    assert {path.name for path in tmp_path.iterdir()} == {"mono.tsv", "bt.tsv"}


def test_a_stopped_run_goes_on_after_its_last_whole_line(tmp_path: Path) -> None:
    _run(tmp_path, Reverse())
    whole = (tmp_path / "bt.tsv").read_text(encoding="utf-8")
    done = "".join(
        f"{('da', 'nn')[n % 2]}\tHus nummer {n} er rødt.\tThe house number {n} is red.\n"
        for n in range(10, 15)
    )
    part = _interrupt(tmp_path, "model")
    part.write_text(f"{done}nn\tHus num", encoding="utf-8")
    part.with_name("bt.tsv").unlink()
    other = _interrupt(tmp_path, "another")
    assert other != part
    reverse = Reverse()
    assert _run(tmp_path, reverse) == 30
    assert len(reverse.asked) == 25
    assert (tmp_path / "bt.tsv").read_text(encoding="utf-8") == whole
    assert other.exists()


def test_pairs_unfit_for_training_stay_out(tmp_path: Path) -> None:
    def wrong(texts: Sequence[str]) -> list[str]:
        return ["" if " 10 " in text else "Hus nummer 11 er rødt." for text in texts]

    source = tmp_path / "mono.tsv"
    source.write_text("".join(LINES[:5]), encoding="utf-8")
    out = tmp_path / "bt.tsv"
    assert back_translate(source, out, wrong, ["da"], None, lambda _: None, "model") == 1
    with pytest.raises(InputError, match=r"nothing of .* is fit"):
        back_translate(
            source, out, lambda texts: [""] * len(texts), ["da"], None, lambda _: None, "model"
        )


@pytest.mark.parametrize("search", [["--beam-size", "2"], ["--temperature", "1"]])
def test_the_command_runs_a_model(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, search: list[str]
) -> None:
    monkeypatch.setenv("NORDIGEST_CACHE", str(tmp_path / "cache"))
    weights = random_parameters(material.architecture, seed=1)
    manifest = {
        "name": "reverse",
        "task": "translation",
        "source_languages": ["en"],
        "target_language": "da",
        "license": "Apache-2.0",
        "attribution": [],
        "data": "",
        "limits": "",
        "recipe": [],
        "scores": [],
    }
    model = tmp_path / "reverse"
    export_weights(material.architecture, weights, material.vocabulary, model, manifest)
    source, out = tmp_path / "mono.tsv", tmp_path / "bt.tsv"
    source.write_text("".join(LINES[:3]) + "word " * 200 + "\n", encoding="utf-8")
    options = ["--model", str(model), "--out", str(out), "--threads", "1", *search]
    run = CliRunner().invoke(app, ["train", "backtranslate", str(source), *options])
    # Random weights write nothing fit for training; what they wrote is there to look at.
    assert isinstance(run.exception, InputError)
    (part,) = tmp_path.glob("bt.tsv.*.part")
    rows = [line.split("\t") for line in part.read_text("utf-8").splitlines()]
    assert [row[0] for row in rows] == ["da", "nb", "nn", "da"]
    assert all(row[1] for row in rows[:3])
    assert rows[3][1] == ""


def test_a_device_that_is_not_there_is_said(tmp_path: Path) -> None:
    source = tmp_path / "mono.tsv"
    source.write_text("A line.\n", encoding="utf-8")
    arguments = ["train", "backtranslate", str(source), "--model", str(tmp_path)]
    options = ["--out", str(tmp_path / "bt.tsv"), "--device", "cuda"]
    run = CliRunner().invoke(app, [*arguments, *options])
    assert isinstance(run.exception, NordigestError)
    assert "leave out --device cuda" in str(run.exception)
