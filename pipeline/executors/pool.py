"""A pool of Ray actors for one stage: gives out batches, and outlives actors that die.

Ray Data's actor pools would be shorter. But they live as long as one execution of a dataset, so
every stage would load its model again for every window of documents. And they try a batch that
kills its actor without end, whatever is asked for.
"""

import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pipeline.errors
from pipeline.config import Ray
from pipeline.core.executor import Failed, Outcome
from pipeline.core.stage import Json
from pipeline.errors import ClusterError, NordigestError
from pipeline.executors.worker import Refusal

# A batch that lost its actor may be innocent (a node went away), so it is tried again as it is
# before its units are tried one by one, and a unit so often before it is given up.
_BATCH_TRIES = 2
_UNIT_TRIES = 3

# So many units given up one after the other, none computed in between, are not to blame: the
# nodes have too little memory for the model, say.
_GIVEN_UP = 20
# The same for actors that die before they have begun.
_FALSE_STARTS = 5

# Seconds without any actor until the user is told, and until the run gives up: clusters that
# start machines on demand take minutes.
_TELL_AFTER = 120.0
_GIVE_UP_AFTER = 900.0


@dataclass(slots=True)
class Work:
    """A batch, or one unit of it, and how often it has lost its actor."""

    batch: int
    positions: Sequence[int]
    tries: int = 0


class Pool:
    """Actors of one stage, from one to `settings.max_actors` of them.

    `start` starts an actor of `Worker`. Each actor has one batch at a time, so when it dies it is
    known what it was doing. The pool grows while batches wait and keeps its actors for the next
    window.
    """

    def __init__(self, stage: str, settings: Ray, start: Callable[[], Any]) -> None:
        self._stage = stage
        self._settings = settings
        self._start = start
        self._idle: list[Any] = []
        self._starting: dict[Any, Any] = {}
        self._busy: dict[Any, tuple[Any, Work]] = {}
        self._false_starts = 0
        self._given_up = 0

    def grow(self, wanted: int = 1) -> None:
        """Start actors until there are as many as wanted, or as may be."""
        missing = min(wanted, self._settings.max_actors) - len(self._actors())
        for _ in range(missing):
            actor = self._start()
            self._starting[actor.start.remote()] = actor

    def run(self, batches: Sequence[Sequence[Json]]) -> Iterator[tuple[int, list[Outcome]]]:
        """Yield (index, outcomes) as batches finish; raises NordigestError to stop the run."""
        waiting = deque(Work(index, range(len(batch))) for index, batch in enumerate(batches))
        pieces: dict[int, dict[int, Outcome]] = {}
        try:
            while waiting or self._busy:
                self.grow(len(waiting) + len(self._busy))
                while waiting and self._idle:
                    self._give(self._idle.pop(), waiting.popleft(), batches)
                for work, outcomes in self._collect(waiting):
                    done = pieces.setdefault(work.batch, {})
                    done.update(zip(work.positions, outcomes, strict=True))
                    if len(done) == len(batches[work.batch]):
                        del pieces[work.batch]
                        yield work.batch, [done[position] for position in sorted(done)]
        finally:
            # Only a run that is given up leaves actors at work.
            for actor, _ in self._busy.values():
                _kill(actor)
            self._busy.clear()

    def close(self) -> None:
        """End all actors."""
        for actor in self._actors():
            _kill(actor)
        self._idle.clear()
        self._starting.clear()
        self._busy.clear()

    def _actors(self) -> list[Any]:
        return [*self._idle, *self._starting.values(), *(actor for actor, _ in self._busy.values())]

    def _give(self, actor: Any, work: Work, batches: Sequence[Sequence[Json]]) -> None:  # noqa: ANN401 - Ray's handles have no type
        payloads = [batches[work.batch][position] for position in work.positions]
        self._busy[actor.compute.remote(payloads)] = (actor, work)

    def _collect(self, waiting: deque[Work]) -> Iterator[tuple[Work, list[Outcome]]]:
        """Wait until something happens; yield what was computed or given up."""
        for reference in self._wait():
            if reference in self._starting:
                self._started(self._starting.pop(reference), reference)
                continue
            actor, work = self._busy.pop(reference)
            result = _fetch(reference)
            if isinstance(result, Failed):
                _kill(actor)
                yield from self._lost(work, result, waiting)
            else:
                self._idle.append(actor)
                self._given_up = 0
                yield work, result

    def _wait(self) -> list[Any]:
        import ray

        began = time.monotonic()
        told = False
        while True:
            references = [*self._busy, *self._starting]
            ready: list[Any] = ray.wait(references, num_returns=1, timeout=1.0)[0]
            if ready or self._busy:
                return ready
            waited = time.monotonic() - began
            room = f"an actor of {self._stage} ({self._settings.cpus} CPUs)"
            if waited > _GIVE_UP_AFTER:
                msg = (
                    f"the cluster had no room for {room} in {waited:.0f} s: lower "
                    "ray.cpus, ray.gpus or ray.max_actors, or add nodes"
                )
                raise ClusterError(msg)
            if waited > _TELL_AFTER and not told:
                told = True
                warnings.warn(f"waiting for room in the cluster for {room}", stacklevel=2)

    def _started(self, actor: Any, reference: Any) -> None:  # noqa: ANN401 - Ray's handles have no type
        died = _fetch(reference)
        if not isinstance(died, Failed):
            self._false_starts = 0
            self._idle.append(actor)
            return
        _kill(actor)
        self._false_starts += 1
        if self._false_starts >= _FALSE_STARTS:
            msg = (
                f"no actor of {self._stage} can be started on the cluster ({died.reason}): "
                "install the same nordigest on all its nodes, with enough memory for the model"
            )
            raise ClusterError(msg)

    def _lost(
        self, work: Work, died: Failed, waiting: deque[Work]
    ) -> Iterator[tuple[Work, list[Outcome]]]:
        work.tries += 1
        alone = len(work.positions) == 1
        if work.tries < (_UNIT_TRIES if alone else _BATCH_TRIES):
            waiting.append(work)
        elif not alone:
            waiting.extend(Work(work.batch, [position]) for position in work.positions)
        else:
            self._given_up += 1
            if self._given_up >= _GIVEN_UP:
                msg = (
                    f"actors of {self._stage} die whatever they compute ({died.reason}): give "
                    "their nodes more memory, then run again with --retry-failed"
                )
                raise ClusterError(msg)
            reason = f"its worker process died {_UNIT_TRIES} times while computing it"
            yield work, [Failed(reason)]


def _fetch(reference: Any) -> Any:  # noqa: ANN401 - Ray's references have no type
    """Return what an actor answered, or Failed when it died over it; raises NordigestError."""
    import ray
    from ray import exceptions

    lost = (
        exceptions.RayActorError,
        exceptions.ObjectLostError,
        exceptions.OutOfMemoryError,
        exceptions.WorkerCrashedError,
        exceptions.NodeDiedError,
    )
    try:
        result = ray.get(reference)
    except exceptions.RayTaskError as exc:
        return Failed(f"{type(exc.cause).__name__}: {exc.cause}")
    except lost as exc:
        return Failed(str(exc).partition("\n")[0])
    except exceptions.RayError as exc:
        msg = f"the cluster is lost ({type(exc).__name__}): run again, what was computed is kept"
        raise ClusterError(msg) from exc
    if isinstance(result, Refusal):
        raise _errors()[result.error](result.message)
    return result


def _errors() -> Mapping[str, type[NordigestError]]:
    return {
        name: value
        for name, value in vars(pipeline.errors).items()
        if isinstance(value, type) and issubclass(value, NordigestError)
    }


def _kill(actor: Any) -> None:  # noqa: ANN401 - Ray's handles have no type
    import ray

    ray.kill(actor)
