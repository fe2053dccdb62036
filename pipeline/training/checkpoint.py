"""Checkpoints as one safetensors file each, replaced atomically.

A reader sees the old checkpoint or the new one, whatever instant the trainer was killed at.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

from .network import Architecture

if TYPE_CHECKING:
    from torch import Tensor

CHECKPOINT = "checkpoint.safetensors"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: the numbers that, with the tensors, make up a checkpoint.

    `vocabulary` is the SHA-256 of the SentencePiece model; older checkpoints have none.
    """

    architecture: Architecture
    step: int = 0
    target_tokens: int = 0
    elapsed_seconds: float = 0.0
    short_position: int = 0
    position: int = 0
    data: str = ""
    average_steps: int = 0
    averaged: bool = False
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Progress and tensors: `parameters`, their moving `average`, and the optimizer's state."""

    progress: Progress
    parameters: dict[str, Tensor]
    average: dict[str, Tensor]
    optimizer: dict[str, Tensor]


def save_checkpoint(checkpoint: Checkpoint, folder: Path) -> None:
    """Write the checkpoint of a run's folder, through a file beside it."""
    from safetensors.torch import save_file

    parts = {
        "parameter": checkpoint.parameters,
        "average": checkpoint.average,
        "optimizer": checkpoint.optimizer,
    }
    tensors = {
        # Cloned, since a run without a moving average gives the same tensors twice, which
        # safetensors refuses to write.
        f"{part}/{name}": tensor.detach().cpu().clone()
        for part, group in parts.items()
        for name, tensor in group.items()
    }
    target = folder / CHECKPOINT
    part = folder / f"{CHECKPOINT}.part"
    save_file(tensors, part, metadata={"progress": json.dumps(asdict(checkpoint.progress))})
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(target)


def find_checkpoint(folder: Path) -> Path:
    """Return the checkpoint's path in a run's folder; raises ModelError if there is none."""
    path = folder / CHECKPOINT
    if not path.is_file():
        message = f"{folder} has no {CHECKPOINT}: give the folder that `train model` wrote to"
        raise ModelError(message)
    return path


def load_checkpoint(folder: Path) -> Checkpoint:
    """Read the checkpoint of a run's folder; raises ModelError if there is none or it is broken."""
    from safetensors import SafetensorError, safe_open

    path = find_checkpoint(folder)
    groups: dict[str, dict[str, Tensor]] = {"parameter": {}, "average": {}, "optimizer": {}}
    try:
        with safe_open(path, framework="pt") as stored:
            metadata = json.loads(stored.metadata()["progress"])
            for key in stored.keys():  # noqa: SIM118  not a dictionary
                part, name = key.split("/", 1)
                groups[part][name] = stored.get_tensor(key)
        architecture = Architecture(**metadata.pop("architecture"))
        progress = Progress(architecture=architecture, **metadata)
    except (SafetensorError, KeyError, TypeError, json.JSONDecodeError) as error:
        message = f"{path} is not a checkpoint of this trainer ({error}): delete it to start anew"
        raise ModelError(message) from error
    return Checkpoint(progress, groups["parameter"], groups["average"], groups["optimizer"])
