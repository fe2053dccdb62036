"""The one walk over documents and stages, which `run` and `plan` share.

A window of documents at a time: collect the units, drop repeats, ask a resolver for their
outcomes, apply. The resolver of a run looks in the store and computes the rest; that of a plan
only counts (`pipeline.core.plan`).
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeAlias

from pipeline.core.executor import Executor, Failed, Outcome, compute_batch
from pipeline.core.fingerprint import unit_key
from pipeline.core.stage import Json, Stage, Unit
from pipeline.core.store import Store
from pipeline.documents import Document, Failure
from pipeline.errors import DocumentError


@dataclass(frozen=True, slots=True)
class PendingUnit:
    """A unit whose outcome is wanted, and the first document that wants it."""

    unit: Unit
    document: Document

    @property
    def payload(self) -> Json:
        """What `compute` is given."""
        return self.unit.identity if self.unit.payload is None else self.unit.payload


class NotComputed:
    """Stands for a result that a plan need not know: the document goes on without it."""


class Resolver(Protocol):
    """Finds the outcomes of units."""

    def resolve(
        self, stage: Stage, wanted: Mapping[bytes, PendingUnit]
    ) -> Mapping[bytes, Outcome | NotComputed]:
        """Return an outcome for every key."""
        ...


Progress: TypeAlias = Callable[[str, int, int], None]
"""Told (stage, units done, units wanted) since the last call."""


def walk(
    documents: Iterable[Document | Failure],
    stages: Sequence[Stage],
    resolver: Resolver,
    window: int,
) -> Iterator[Document | Failure]:
    """Take documents through the stages; yields each finished, or its failure, in order."""
    stream = iter(documents)
    while batch := list(islice(stream, window)):
        current = list(batch)
        for stage in stages:
            current = _step(stage, current, resolver)
        yield from current


def _step(
    stage: Stage, documents: Sequence[Document | Failure], resolver: Resolver
) -> list[Document | Failure]:
    fingerprint = stage.fingerprint.digest
    keyed: list[tuple[Document, list[bytes]] | Failure] = []
    wanted: dict[bytes, PendingUnit] = {}
    for document in documents:
        if isinstance(document, Failure):
            keyed.append(document)
            continue
        try:
            units = stage.units(document)
        except DocumentError as exc:
            keyed.append(_failure(document, stage, str(exc)))
            continue
        keys = [unit_key(fingerprint, unit.identity) for unit in units]
        for key, unit in zip(keys, units, strict=True):
            wanted.setdefault(key, PendingUnit(unit, document))
        keyed.append((document, keys))
    outcomes = resolver.resolve(stage, wanted)
    return [
        each if isinstance(each, Failure) else _applied(stage, *each, outcomes) for each in keyed
    ]


def _applied(
    stage: Stage,
    document: Document,
    keys: Sequence[bytes],
    outcomes: Mapping[bytes, Outcome | NotComputed],
) -> Document | Failure:
    results: list[Json] = []
    unread = False
    for key in keys:
        outcome = outcomes[key]
        if isinstance(outcome, Failed):
            return _failure(document, stage, outcome.reason)
        if isinstance(outcome, NotComputed):
            unread = True
        else:
            results.append(outcome)
    if unread:
        return document
    try:
        return stage.apply(document, results)
    except DocumentError as exc:
        return _failure(document, stage, str(exc))


def _failure(document: Document, stage: Stage, reason: str) -> Failure:
    return Failure(document.sources[0], stage.name, reason, document.id)


class Direct:
    """The resolver without a store: everything is computed here and now."""

    def resolve(self, stage: Stage, wanted: Mapping[bytes, PendingUnit]) -> Mapping[bytes, Outcome]:
        """Compute the units as one batch."""
        outcomes = compute_batch(stage, [each.payload for each in wanted.values()])
        return dict(zip(wanted, outcomes, strict=True))


class CachingResolver:
    """The resolver of a run: what the store has not is computed and stored, batch by batch."""

    def __init__(
        self, store: Store, executor: Executor, progress: Progress, *, retry_failed: bool = False
    ) -> None:
        self.store = store
        self.executor = executor
        self.progress = progress
        self.retry_failed = retry_failed
        self.computed: dict[str, int] = {}
        self.seconds: dict[str, float] = {}
        self._retried: set[bytes] = set()

    def resolve(self, stage: Stage, wanted: Mapping[bytes, PendingUnit]) -> Mapping[bytes, Outcome]:
        """Look the units up and compute the misses."""
        outcomes: dict[bytes, Outcome] = {}
        outcomes.update(self.store.get(stage.name, list(wanted)))
        unknown = [key for key in wanted if key not in outcomes]
        failed = self.store.failed(stage.name, unknown)
        for key, reason in failed.items():
            # Asked to retry, a unit is still tried only once in a run.
            if not self.retry_failed or key in self._retried:
                outcomes[key] = Failed(reason)
        misses = [key for key in unknown if key not in outcomes]
        if self.retry_failed:
            self._retried.update(misses)
        self.progress(stage.name, len(wanted) - len(misses), len(wanted))
        if misses:
            outcomes.update(self._compute(stage, wanted, misses))
        return outcomes

    def _compute(
        self, stage: Stage, wanted: Mapping[bytes, PendingUnit], misses: Sequence[bytes]
    ) -> dict[bytes, Outcome]:
        size = stage.batch_units
        keys = [misses[start : start + size] for start in range(0, len(misses), size)]
        outcomes: dict[bytes, Outcome] = {}
        started = time.perf_counter()
        batches = [[wanted[key].payload for key in batch] for batch in keys]
        for index, batch in self.executor.run(stage, batches):
            pairs = list(zip(keys[index], batch, strict=True))
            good = [(key, value) for key, value in pairs if not isinstance(value, Failed)]
            bad = [(key, value.reason) for key, value in pairs if isinstance(value, Failed)]
            self.store.put(stage.fingerprint, good, bad)
            outcomes.update(pairs)
            self.computed[stage.name] = self.computed.get(stage.name, 0) + len(pairs)
            self.progress(stage.name, len(pairs), 0)
        spent = time.perf_counter() - started
        self.seconds[stage.name] = self.seconds.get(stage.name, 0.0) + spent
        return outcomes
