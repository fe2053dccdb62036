"""How central each sentence is to its article: continuous LexRank (Erkan and Radev 2004)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.text.content import read_content

# LexRank's damping, as in the paper.
_DAMPING = 0.85


def centrality(sentences: Sequence[str]) -> NDArray[np.float64]:
    """Return each sentence's rank, 1 on average: [sentences]; one without content has 0.

    Sentences are TF-IDF vectors of their content words. They vote for each other by their cosine,
    and a vote counts by its sentence's own rank (PageRank).
    """
    words = [[token.key for token in read_content(each).tokens] for each in sentences]
    ranks = np.zeros(len(sentences))
    telling = [place for place, each in enumerate(words) if each]
    if not telling:
        return ranks
    vectors = _vectors([words[place] for place in telling])
    alike = vectors @ vectors.T
    votes = alike / alike.sum(axis=1, keepdims=True)
    size = len(telling)
    base = np.full(size, 1 - _DAMPING)
    ranks[telling] = np.linalg.solve(np.eye(size) - _DAMPING * votes.T, base)
    # Equal ranks differ in their last bits; sentences of equal rank are to stay in order.
    return ranks.round(9)


def _vectors(words: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """Weigh words by their frequency and rarity (smoothed), and give every sentence length 1."""
    columns = {word: n for n, word in enumerate(dict.fromkeys(w for each in words for w in each))}
    counts = np.zeros((len(words), len(columns)))
    for row, each in enumerate(words):
        for word in each:
            counts[row, columns[word]] += 1
    frequency = (counts > 0).sum(axis=0)
    vectors: NDArray[np.float64] = counts * (np.log((1 + len(words)) / (1 + frequency)) + 1)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors
