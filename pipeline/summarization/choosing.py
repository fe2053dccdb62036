"""Which sentences of an English article a summary is made of, by a learned score.

A sentence's score is the weighted sum of what is known of it: its place, how central it is, what
it shares with the headline, its length and form. The weights are learned from articles with
written summaries (`nordigest train choosing`, `choosing.tsv`).
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.summarization.centrality import centrality
from pipeline.text.content import content_keys, read_content

# Long sentences are counted as more than one: so many words make one of a summary's.
_WORDS = 22
# Time grows with the square of the sentences; what matters does not stand behind so many.
_MOST_SENTENCES = 400
_LONG = 40
_SHORT = 8
_MOST_NUMBERS = 3
_QUOTED = re.compile(r'["“”]')
_TABLE = Path(__file__).with_name("choosing.tsv")


def choose_sentences(sentences: Sequence[str], headline: str, most: int) -> list[int]:
    """Choose up to `most` sentences of moderate length together; returns their places in order.

    The headline may be empty.
    """
    described = describe_sentences(sentences[:_MOST_SENTENCES], headline)
    weights = _weights()
    scores = sum(weights[name] * values for name, values in described.items())
    best = np.argsort(-np.asarray(scores), kind="stable")[:most].tolist()
    chosen: list[int] = []
    left = _WORDS * most
    for place in best:
        words = len(sentences[place].split())
        if words <= left or not chosen:
            chosen.append(place)
            left -= words
    return sorted(chosen)


def describe_sentences(
    sentences: Sequence[str], headline: str
) -> Mapping[str, NDArray[np.float64]]:
    """Return what the score is made of, by name: an array of a value for each sentence."""
    contents = [read_content(each) for each in sentences]
    titled = content_keys(headline)
    told = [{token.key for token in each.tokens} for each in contents]
    numbers = np.array([sum(token.role == "number" for token in c.tokens) for c in contents])
    words = np.array([len(each.split()) for each in sentences], float)
    ranks = centrality(sentences)
    of_title = np.array([len(titled & keys) / max(len(titled), 1) for keys in told])
    place = 1 / np.arange(1, len(sentences) + 1)
    return {
        "rank": ranks,
        "title": of_title,
        "title share": np.array([len(titled & keys) / max(len(keys), 1) for keys in told]),
        "place": place,
        "first": (place == 1).astype(float),
        # A lead that tells what the headline says, or what the article is about, tells the news.
        "place, lead of the title": place * _relative(of_title)[0],
        "place, central lead": place * _relative(ranks)[0],
        "length": np.minimum(words, _LONG) / _LONG,
        "short": (words < _SHORT).astype(float),
        "numbers": np.minimum(numbers, _MOST_NUMBERS) / _MOST_NUMBERS,
        "quoted": np.array([_QUOTED.search(each) is not None for each in sentences], float),
    }


def _relative(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return values / (values.max() or 1.0)


@cache
def _weights() -> dict[str, float]:
    rows = (line.split("\t") for line in _TABLE.read_text("utf-8").splitlines())
    return {name: float(weight) for name, weight in rows}
