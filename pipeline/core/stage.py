"""What a stage is: its units of work, how to compute them, and what to do with the results."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Protocol, TypeAlias

from pipeline.documents import Document

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
"""What units and results are made of, so that they can be hashed, stored and sent."""

# Made once: json.dumps makes a new encoder for every call with settings of its own.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Json) -> bytes:
    """Encode a JSON value so that equal values give equal bytes (sorted keys, ASCII escapes).

    Escapes keep lone surrogates, which UTF-8 cannot hold.
    """
    return _ENCODER.encode(value).encode("ascii")


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of work.

    `identity` names the result: together with the stage's fingerprint it is the store's key, so
    it must be known before any earlier stage has computed anything expensive. `payload` is what
    `compute` works on, where that differs (the English text of an article to summarize, say);
    None means that the identity is the payload.
    """

    identity: Json
    payload: Json = None


@dataclass(frozen=True)
class Fingerprint:
    """Everything besides the unit that decides a stage's results.

    `settings` maps dotted config names to values, `models` model names to digests, `libraries`
    distribution names to versions. `upstream` holds the digests of the stages whose results go
    into the payload without being in the identity.
    """

    stage: str
    code: int
    settings: Mapping[str, Json]
    models: Mapping[str, str]
    libraries: Mapping[str, str]
    upstream: Mapping[str, str]

    def components(self) -> dict[str, Json]:
        """Spell it out, for the store's record of why something was computed."""
        spelled: dict[str, Json] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            spelled[field.name] = dict(value) if isinstance(value, Mapping) else value
        return spelled

    @cached_property
    def digest(self) -> str:
        """The hash of all of it, 64 hexadecimal digits (SHA-256)."""
        return hashlib.sha256(canonical(self.components())).hexdigest()


class Stage(Protocol):
    """A step of the pipeline; it knows neither the store nor the executor.

    `fingerprint` is known before any model is loaded. `cheap` stages are also computed by
    `nordigest plan`, in memory: later stages' units can only be counted once they are done.
    `batch_units` units at the most go into one `compute`: large enough to be fast, small enough
    that a killed run loses little.
    """

    name: str
    cheap: bool
    batch_units: int

    @property
    def fingerprint(self) -> Fingerprint:
        """What decides the results."""
        ...

    def units(self, document: Document) -> Sequence[Unit]:
        """List what the document needs computed; raises DocumentError for a hopeless one."""
        ...

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        """Compute a batch, same length and order; pure, and the only place where a model runs."""
        ...

    def apply(self, document: Document, results: Sequence[Json]) -> Document:
        """Return the document with the results of its units, in their order, filled in."""
        ...
