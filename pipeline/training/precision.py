"""The precision of training's matrix products: what this machine is quick at."""

from __future__ import annotations

import time

# A product of the shape that most of the work is in: states times a feed-forward matrix.
_ROWS, _COLUMNS, _INNER = 2048, 1536, 384
_TRIES = 10


def fast_precision(device: str) -> str:
    """Return `bfloat16` where it is the faster one, else `float32`.

    A GPU's is. Processors without matrix units may compute bfloat16 at half the speed of float32,
    others at several times of it, so on a CPU one product of each is timed.
    """
    if device != "cpu":
        return "bfloat16"
    return min(("bfloat16", "float32"), key=_seconds)


def _seconds(precision: str) -> float:
    """Time the quickest of some products, forward and transposed, as a training step has them."""
    import torch

    kind = getattr(torch, precision)
    left, right = torch.ones(_ROWS, _INNER, dtype=kind), torch.ones(_INNER, _COLUMNS, dtype=kind)
    best = float("inf")
    for _ in range(_TRIES):
        began = time.perf_counter()
        left.T @ (left @ right)
        best = min(best, time.perf_counter() - began)
    return best
