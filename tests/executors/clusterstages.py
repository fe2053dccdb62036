"""A stage for the actors of a cluster; certain units kill the process or the actor they are in."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.core.stage import Fingerprint, Json, Unit
from pipeline.documents import Document
from pipeline.errors import ModelError

needs_ray = pytest.mark.skipif(
    find_spec("ray") is None,
    reason="RAY IS NOT INSTALLED, NOTHING OF THE CLUSTER IS TESTED: pip install ray",
)


@dataclass(slots=True)
class Faulty:
    """The translate stage of a test: upper case, and a line in `log` for each batch."""

    folder: Path
    name: str = "translate"
    cheap: bool = False
    batch_units: int = 4
    code: int = 1

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(self.name, self.code, {}, {}, {}, {})

    def units(self, doc: Document) -> Sequence[Unit]:
        return [Unit(word) for word in doc.text.split()]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        import ray

        context = ray.get_runtime_context()
        with (self.folder / "log").open("a") as log:
            log.write(f"{os.getpid()} {context.get_node_id()}\n")
        for word in map(str, payloads):
            if word.startswith("slow"):
                time.sleep(0.05)
            if word == "poison" or (word == "kill-once" and self._first(word)):
                os.kill(os.getpid(), signal.SIGKILL)
            if word == "actor-once" and self._first(word):
                ray.kill(context.current_actor)
                time.sleep(60)
            if word == "bad":
                msg = "cannot do it"
                raise ValueError(msg)
            if word == "no-model":
                msg = "the model is missing: fetch it"
                raise ModelError(msg)
        return [word.upper() for word in map(str, payloads)]

    def apply(self, doc: Document, _results: Sequence[Json]) -> Document:
        return doc

    def _first(self, word: str) -> bool:
        try:
            (self.folder / word).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def build_faulty(config: Config) -> list[Faulty]:
    return [Faulty(Path(config.output.folder))]


def build_other_code(config: Config) -> list[Faulty]:
    """What a node with another version would build: told apart by its process' environment."""
    return [Faulty(Path(config.output.folder), code=2 if "RAY_JOB_ID" in os.environ else 1)]


def build_broken(config: Config) -> list[Faulty]:
    """Stages that cannot be built in an actor."""
    if "RAY_JOB_ID" in os.environ:
        msg = "no such module"
        raise ImportError(msg)
    return build_faulty(config)
