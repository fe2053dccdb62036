"""Bilingual embeddings from sentence alignment alone (Levy, Søgaard and Goldberg 2017).

Tokens that stand in the same sentence pairs, on whichever side, get near vectors: a translation
dictionary falls out of one truncated singular value decomposition in under a minute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from .dataset import Pairs

SENTENCES = 350_000
# Singular values to the power 0.5 keep the frequent directions without letting them rule.
_SPECTRUM_POWER = 0.5
_RARE = 3


def bilingual_embeddings(
    pairs: Pairs, vocab_size: int, d_model: int, seed: int, sentences: int = SENTENCES
) -> NDArray[np.float32]:
    """Compute unit rows [vocab_size, d_model]; tokens seen in under three pairs get random ones."""
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.permutation(len(pairs))[:sentences])
    association, counts = _association(pairs, chosen, vocab_size)
    left, values = _truncated_svd(association, d_model + 1, rng)
    # The first component is frequency, which tells no two words apart.
    vectors = left[:, 1:] * values[1:] ** _SPECTRUM_POWER
    rotation, _ = np.linalg.qr(rng.standard_normal((d_model, d_model)))
    vectors = vectors @ rotation
    norms = np.linalg.norm(vectors, axis=1)
    unknown = (counts < _RARE) | (norms < 1e-6)
    vectors[unknown] = rng.standard_normal((int(unknown.sum()), d_model))
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit.astype(np.float32)


def _association(
    pairs: Pairs, chosen: NDArray[np.int64], vocab_size: int
) -> tuple[csr_matrix, NDArray[np.int64]]:
    """Positive pointwise mutual information [vocab_size, pairs] and pairs per token.

    An entry is max(0, log(total / (pairs of the token x tokens of the pair))).
    """
    from scipy.sparse import csr_matrix

    rows, columns = [], []
    for column, index in enumerate(chosen.tolist()):
        source = pairs.sources[pairs.source_offsets[index] : pairs.source_offsets[index + 1]]
        target = pairs.targets[pairs.target_offsets[index] : pairs.target_offsets[index + 1]]
        tokens = np.unique(np.concatenate([source, target]))
        rows.append(tokens)
        columns.append(np.full(len(tokens), column, dtype=np.int32))
    row, column_ids = np.concatenate(rows).astype(np.int64), np.concatenate(columns)
    per_token = np.bincount(row, minlength=vocab_size)
    per_pair = np.bincount(column_ids, minlength=len(chosen))
    value = np.log(len(row) / (per_token[row] * per_pair[column_ids].astype(np.float64)))
    entries = (np.maximum(value, 0).astype(np.float32), (row, column_ids))
    return csr_matrix(entries, shape=(vocab_size, len(chosen))), per_token


def _truncated_svd(
    matrix: csr_matrix, components: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Leading left singular vectors and values by a randomized range finder (Halko et al. 2011)."""
    transposed = matrix.T.tocsr()
    width = min(components + 24, *matrix.shape)
    basis = rng.standard_normal((matrix.shape[0], width)).astype(np.float32)
    for _ in range(4):
        basis, _ = np.linalg.qr(matrix @ (transposed @ basis))
    projected = transposed @ basis
    eigenvalues, eigenvectors = np.linalg.eigh(projected.T @ projected)
    order = np.argsort(-eigenvalues)[:components]
    values = np.sqrt(np.maximum(eigenvalues[order], 0))
    return basis @ eigenvectors[:, order], values
