"""How good summaries are: ROUGE against written ones, and what they say that the article does not.

ROUGE is Lin's (2004) F-measure as rouge-score computes it, with stemming; ROUGE-L is the summary
level one (`rougeLsum`, sentence by sentence). Two systems are compared by a paired bootstrap over
the articles (Koehn 2004).
"""

import json
import math
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from pipeline.documents import SummarySentence
from pipeline.errors import InputError
from pipeline.summarization.centrality import centrality
from pipeline.summarization.rewriting import RewritingSummarizer
from pipeline.summarization.summarizer import Sentence, Summarizer, SummarySource, lead
from pipeline.text.content import content_keys, read_content
from pipeline.text.sentences import split_sentences

_ROUGE = {"rouge1": "rouge1", "rouge2": "rouge2", "rougeL": "rougeLsum"}
# One draw of random sentences says little about drawing at random.
_DRAWS = 20
_RESAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Example:
    """An English article, a summary someone wrote of it, and its headline, which may be empty."""

    article: tuple[Sentence, ...]
    summary: str
    headline: str = ""


Run: TypeAlias = Sequence[tuple[SummarySentence, ...]]
"""A summary of every article."""

System: TypeAlias = Callable[[Sequence[Example]], Sequence[Run]]
"""Summarizes articles, some systems several times."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The means over a data set.

    ROUGE values are F-measures from 0 to 100, `error` their standard errors over the articles.
    `novel_numbers` and `novel_names` are shares of the numbers and names that no sentence of the
    article has, `replaced` the share of sentences that stand in for a rejected one. `articles` are
    the ROUGE values of each article, by measure.
    """

    system: str
    rouge1: float
    rouge2: float
    rougeL: float  # noqa: N815 - the measure's name
    error: dict[str, float]
    novel_numbers: float
    novel_names: float
    replaced: float
    words: float
    sentences: float
    articles: dict[str, list[float]] = field(repr=False)


def read_examples(path: Path) -> list[Example]:
    """Read a data set: JSONL with `text`, `summary` and perhaps `headline`.

    Raises InputError naming the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # others may stand in a string
    except (OSError, UnicodeDecodeError) as exc:
        msg = f"{path} cannot be read ({exc}): name a JSONL file with `text` and `summary`"
        raise InputError(msg) from exc
    examples = [
        _read_example(path, number, line) for number, line in enumerate(lines, 1) if line.strip()
    ]
    if len(examples) < 2:
        msg = f"{path} has fewer than two articles: add lines with `text` and `summary`"
        raise InputError(msg)
    return examples


def _read_example(path: Path, number: int, line: str) -> Example:
    try:
        row = json.loads(line)
        text, summary, headline = row["text"], row["summary"], row.get("headline", "")
    except (ValueError, KeyError, TypeError) as exc:
        msg = f"{path}, line {number}: write a JSON object with `text` and `summary`"
        raise InputError(msg) from exc
    if not all(isinstance(each, str) for each in (text, summary, headline)):
        msg = f"{path}, line {number}: write `text`, `summary` and `headline` as strings"
        raise InputError(msg)
    spans = split_sentences(text, "en")
    if not spans or not summary.strip():
        msg = f"{path}, line {number}: its {'summary' if spans else 'text'} is empty"
        raise InputError(msg)
    article = tuple(Sentence(text[each.start : each.end], each.paragraph) for each in spans)
    return Example(article, summary, headline)


def lead_system(count: int) -> System:
    """Summarize by the first sentences."""
    return lambda examples: [[lead(each.article, count) for each in examples]]


def lead_like(run: Run) -> System:
    """Summarize by as many first sentences as come nearest to each summary's length in words."""

    def cut(article: Sequence[Sentence], words: int) -> tuple[SummarySentence, ...]:
        told, best = 0, (words, 0)
        for count, sentence in enumerate(article, start=1):
            told += len(sentence.text.split())
            best = min(best, (abs(told - words), count))
        return lead(article, max(1, best[1]))

    return lambda examples: [
        [
            cut(example.article, _words(summary))
            for example, summary in zip(examples, run, strict=True)
        ]
    ]


def random_system(count: int, seed: int = 1) -> System:
    """Summarize by sentences drawn at random, in their order, many times over."""
    chance = random.Random(seed)  # noqa: S311 - sampling, not secrets

    def draw(article: Sequence[Sentence]) -> tuple[SummarySentence, ...]:
        size = min(count, len(article))
        return _pick(article, sorted(chance.sample(range(len(article)), size)))

    return lambda examples: [[draw(each.article) for each in examples] for _ in range(_DRAWS)]


def lexrank_system(count: int) -> System:
    """Summarize by the most central sentences (LexRank, Erkan and Radev 2004)."""
    return lambda examples: [
        [_pick(each.article, sorted(_central(each.article)[:count])) for each in examples]
    ]


def _central(article: Sequence[Sentence]) -> list[int]:
    """Order sentences by their centrality, the most central first."""
    ranks = centrality([each.text for each in article])
    return sorted(range(len(article)), key=lambda place: -ranks[place])


def model_system(summarizer: Summarizer | RewritingSummarizer) -> System:
    """Summarize by a model, as the summarize stage does."""
    return lambda examples: [
        summarizer.summarize([SummarySource(each.article, each.headline) for each in examples])
    ]


def _pick(article: Sequence[Sentence], places: Sequence[int]) -> tuple[SummarySentence, ...]:
    return tuple(SummarySentence(article[place].text, (place,)) for place in places)


def score(name: str, runs: Sequence[Run], examples: Sequence[Example]) -> Scores:
    """Compare a system's summaries of a data set's articles with the written ones."""
    rouge: dict[str, list[float]] = {measure: [] for measure in _ROUGE}
    for index, example in enumerate(examples):
        values = [_rouge(example.summary, run[index]) for run in runs]
        for measure, found in rouge.items():
            found.append(100 * statistics.fmean(each[measure] for each in values))
    summaries = [summary for run in runs for summary in run]
    sentences = [sentence for summary in summaries for sentence in summary]
    numbers, names = _novelty(runs, examples)
    means = {measure: statistics.fmean(found) for measure, found in rouge.items()}
    return Scores(
        system=name,
        **means,
        error={measure: _standard_error(found) for measure, found in rouge.items()},
        novel_numbers=numbers,
        novel_names=names,
        replaced=sum(each.replaced is not None for each in sentences) / max(len(sentences), 1),
        words=sum(map(_words, summaries)) / len(summaries),
        sentences=len(sentences) / len(summaries),
        articles=rouge,
    )


def p_values(scores: Scores, other: Scores) -> dict[str, float]:
    """Find how often a system is no better than another on articles drawn with replacement."""
    import numpy as np

    chance = np.random.default_rng(1)
    found = {}
    for measure, values in scores.articles.items():
        gains = np.array(values) - np.array(other.articles[measure])
        drawn = chance.integers(len(gains), size=(_RESAMPLES, len(gains)))
        found[measure] = float((gains[drawn].mean(axis=1) <= 0).mean())
    return found


def _words(summary: Sequence[SummarySentence]) -> int:
    return sum(len(each.text.split()) for each in summary)


def _rouge(reference: str, summary: Sequence[SummarySentence]) -> dict[str, float]:
    from rouge_score.rouge_scorer import RougeScorer

    spans = split_sentences(reference, "en")
    target = "\n".join(reference[span.start : span.end] for span in spans)
    written = "\n".join(sentence.text for sentence in summary)
    found = RougeScorer(list(_ROUGE.values()), use_stemmer=True).score(target, written)
    return {measure: found[name].fmeasure for measure, name in _ROUGE.items()}


def _novelty(runs: Sequence[Run], examples: Sequence[Example]) -> tuple[float, float]:
    """Count the shares of numbers and of names that the articles do not have."""
    told = {"number": 0, "name": 0}
    novel = {"number": 0, "name": 0}
    for index, example in enumerate(examples):
        known = set().union(*(content_keys(each.text) for each in example.article))
        for run in runs:
            for sentence in run[index]:
                for token in read_content(sentence.text).tokens:
                    if token.role != "word":
                        told[token.role] += 1
                        novel[token.role] += token.key not in known
    return (novel["number"] / max(told["number"], 1), novel["name"] / max(told["name"], 1))


def _standard_error(values: Sequence[float]) -> float:
    return statistics.stdev(values) / math.sqrt(len(values))
