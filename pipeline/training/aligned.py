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
_POSITIONS = 72
_POSITION_DIRECTIONS = 40
# Sharp enough for a diagonal; more components would react to noise in the positions.
_DIAGONAL_COMPONENTS = 16
_EMBEDDING_NORM = 0.6
_CROSS_GAIN = 2.5
# Takes the previous word out of the prediction, which otherwise repeats it.
_PREVIOUS_WORD_GAIN = -0.7
_OTHER_BRANCHES = 0.1
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
            value.mul_(_OTHER_BRANCHES)
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
    set_attention("model.decoder.layers.0.self_attn", _PREVIOUS_WORD_GAIN)
    return parameters


def _projections(architecture: Architecture) -> tuple[Tensor, Tensor]:
    """Query and key matrix of the diagonal, and the projection off the positions' directions."""
    import torch

    d = architecture.d_model
    head = d // architecture.heads
    positions = sinusoidal_positions(_POSITIONS, d)
    _, scale, axes = torch.linalg.svd(positions - positions.mean(0), full_matrices=False)
    # Narrow models have few directions that positions differ in; the others are rounding errors.
    distinct = int((scale > 1e-3 * scale[0]).sum())
    components = min(_DIAGONAL_COMPONENTS, head, distinct)
    whitened = torch.zeros(head, d)
    whitened[:components] = axes[:components] / scale[:components, None] * _POSITIONS**0.5
    diagonal = whitened.repeat(architecture.heads, 1)
    spanned = torch.linalg.svd(positions, full_matrices=False)[2]
    spanned = spanned[: min(_POSITION_DIRECTIONS, d // 2)]
    return diagonal, torch.eye(d) - spanned.T @ spanned
