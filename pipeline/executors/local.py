"""The executor of one machine: batches one after the other, in this process."""

from collections.abc import Iterator, Sequence

from pipeline.core.executor import Outcome, compute_batch
from pipeline.core.stage import Json, Stage


class LocalExecutor:
    """Computes here and now; the engines use the machine's cores themselves."""

    def run(
        self, stage: Stage, batches: Sequence[Sequence[Json]]
    ) -> Iterator[tuple[int, list[Outcome]]]:
        """Yield each batch's outcomes, in order."""
        for index, batch in enumerate(batches):
            yield index, compute_batch(stage, batch)

    def close(self) -> None:
        """Hold nothing, give back nothing."""
