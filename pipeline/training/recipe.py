"""What the starts of a training run were made with, kept beside its checkpoint."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.core.filehashes import write_atomically
from pipeline.errors import InputError

RUN = "run.json"


def keep_start(folder: Path, step: int, facts: Mapping[str, Any]) -> list[str]:
    """Add a start at a step to a run's folder; returns what differs from its first, as sentences.

    Starts that came to nothing, whose steps were none or were lost, are forgotten.
    """
    starts = [start for start in read_starts(folder) if start["step"] < step]
    starts.append({"step": step, **facts})
    write_atomically(folder / RUN, (json.dumps(starts, indent=2) + "\n").encode())
    first = starts[0]
    return [
        f"{name} was {first.get(name)} when this run began and is {facts.get(name)} now"
        for name in sorted(first.keys() | facts.keys())
        if name != "step" and first.get(name) != facts.get(name)
    ]


def read_starts(folder: Path) -> list[dict[str, Any]]:
    """Read the starts of a run, none where they were not kept; InputError if they are broken."""
    path = folder / RUN
    if not path.is_file():
        return []
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        message = f"{path} cannot be read as JSON ({error}): delete it, the checkpoint is kept"
        raise InputError(message) from error
    # Runs of before kept the settings of one start only.
    return content if isinstance(content, list) else [{"step": 0} | content]


def merge_starts(starts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Merge starts into the settings of the first and `changes`, each with the step it came at."""
    if not starts:
        return {}
    changes = []
    for before, start in pairwise(starts):
        names = sorted(before.keys() | start.keys())
        change = {name: start.get(name) for name in names if before.get(name) != start.get(name)}
        if change.keys() - {"step"}:
            changes.append({"step": start["step"]} | change)
    first = {name: value for name, value in starts[0].items() if name != "step"}
    return first | ({"changes": changes} if changes else {})
