"""What runs inside an actor of a cluster: one stage and its model, built once from the config."""

import math
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pipeline
from pipeline.config import Config
from pipeline.core.executor import Outcome, compute_batch
from pipeline.core.fingerprint import package_digest
from pipeline.core.stage import Json, Stage
from pipeline.errors import NordigestError

Builder: TypeAlias = Callable[[Config], Sequence[Stage]]
"""Builds a config's stages, as `pipeline.job.build_stages`."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error that is no unit's fault, on its way to the driver: the run has to stop."""

    error: str
    message: str


class Worker:
    """Computes batches of one stage; `expected` is what `describe` says of the driver's."""

    def __init__(self, build: Builder, config: str, name: str, expected: str) -> None:
        self._build = build
        self._config = config
        self._name = name
        self._expected = expected
        self._stage: Stage | None = None

    def start(self) -> Refusal | None:
        """Build the stage; refuses when it would not compute what the driver's would."""
        try:
            config = fit(Config.model_validate_json(self._config))
            (stage,) = [each for each in self._build(config) if each.name == self._name]
            if describe(stage) != self._expected:
                message = (
                    f"the node {socket.gethostname()} would {self._name} differently from this "
                    "machine: install the same nordigest, libraries and models on both"
                )
                return Refusal("ClusterError", message)
        except NordigestError as exc:
            return Refusal(type(exc).__name__, f"on the node {socket.gethostname()}: {exc}")
        self._stage = stage
        return None

    def compute(self, payloads: Sequence[Json]) -> list[Outcome] | Refusal:
        """Compute a batch as the local executor would."""
        assert self._stage is not None  # noqa: S101 - the pool gives no work before the start
        try:
            return compute_batch(self._stage, payloads)
        except NordigestError as exc:
            return Refusal(type(exc).__name__, f"on the node {socket.gethostname()}: {exc}")


def describe(stage: Stage) -> str:
    """Hash all that decides a stage's results here, the package's code included.

    A code version tells apart what is released; nodes may have been installed in between.
    """
    return f"{stage.fingerprint.digest} {package_digest(Path(pipeline.__file__).parent)}"


def fit(config: Config) -> Config:
    """Bound an actor's threads and device to what it has reserved.

    Neither changes results. Without this each actor would take all cores and GPUs of its node.
    """
    compute = config.compute
    threads = compute.threads or math.ceil(config.ray.cpus)
    device = "cpu" if compute.device == "auto" and not config.ray.gpus else compute.device
    return config.model_copy(
        update={"compute": compute.model_copy(update={"threads": threads, "device": device})}
    )
