"""The learning curve of a run, drawn from its metrics."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.core.filehashes import write_atomically

METRICS = "metrics.jsonl"


def drop_rows_after(path: Path, step: int) -> None:
    """Take out the rows of later steps, which a killed run wrote after its last checkpoint."""
    if not path.is_file():
        return
    # The last line of a killed run may be cut off.
    kept = [
        line
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
        if line.endswith("\n") and json.loads(line)["step"] <= step
    ]
    write_atomically(path, "".join(kept).encode())


def plot_metrics(run: Path) -> Path:
    """Draw loss over target tokens into `metrics.svg`; returns its path."""
    from matplotlib.figure import Figure

    rows = [json.loads(line) for line in (run / METRICS).read_text(encoding="utf-8").splitlines()]
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([row["target_tokens"] / 1e6 for row in rows], [row["loss"] for row in rows])
    axes.set_xlabel("million target tokens")
    axes.set_ylabel("training loss (nats per token, smoothed labels)")
    axes.grid(visible=True, alpha=0.3)
    path = run / "metrics.svg"
    figure.savefig(path)
    return path
