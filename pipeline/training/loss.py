"""Label-smoothed cross-entropy, over the whole vocabulary or over a sample of it.

The sample is every target of the batch and `negatives` further tokens. Each sampled token stands
for all the tokens it was drawn among: its score is raised by -log of its chance to be drawn, which
makes the sampled partition sum an unbiased estimate of the whole one (Bengio and Senecal 2003).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .network import EMBEDDING, OUTPUT_BIAS, logits

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

LABEL_SMOOTHING = 0.1
# Frequent tokens are drawn more often, rare ones often enough to be pushed down.
_COUNT_POWER = 0.6
_IGNORED = -100


@dataclass(frozen=True, slots=True)
class NegativeSampler:
    """Draws vocabulary tokens in proportion to count ** 0.6, without repeats."""

    weights: Tensor
    inclusion: Tensor
    size: int

    @classmethod
    def from_counts(cls, counts: NDArray[np.int64], size: int) -> NegativeSampler:
        """Take the `counts` of every token in the targets; the pad token, last, is never drawn."""
        import torch

        weights = np.maximum(counts, 1).astype(np.float64) ** _COUNT_POWER
        weights[-1] = 0
        return cls(
            weights=torch.from_numpy(weights),
            inclusion=torch.from_numpy(_inclusion(weights, size)).float(),
            size=size,
        )

    def draw(self, present: Tensor, seed: int) -> Tensor:
        """Return the distinct ids `present` followed by sampled others; `size` ids in all."""
        import torch

        weights = self.weights.clone()
        weights[present] = 0
        generator = torch.Generator().manual_seed(seed)
        others = torch.multinomial(weights, self.size - len(present), generator=generator)
        return torch.cat([present, others])


def _inclusion(weights: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Chance of each token to be among `size` drawn without repeats: 1 - exp(-c w).

    c is set by bisection so that the chances sum to `size` (exponential race).
    """
    low, high = 0.0, 1e9
    for _ in range(200):
        middle = (low + high) / 2
        if -np.expm1(-middle * weights / weights.sum()).sum() < size:
            low = middle
        else:
            high = middle
    chances: NDArray[np.float64] = -np.expm1(-high * weights / weights.sum())
    return np.maximum(chances, 1e-6)


def full_loss(
    parameters: Mapping[str, Tensor], hidden: Tensor, targets: Tensor, real: Tensor
) -> Tensor:
    """Mean loss for states [tokens, d], their targets [tokens] and where those are `real`."""
    from torch.nn import functional

    scores = logits(parameters, hidden).float()
    wanted = targets.masked_fill(~real, _IGNORED)
    return functional.cross_entropy(
        scores, wanted, label_smoothing=LABEL_SMOOTHING, ignore_index=_IGNORED
    )


def sampled_loss(
    parameters: Mapping[str, Tensor],
    hidden: Tensor,
    targets: Tensor,
    real: Tensor,
    sampler: NegativeSampler,
    seed: int,
) -> Tensor:
    """Estimate of `full_loss` from the batch's own tokens and sampled negatives."""
    import torch
    from torch.nn import functional

    present = torch.unique(targets[real])
    candidates = sampler.draw(present, seed)
    chance = torch.ones(len(candidates))
    chance[len(present) :] = sampler.inclusion[candidates[len(present) :]]
    embedding = parameters[EMBEDDING][candidates]
    bias = parameters[OUTPUT_BIAS][0, candidates]
    scores = functional.linear(hidden, embedding, bias).float()
    partition = torch.logsumexp(scores - chance.log(), dim=1)
    # Padding takes any column: its rows are left out of the mean.
    column = torch.searchsorted(present, targets.masked_fill(~real, int(present[0])))
    correct = scores.gather(1, column[:, None])[:, 0]
    with torch.autocast("cpu", enabled=False):
        # The mean score over the vocabulary is linear, so it needs no product of its own.
        share = 1 / (chance * (1 / chance).sum())
        uniform = hidden.float() @ (share @ embedding) + share @ bias
    kept = (1 - LABEL_SMOOTHING) * correct + LABEL_SMOOTHING * uniform
    return ((partition - kept) * real).sum() / real.sum()
