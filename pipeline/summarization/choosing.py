"""Which sentences of an English article a summary is made of, by a learned score.

A sentence's score is the weighted sum of what is known of it. That is its place, how central it
is, what it shares with the headline, its length and form, and words of news or background. Each
counts otherwise in a text that speaks to its reader. The weights are learned from articles with
written summaries (`nordigest train choosing`, `choosing.tsv`). Sentences that repeat a chosen one
count less (Carbonell and Goldstein 1998).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.summarization.centrality import centrality
from pipeline.text.content import content_keys, read_content
from pipeline.text.numerals import ENGLISH_WEEKDAYS

# Long sentences are counted as more than one: so many words make one of a summary's.
_WORDS = 22
# Time grows with the square of the sentences; what matters does not stand behind so many.
_MOST_SENTENCES = 400
_LONG = 40
_SHORT = 8
_MOST_NUMBERS = 3
_MOST_NAMES = 6
# What a repeated sentence loses, in standard deviations of the article's scores.
_REPEATED = 1.0
_QUOTED = re.compile(r'["“”]')
_NAME = re.compile(r"(?<=\s)[A-Z][a-z]+")
_WORD = re.compile(r"\w{3,}")
# Words of news: when, what was done, what is to come, and who found it out.
_DAY = re.compile(
    rf"\b(?:on|last|this) (?:{'|'.join(ENGLISH_WEEKDAYS)})\b"
    r"|\b(?:yesterday|today|this week|this morning|last night)\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?:decid\w+|adopt\w+|approv\w+|ruled|sentenced|convicted|acquitted|fined|charged|arrested"
    r"|announc\w+|present\w+|propos\w+|reject\w+|postpon\w+|clos\w+|open\w+|launch\w+|cut\w*"
    r"|award\w+|won|wins|lost|killed|injured|dies|died|sold|bought|granted|banned|appeal\w+"
    r"|resign\w+|elected)\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"\b(?:will|is to|are to|plans? to|to be)\b", re.IGNORECASE)
_FINDING = re.compile(
    r"\b(?:according to|shows?|report|study|figures|survey|researchers|percent|per cent|million"
    r"|billion|kroner)\b",
    re.IGNORECASE,
)
# Words of background.
_PAST = re.compile(
    r"\b(?:was born|grew up|years ago|in (?:19|20)\d\d|when (?:he|she|they|I)|remember\w*"
    r"|used to)\b",
    re.IGNORECASE,
)
# A post, a guide or a letter speaks to its reader; with a fifth of such sentences it is one.
_ADDRESS = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our)\b")
_QUOTATION = re.compile(r'["“][^"“”]*["”]')
_ADDRESSING = 5
_TABLE = Path(__file__).with_name("choosing.tsv")


def choose_sentences(sentences: Sequence[str], headline: str, most: int) -> list[int]:
    """Choose up to `most` sentences of moderate length together; returns their places in order.

    The headline may be empty.
    """
    read = sentences[:_MOST_SENTENCES]
    weights = _weights()
    described = describe_sentences(read, headline)
    scores = np.asarray(sum(weights[name] * values for name, values in described.items()))
    return sorted(_take(_ranked(scores, read), read, most))


def _ranked(scores: NDArray[np.float64], sentences: Sequence[str]) -> Iterator[int]:
    """Yield places from the best score down; what repeats a sentence before it counts less."""
    words = [frozenset(_WORD.findall(each.lower())) for each in sentences]
    left = np.ones(len(sentences), bool)
    repeated = np.zeros(len(sentences))
    while left.any():
        worth = scores - _REPEATED * scores.std() * repeated
        place = int(np.argmax(np.where(left, worth, -np.inf)))
        yield place
        left[place] = False
        repeated = np.maximum(repeated, [_overlap(each, words[place]) for each in words])


def _take(places: Iterable[int], sentences: Sequence[str], most: int) -> list[int]:
    """Take places in their order until their words are those of `most` sentences."""
    taken: list[int] = []
    left = _WORDS * most
    for place in places:
        length = len(sentences[place].split())
        if len(taken) == most or (taken and length > left):
            break
        taken.append(place)
        left -= length
    return taken


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Overlap coefficient of two sets of words."""
    return len(one & other) / max(min(len(one), len(other)), 1)


def describe_sentences(
    sentences: Sequence[str], headline: str
) -> Mapping[str, NDArray[np.float64]]:
    """Return what the score is made of, by name: an array of a value for each sentence.

    Each stands there twice, the second time times how much the text speaks to its reader.
    """
    contents = [read_content(each) for each in sentences]
    titled = content_keys(headline)
    told = [{token.key for token in each.tokens} for each in contents]
    numbers = np.array([sum(token.role == "number" for token in c.tokens) for c in contents])
    words = np.array([len(each.split()) for each in sentences], float)
    names = np.array([len(_NAME.findall(each)) for each in sentences])
    ranks = centrality(sentences)
    of_title = np.array([len(titled & keys) / max(len(titled), 1) for keys in told])
    place = 1 / np.arange(1, len(sentences) + 1)
    described = {
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
        "quoted": _holding(_QUOTED, sentences),
        "day": _holding(_DAY, sentences),
        "deed": _holding(_DEED, sentences),
        "coming": _holding(_COMING, sentences),
        "finding": _holding(_FINDING, sentences),
        "past": _holding(_PAST, sentences),
        "depth": np.linspace(0, 1, len(sentences)),
        "names": np.minimum(names, _MOST_NAMES) / _MOST_NAMES,
    }
    address = _address(sentences)
    return described | {
        f"{name}, to the reader": values * address for name, values in described.items()
    }


def _address(sentences: Sequence[str]) -> float:
    """How much a text speaks to its reader, from 0 to 1; quotations do not."""
    told = [_ADDRESS.search(_QUOTATION.sub("", each)) is not None for each in sentences]
    return min(1.0, _ADDRESSING * sum(told) / max(len(told), 1))


def _holding(pattern: re.Pattern[str], sentences: Sequence[str]) -> NDArray[np.float64]:
    return np.array([pattern.search(each) is not None for each in sentences], float)


def _relative(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return values / (values.max() or 1.0)


@cache
def _weights() -> dict[str, float]:
    rows = (line.split("\t") for line in _TABLE.read_text("utf-8").splitlines())
    return {name: float(weight) for name, weight in rows}
