"""Label-smoothed cross-entropy, over the whole vocabulary or over a sample of it.

The sample is every target of the batch and `negatives` further tokens. Each sampled token stands
for all the tokens it was drawn among: its score is raised by -log of its chance to be drawn. So the
sampled partition sum is an unbiased estimate of the whole one (Bengio and Senecal 2003).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .network import EMBEDDING, OUTPUT_BIAS

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from torch import Tensor

LABEL_SMOOTHING = 0.1
# Frequent tokens are drawn more often, rare ones often enough to be pushed down.
_COUNT_POWER = 0.6
_IGNORED = -100
_ROWS = 256
_ROWS_ON_A_GPU = 16_384
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
    import torch

    hidden, targets = _real_rows(hidden, targets, real)
    embedding, bias = parameters[EMBEDDING], parameters[OUTPUT_BIAS][0]
    surprise = _mean_surprise(hidden, embedding, bias, targets)
    share = torch.full_like(bias, 1 / len(bias))
    return surprise - LABEL_SMOOTHING * _mean_score(hidden, embedding, bias, share, real)


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

    hidden, targets = _real_rows(hidden, targets, real)
    present = torch.unique(targets[targets >= 0])
    candidates, chance = sampler.draw(present, seed)
    embedding = functional.embedding(candidates, parameters[EMBEDDING])
    bias = parameters[OUTPUT_BIAS][0, candidates]
    columns = torch.searchsorted(present, targets).masked_fill(targets < 0, _IGNORED)
    # The targets' own chance is 1, so their scores stay what they are.
    surprise = _mean_surprise(hidden, embedding, bias - chance.log(), columns)
    # The mean score over the vocabulary is linear, so it needs no product of its own.
    share = 1 / (chance * (1 / chance).sum())
    return surprise - LABEL_SMOOTHING * _mean_score(hidden, embedding, bias, share, real)


def _real_rows(hidden: Tensor, targets: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
    """Take the states and targets that count, filled up to a multiple of 256 with `_IGNORED` ones.

    oneDNN compiles a kernel per shape, so there must be few.
    """
    import torch

    kept = torch.nonzero(real)[:, 0]
    spare = -len(kept) % _ROWS
    kept = torch.cat([kept, kept.new_zeros(spare)])
    targets = targets[kept]
    targets[len(kept) - spare :] = _IGNORED
    return hidden[kept], targets


def _mean_score(
    hidden: Tensor, embedding: Tensor, bias: Tensor, share: Tensor, real: Tensor
) -> Tensor:
    """Mean over the real states, which come first, of their scores weighted by `share`."""
    import torch

    with torch.autocast(hidden.device.type, enabled=False):
        mean = hidden[: int(real.sum())].float().mean(0)
        return mean @ (share @ embedding) + share @ bias


def _mean_surprise(hidden: Tensor, embedding: Tensor, bias: Tensor, columns: Tensor) -> Tensor:
    """Mean of logsumexp(scores) - (1 - smoothing) * score of the column, over columns >= 0."""
    apply: Callable[..., Tensor] = _surprise_function().apply
    return apply(hidden, embedding, bias, columns)


@cache
def _surprise_function() -> type[torch.autograd.Function]:
    """Make the function once PyTorch is loaded.

    It finds the gradient along with the loss, some rows at a time, so that float32 scores stay in
    the processor's cache. There are [tokens, candidates] of them. Read ten times from memory, they
    would cost more than the products they come from.
    """
    import torch

    class Surprise(torch.autograd.Function):
        @staticmethod
        def forward(
            ctx: Any,  # noqa: ANN401  its class has no types for what is saved
            hidden: Tensor,
            embedding: Tensor,
            bias: Tensor,
            columns: Tensor,
        ) -> Tensor:
            device = hidden.device.type
            autocast = torch.is_autocast_enabled(device)
            kind = torch.get_autocast_dtype(device) if autocast else None
            chunk = _ROWS_ON_A_GPU if hidden.is_cuda else _ROWS
            hidden, words = hidden.to(kind), embedding.to(kind)
            count = (columns >= 0).sum()
            gradient = hidden.new_empty(len(hidden), len(words))
            total = hidden.new_zeros((), dtype=torch.float32)
            change = torch.zeros_like(bias)
            for start in range(0, len(hidden), chunk):
                rows = slice(start, start + chunk)
                scores = (hidden[rows] @ words.T).float().add_(bias)
                column, counts = columns[rows, None].clamp_min(0), columns[rows, None] >= 0
                correct = scores.gather(1, column)
                chances = torch.softmax(scores, dim=1)
                surprise = -chances.gather(1, column).clamp_min(1e-30).log()
                total += ((surprise + LABEL_SMOOTHING * correct) * counts).sum()
                chances.scatter_add_(1, column, torch.full_like(correct, LABEL_SMOOTHING - 1))
                chances.mul_(counts / count)
                change += chances.sum(0)
                gradient[rows] = chances
            ctx.save_for_backward(gradient @ words, gradient.T @ hidden, change)
            return total / count

        @staticmethod
        def backward(
            ctx: Any,  # noqa: ANN401
            scale: Tensor,
        ) -> tuple[Tensor, Tensor, Tensor, None]:
            hidden, embedding, bias = ctx.saved_tensors
            return hidden.float() * scale, embedding.float() * scale, bias * scale, None

    return Surprise
