"""Learning which sentences of an article a summary is made of.

A sentence is worth what it shares with a summary that a person wrote of its article (ROUGE-2 and
three times ROUGE-L, Lin 2004). Its worth against the article's mean is a weighted sum of what
`pipeline.summarization.choosing` knows of it; the weights are found by ridge regression.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluation.summaries import Example
from pipeline.summarization.choosing import describe_sentences

# Of standardized descriptions; the data weigh far more.
_RIDGE = 0.15
_MOST_SENTENCES = 80


def learn_weights(examples: Sequence[tuple[Example, float]]) -> dict[str, float]:
    """Return the weights by name, learned from articles with summaries.

    An article counts as much as the number beside it says, whatever its length.
    """
    total = sum(importance for _, importance in examples)
    names: list[str] = []
    rows: list[NDArray[np.float64]] = []
    worths: list[NDArray[np.float64]] = []
    counts: list[NDArray[np.float64]] = []
    for example, importance in examples:
        described = _describe(example)
        names = list(described)
        rows.append(np.stack(list(described.values()), axis=1))
        worth = np.array(list(_worth(example)))
        worths.append(worth - worth.mean())
        counts.append(np.full(len(worth), importance / (len(worth) * total)))
    x, y, w = np.concatenate(rows), np.concatenate(worths), np.concatenate(counts)
    spread = np.sqrt(w @ (x - w @ x) ** 2) + 1e-9
    z = (x - w @ x) / spread
    found = np.linalg.solve(z.T * w @ z + _RIDGE * np.eye(len(names)), z.T * w @ y)
    return dict(zip(names, (found / spread).tolist(), strict=True))


def _describe(example: Example) -> Mapping[str, NDArray[np.float64]]:
    article = example.article[:_MOST_SENTENCES]
    return describe_sentences([each.text for each in article], example.headline)


def _worth(example: Example) -> Iterator[float]:
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge2", "rougeL"], use_stemmer=True)
    for sentence in example.article[:_MOST_SENTENCES]:
        found = scorer.score(example.summary, sentence.text)
        yield (found["rouge2"].fmeasure + 3 * found["rougeL"].fmeasure) / 4


def write_weights(weights: Mapping[str, float], path: Path) -> None:
    """Write a table of names and weights, as the package has it."""
    lines = [f"{name}\t{weight:.4f}\n" for name, weight in weights.items()]
    path.write_text("".join(lines), encoding="utf-8")
