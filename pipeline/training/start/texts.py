"""Batches of single texts, to distil and to fit on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

Pair = tuple[list[int], list[int]]

# Few lengths, since oneDNN compiles a kernel for each.
_LENGTHS = (16, 24, 32, 48, 64)
LONGEST = _LENGTHS[-1]
_TOKENS = 3000
# Of a batch's texts; sources are the languages that the encoder is for.
_SOURCES = 0.7


def text_batches(pairs: list[Pair], pad: int, seed: int) -> Iterator[Tensor]:
    """Yield token ids [texts, length] without end, each text a source or a target of `pairs`.

    No text may be longer than LONGEST tokens.
    """
    rng = random.Random(seed)  # noqa: S311  data order, not a secret
    order = list(range(len(pairs)))
    waiting: dict[int, list[list[int]]] = {length: [] for length in _LENGTHS}
    while True:
        rng.shuffle(order)
        for i in order:
            ids = pairs[i][rng.random() >= _SOURCES]
            length = length_of_batch(len(ids))
            waiting[length].append(ids)
            if len(waiting[length]) * length >= _TOKENS:
                yield padded(waiting[length], pad, length)
                waiting[length] = []


def length_of_batch(tokens: int) -> int:
    """Return the length to pad to; at most LONGEST tokens fit."""
    return next(length for length in _LENGTHS if tokens <= length)


def padded(rows: Sequence[list[int]], pad: int, length: int) -> Tensor:
    """Token ids [rows, length]."""
    import torch

    full = torch.full((len(rows), length), pad)
    for i, row in enumerate(rows):
        full[i, : len(row)] = torch.tensor(row)
    return full
