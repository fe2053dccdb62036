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
_NEWTON_STEPS = 12


@dataclass(frozen=True, slots=True)
class NegativeSampler:
    """Draws vocabulary tokens in proportion to count ** 0.6, without repeats."""

    weights: Tensor
    size: int

    @classmethod
    def from_counts(cls, counts: NDArray[np.int64], size: int) -> NegativeSampler:
        """Take the `counts` of every token in the targets; the pad token, last, is never drawn."""
        import torch

        weights = np.maximum(counts, 1).astype(np.float64) ** _COUNT_POWER
        weights[-1] = 0
        return cls(weights=torch.from_numpy(weights / weights.sum()), size=size)

    def draw(self, present: Tensor, seed: int) -> tuple[Tensor, Tensor]:
        """Return the distinct ids `present` followed by sampled others, `size` ids in all.

        There are more where those present alone would fill half of them. With the ids comes each
        one's chance to be among them, which is 1 for those present.
        """
        import torch

        weights = self.weights.clone()
        weights[present] = 0
        size = min(max(self.size, 2 * len(present)), len(weights) - 1)
        wanted = size - len(present)
        generator = torch.Generator().manual_seed(seed)
        others = torch.multinomial(weights, wanted, generator=generator)
        chance = torch.ones(size)
        chance[len(present) :] = _inclusion(weights, wanted)[others]
        return torch.cat([present, others]), chance


def _inclusion(weights: Tensor, wanted: int) -> Tensor:
    """Chance of each token to be among `wanted` drawn without repeats: 1 - exp(-c w).

    That is the chance in an exponential race stopped at a time c; c is solved for, by Newton's
    method, so that the chances sum to `wanted`. The sum is concave in c, so it converges from
    below.
    """
    import torch

    c = wanted / weights.sum()
    for _ in range(_NEWTON_STEPS):
        missed = torch.exp(-c * weights)
        c = c + (wanted - (1 - missed).sum()) / (weights * missed).sum().clamp_min(1e-12)
    return (-torch.expm1(-c * weights)).float().clamp_min(1e-6)


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
    candidates, chance = sampler.draw(present, seed)
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
