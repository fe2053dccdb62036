"""What runs a stage's computations, and the one way a batch is computed everywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from pipeline.core.stage import Json, Stage
from pipeline.errors import DocumentError, MachineError, NordigestError


@dataclass(frozen=True, slots=True)
class Failed:
    """Stands where a unit's result would: it could not be computed, and why."""

    reason: str


Outcome: TypeAlias = Json | Failed


class Executor(Protocol):
    """Computes batches somewhere; stages do not know where."""

    def run(
        self, stage: Stage, batches: Sequence[Sequence[Json]]
    ) -> Iterator[tuple[int, list[Outcome]]]:
        """Yield (index of the batch, outcomes in its order) as batches finish, in any order."""
        ...

    def close(self) -> None:
        """Give back what the executor holds."""
        ...


def compute_batch(stage: Stage, payloads: Sequence[Json]) -> list[Outcome]:
    """Compute a batch; when it fails, find the bad units by computing each alone.

    Errors that are no unit's fault (a missing model, say) are raised.
    """
    try:
        results = stage.compute(payloads)
        if len(results) != len(payloads):
            msg = f"{stage.name} returned {len(results)} results for {len(payloads)} units"
            raise RuntimeError(msg)  # noqa: TRY301 - answered like any other error of the stage
    except DocumentError as exc:
        reason = str(exc)
    except NordigestError:
        raise
    except OSError as exc:
        # A full disk or a missing file is no unit's fault; remembered as failures, every unit
        # would stay failed after the disk is free again.
        msg = (
            f"{stage.name} cannot go on ({exc.strerror or exc}): check disk space, limits and "
            "permissions, then run again: nothing computed is lost"
        )
        raise MachineError(msg) from exc
    except Exception as exc:  # noqa: BLE001 - whatever one unit raises is listed, never fatal
        reason = f"{type(exc).__name__}: {exc}"
    else:
        return list(results)
    if len(payloads) == 1:
        return [Failed(reason)]
    return [outcome for payload in payloads for outcome in compute_batch(stage, [payload])]
