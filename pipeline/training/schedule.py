"""Learning-rate schedules: one that ends at zero when its minutes are over, one without an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

WARM_UP_STEPS = 100


class Schedule(Protocol):
    """Factor on the peak learning rates, and what depends on how much of the run is over."""

    @property
    def averages(self) -> bool:
        """Whether the moving average of the weights is what to export."""

    def factor(self, step: int, elapsed_seconds: float) -> float:
        """Between 0 and 1; 0 means the run is over."""

    def samples_negatives(self, elapsed_seconds: float) -> bool:
        """Whether the loss may be the sampled one."""

    def short_pairs_only(self, elapsed_seconds: float) -> bool:
        """Whether only short pairs are drawn yet, as after a start from new weights."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Warm-up, constant, then linear to zero exactly when `minutes` are over.

    The decay starts at 40% of the time and the full softmax at 92%; new weights see short pairs
    only in the first tenth.
    """

    minutes: float
    new_weights: bool = False
    averages: bool = False

    def factor(self, step: int, elapsed_seconds: float) -> float:
        """Between 0 and 1; 0 means the run is over."""
        done = elapsed_seconds / (60 * self.minutes)
        decay = 1.0 if done < 0.4 else max(0.0, (1 - done) / 0.6)
        return min(1.0, (step + 1) / WARM_UP_STEPS) * decay

    def samples_negatives(self, elapsed_seconds: float) -> bool:
        """Up to 92% of the time."""
        return elapsed_seconds < 0.92 * 60 * self.minutes

    def short_pairs_only(self, elapsed_seconds: float) -> bool:
        """In the first tenth, if the weights are new."""
        return self.new_weights and elapsed_seconds < 0.1 * 60 * self.minutes


@dataclass(frozen=True, slots=True)
class Open:
    """Warm-up, then constant without end; the moving average of the weights is exported."""

    short_seconds: float = 0.0
    averages: bool = True

    def factor(self, step: int, elapsed_seconds: float) -> float:  # noqa: ARG002  the protocol's
        """Between 0 and 1, and never 0."""
        return min(1.0, (step + 1) / WARM_UP_STEPS)

    def samples_negatives(self, elapsed_seconds: float) -> bool:  # noqa: ARG002  the protocol's
        """Return True: the sampled loss is an unbiased estimate of the whole one."""
        return True

    def short_pairs_only(self, elapsed_seconds: float) -> bool:
        """For the first `short_seconds`."""
        return elapsed_seconds < self.short_seconds
