"""Mistakes in training commands, each told in one sentence before any work is done."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from pipeline.cli.train import app
from pipeline.errors import NordigestError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.tsv").write_text("en hund\ta dog\n" * 50, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("vocabulary --data data.tsv --out nodir/x.spm", "the folder nodir of x.spm does not"),
        ("vocabulary --data data.tsv --out folder", "folder is a folder"),
        ("dictionary freedict-dan-eng --out nodir/x", "the folder nodir of x does not exist"),
        ("statements data.jsonl --out nodir/x", "the folder nodir of x does not exist"),
        ("corpus data.tsv --out data.tsv", "the folder data.tsv cannot be made"),
        ("corpus data.tsv --out new --extra words.tsv", "words.tsv does not exist"),
        ("corpus data.tsv --out new --extra data.tsv", "data.tsv line 1 has 2 columns"),
        ("corpus data.tsv --out new --extra data.tsv=nan", "write PATH or PATH=WEIGHT"),
        ("corpus data.tsv --out new --authored data.tsv", "data.tsv line 1: English, Bokmål"),
        ("corpus data.tsv --out new --origins data.tsv", "data.tsv line 1: write origin, licence"),
        ("corpus data.tsv --out new --test-set nope.txt", "nope.txt does not exist"),
        ("corpus data.tsv --out new --extra data.tsv=-1", "write PATH or PATH=WEIGHT"),
        (
            "export --run nodir --out new --vocabulary x --describe y --shortlist data.tsv",
            "nodir has no checkpoint.safetensors",
        ),
        ("corpus nope.tsv --out folder", "the file nope.tsv does not exist"),
    ],
)
def test_what_cannot_be_read_or_written_is_said_first(folder, arguments, sentence):
    result = CliRunner().invoke(app, arguments.split())
    assert isinstance(result.exception, NordigestError)
    assert sentence in str(result.exception)
    assert sorted(path.name for path in folder.rglob("*")) == ["data.tsv", "folder"]


@pytest.mark.parametrize(
    "option",
    ["--muon-rate -1", "--adam-rate -1", "--average-decay 1.5", "--seed -1"],
)
def test_settings_out_of_range_are_usage_errors(option):
    result = CliRunner().invoke(app, ["model", "--data", "data.tsv", "--out", "x", *option.split()])
    assert result.exit_code == 2
    assert option.split()[0] in result.output


def test_a_vocabulary_of_more_ids_than_16_bits_is_a_usage_error():
    result = CliRunner().invoke(
        app, ["vocabulary", "--data", "data.tsv", "--out", "x.spm", "--size", "65536"]
    )
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--vocabulary nope", "the vocabulary nope does not exist"),
        ("--vocabulary data.tsv", "data.tsv is not a SentencePiece model"),
        ("--from nofolder", "nofolder has no config.json"),
        ("--from nofolder --width 128", "--from brings its own shape: leave out the options"),
        ("--vocabulary nope --device cuda", "no CUDA device is there"),
    ],
)
def test_a_wrong_start_is_said_in_one_sentence(arguments, sentence):
    # In a process of its own, since training restarts itself with tcmalloc.
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pipeline.cli", "train", "model"),
            *("--data", "data.tsv", "--out", "run", *arguments.split()),
        ],
        capture_output=True,
        text=True,
        check=False,
        # No GPU to be found on machines that have one.
        env=os.environ | {"CUDA_VISIBLE_DEVICES": ""},
    )
    assert run.returncode == 2
    assert f"nordigest: {sentence}" in run.stderr
    assert "Traceback" not in run.stderr
