"""The aligned start: new weights that already look at the source.

From random weights the decoder ignores its source for the first millions of tokens. Here the
embeddings know which tokens translate each other, and the decoder's cross-attention starts as a
diagonal over positions, so that copying the aligned word's meaning is the first thing it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .network import EMBEDDING, OUTPUT_BIAS, Architecture, sinusoidal_positions
from .warmstart import random_parameters

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

# Positions that matter in training, and the directions that nearly all their variance lies in.
TRAINED_POSITIONS = 72
_POSITION_DIRECTIONS = 40
# Sharp enough for a diagonal; more components would react to noise in the positions.
_DIAGONAL_COMPONENTS = 16
_EMBEDDING_NORM = 0.6
_CROSS_GAIN = 2.5
# Takes the previous word out of the prediction, which otherwise repeats it.
PREVIOUS_WORD_GAIN = -0.7
OTHER_BRANCHES = 0.1
_NOISE = 0.005


def aligned_parameters(
    architecture: Architecture,
    embeddings: NDArray[np.float32],
    target_counts: NDArray[np.int64],
    seed: int,
) -> dict[str, Tensor]:
    """Parameters of the aligned start.

    `embeddings` are unit rows [vocab_size, d_model]; `target_counts` [vocab_size] give the output
    bias, the log unigram probability.
    """
    import torch

    parameters = random_parameters(architecture, seed)
    for name, value in parameters.items():
        if name.endswith(("self_attn.out_proj.weight", "fc2.weight")):
            value.mul_(OTHER_BRANCHES)
    diagonal, content = _projections(architecture)
    vectors = torch.from_numpy(embeddings) @ content
    vectors = vectors / vectors.norm(dim=1, keepdim=True) * _EMBEDDING_NORM
    vectors[architecture.pad] = 0
    parameters[EMBEDDING] = vectors
    chance = (target_counts + 1) / (target_counts + 1).sum()
    parameters[OUTPUT_BIAS] = torch.from_numpy(np.log(chance)).float()[None]
    generator = torch.Generator().manual_seed(seed + 1)

    def set_attention(name: str, gain: float) -> None:
        for projection, matrix in (
            ("q_proj", diagonal),
            ("k_proj", diagonal),
            ("v_proj", content),
            ("out_proj", content * gain),
        ):
            noise = torch.randn(matrix.shape, generator=generator) * _NOISE
            parameters[f"{name}.{projection}.weight"] = matrix + noise

    for index in range(architecture.decoder_layers):
        set_attention(f"model.decoder.layers.{index}.encoder_attn", _CROSS_GAIN)
    set_attention("model.decoder.layers.0.self_attn", PREVIOUS_WORD_GAIN)
    return parameters


def _projections(architecture: Architecture) -> tuple[Tensor, Tensor]:
    """Query and key matrix of the diagonal, and the projection off the positions' directions."""
    components, _ = position_components(architecture)
    return in_each_head(architecture, components), off_positions(architecture.d_model)


def position_components(architecture: Architecture) -> tuple[Tensor, Tensor]:
    """Whitened leading components [components, d_model] of the positions, and their mean."""
    import torch

    positions = sinusoidal_positions(TRAINED_POSITIONS, architecture.d_model)
    mean = positions.mean(0)
    _, scale, axes = torch.linalg.svd(positions - mean, full_matrices=False)
    # Narrow models have few directions that positions differ in; the others are rounding errors.
    distinct = int((scale > 1e-3 * scale[0]).sum())
    count = min(_DIAGONAL_COMPONENTS, architecture.d_model // architecture.heads, distinct)
    whitened: Tensor = axes[:count] / scale[:count, None] * TRAINED_POSITIONS**0.5
    return whitened, mean


def off_positions(d_model: int, directions: int = _POSITION_DIRECTIONS) -> Tensor:
    """Projection [d_model, d_model] off the leading directions of the positions."""
    import torch

    positions = sinusoidal_positions(TRAINED_POSITIONS, d_model)
    axes: Tensor = torch.linalg.svd(positions, full_matrices=False)[2]
    spanned = axes[: min(directions, d_model // 2)]
    return torch.eye(d_model) - spanned.T @ spanned


def in_each_head(architecture: Architecture, rows: Tensor) -> Tensor:
    """Repeat `rows` [rows, ...] in every head, zeros after them: [d_model, ...]."""
    import torch

    head = torch.zeros(architecture.d_model // architecture.heads, *rows.shape[1:])
    head[: len(rows)] = rows
    return torch.cat([head] * architecture.heads)
