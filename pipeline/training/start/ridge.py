"""Ridge regression, which fits one linear layer to what another one gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def fit_ridge(x: Tensor, y: Tensor, strength: float = 1e-3) -> tuple[Tensor, Tensor]:
    """Weight [outputs, inputs] and bias [outputs] that map rows of `x` to rows of `y`.

    `strength` is the penalty, relative to the mean variance of an input.
    """
    import torch

    x, y = x.double(), y.double()
    mean_x, mean_y = x.mean(0), y.mean(0)
    centred = x - mean_x
    gram = centred.T @ centred
    penalty = torch.eye(len(gram), dtype=torch.double) * gram.diagonal().mean() * strength
    weight = torch.linalg.solve(gram + penalty, centred.T @ (y - mean_y))
    return weight.T.float().contiguous(), (mean_y - mean_x @ weight).float()


def unexplained_variance(guess: Tensor, truth: Tensor) -> float:
    """Mean squared error of rows, as a share of the variance."""
    return float(((guess - truth) ** 2).mean() / truth.var(0).mean())
