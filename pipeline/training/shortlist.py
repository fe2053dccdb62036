"""The shortlist for CTranslate2's `use_vmap`: which target tokens a source token makes likely.

One line a source token, `token<TAB>candidate candidate ...`; the line with the empty key lists
the tokens that are always allowed. CTranslate2 joins the candidates of a whole batch, so with a
shortlist the text of a sentence can depend on its neighbours: the embedded models carry none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from .dataset import Pairs


def write_shortlist(
    pairs: Pairs,
    pieces: list[str],
    path: Path,
    *,
    always: int = 1000,
    each: int = 40,
    sentences: int = 200_000,
) -> float:
    """Write `vmap.txt`; returns the share of target tokens that it allows.

    `always` most frequent target tokens are allowed everywhere, `each` per source token. The share
    is counted on the last tenth of the pairs looked at, which the candidates are not taken from.
    """
    size = min(sentences, len(pairs))
    seen = size - size // 10
    counts = np.bincount(
        np.asarray(pairs.targets[: pairs.target_offsets[seen]]), minlength=len(pieces)
    )
    common = np.argsort(-counts, kind="stable")[:always]
    candidates = _candidates(pairs, seen, len(pieces), each)
    lines = ["\t" + " ".join(pieces[token] for token in common.tolist() if counts[token])]
    for token, choice in candidates.items():
        lines.append(f"{pieces[token]}\t" + " ".join(pieces[other] for other in choice.tolist()))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return _coverage(pairs, range(seen, size), set(common.tolist()), candidates)


def _candidates(
    pairs: Pairs, sentences: int, vocab_size: int, each: int
) -> dict[int, NDArray[np.int64]]:
    """Choose the targets of the highest Dice coefficient for every source token."""
    source = _incidence(pairs.sources, pairs.source_offsets, sentences, vocab_size)
    target = _incidence(pairs.targets, pairs.target_offsets, sentences, vocab_size)
    of_source = np.asarray(source.sum(axis=0)).ravel()
    of_target = np.asarray(target.sum(axis=0)).ravel()
    together = (source.T.tocsr() @ target).tocsr()
    chosen = {}
    for token in np.flatnonzero(of_source).tolist():
        row = slice(together.indptr[token], together.indptr[token + 1])
        others, joint = together.indices[row], together.data[row]
        dice = 2 * joint / (of_source[token] + of_target[others])
        chosen[token] = others[np.argsort(-dice, kind="stable")[:each]].astype(np.int64)
    return chosen


def _incidence(
    tokens: NDArray[np.uint16], offsets: NDArray[np.int64], sentences: int, vocab_size: int
) -> csr_matrix:
    from scipy.sparse import csr_matrix

    end = int(offsets[sentences])
    columns = np.asarray(tokens[:end], dtype=np.int64)
    ones = np.ones(end, dtype=np.float32)
    matrix = csr_matrix((ones, columns, offsets[: sentences + 1]), shape=(sentences, vocab_size))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def _coverage(
    pairs: Pairs,
    sentences: range,
    common: set[int],
    candidates: dict[int, NDArray[np.int64]],
) -> float:
    allowed = total = 0
    for index in sentences:
        source = pairs.sources[pairs.source_offsets[index] : pairs.source_offsets[index + 1]]
        target = pairs.targets[pairs.target_offsets[index] : pairs.target_offsets[index + 1]]
        known = set(common)
        for token in set(source.tolist()):
            known.update(candidates.get(token, np.empty(0, dtype=np.int64)).tolist())
        allowed += sum(token in known for token in target.tolist())
        total += len(target)
    return allowed / max(1, total)
