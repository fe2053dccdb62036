"""The training commands, as a user types them, one after the other."""

import json
import subprocess
import sys
from pathlib import Path

from .tiny import write_data


def _nordigest(*arguments: str) -> str:
    """Run a command in a process of its own, since training restarts itself with tcmalloc."""
    run = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "train", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stderr


def test_from_data_to_an_exported_model(tmp_path: Path) -> None:
    data = str(write_data(tmp_path / "data.tsv"))
    vocabulary = str(tmp_path / "joint.spm")
    assert "310 pieces" in _nordigest(
        "vocabulary", "--data", data, "--out", vocabulary, "--size", "310"
    )
    run, out = tmp_path / "run", tmp_path / "out"
    options = ["--minutes", "0.05", "--batch-tokens", "256", "--threads", "1"]
    shape = ["--width", "32", "--heads", "2", "--feed-forward", "48", "--activation", "gelu"]
    shape += ["--encoder-layers", "2", "--decoder-layers", "1"]
    said = _nordigest(
        "model", "--data", data, "--out", str(run), "--vocabulary", vocabulary, *options, *shape
    )
    assert "aligned start" in said
    assert (run / "metrics.svg").read_text(encoding="utf-8").startswith("<?xml")
    description = {
        "name": "out",
        "task": "translation",
        "source_languages": ["nb"],
        "target_language": "en",
        "license": "Apache-2.0",
        "attribution": ["made for a test"],
        "data": "Simple sentences.",
        "limits": "Knows nothing.",
    }
    described = tmp_path / "description.json"
    described.write_text(json.dumps(description), encoding="utf-8")
    _nordigest(
        *("export", "--run", str(run), "--vocabulary", vocabulary),
        *("--describe", str(described), "--out", str(out)),
    )
    (stage,) = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["recipe"]
    assert stage["start"] == "aligned"
    assert stage["schedule"] == "budget"
    assert stage["steps"] > 0
    card = (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "2 encoder and 1 decoder layers, width 32, feed-forward 48 with gelu, 2 heads" in card
    warm = _nordigest(
        *("model", "--data", data, "--out", str(tmp_path / "warm"), "--from", str(out)),
        *("--encoder-rate", "0.3", "--frozen-minutes", "0.02", *options),
    )
    assert "next: train export" in warm
    again = _nordigest(
        *("model", "--data", data, "--out", str(run), "--vocabulary", vocabulary),
        *("--minutes", "0.1", *options[2:], "--muon-rate", "0.005"),
    )
    assert f"resuming at step {stage['steps']}" in again
    assert "aligned start" not in again
    assert "muon_rate was 0.008 when this run began and is 0.005 now" in again
