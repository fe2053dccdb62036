"""Pairs for a summarizer that chooses and copies: an article, and its sentences that matter most.

What matters is told by a person's summary where there is one, else by the lead, which is moved
away from the beginning in most articles: the model is to know a lead by what it says, as the lead
bias of news (Zhu et al. 2021) helps little where a report begins with a scene. In some articles it
is told by what the sentences share.
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.summarization.source import write_source
from pipeline.text.sentences import split_sentences
from pipeline.training.exchange import Exchange
from pipeline.training.reading import read_rows
from pipeline.training.salience import informative_sentences, sentences_of_summary

# How many sentences are asked for; most users leave the setting at three.
_COUNTS = {1: 0.1, 2: 0.2, 3: 0.5, 4: 0.1, 5: 0.1}
# Short texts are quick to train on, and teach copying.
_SHORT_SHARE = 0.5
_SHORT, _LONG = (50, 130), (130, 330)
_INFORMATIVE_SHARE = 0.2
_MOVED_SHARE = 0.6
_SPREAD_SHARE = 0.5
_UNTITLED_SHARE = 0.1
_ALTERED_SHARE = 0.4
_LONGEST_SENTENCE = 60
_ENDS = (".", "!", "?", '"', "”", "’", "'", ")")


@dataclass(frozen=True, slots=True)
class EnglishArticle:
    """An English article: its sentences by paragraph, its title and summary, which may be empty."""

    title: str
    paragraphs: tuple[tuple[str, ...], ...]
    summary: str


def read_articles(path: Path) -> Iterator[EnglishArticle]:
    """Stream JSONL (or .zst) of `title`, `paragraphs` and `summary`; only paragraphs are needed.

    Raises InputError naming the line that is no such object.
    """
    for number, row in enumerate(read_rows(path), start=1):
        try:
            found = json.loads("\t".join(row))
            title, summary = _line(found.get("title")), _line(found.get("summary"))
            paragraphs = tuple(map(_sentences, found["paragraphs"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{path}, line {number}: write a JSON object with a list of `paragraphs`"
            raise InputError(message) from error
        yield EnglishArticle(title, tuple(filter(None, paragraphs)), summary)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _sentences(paragraph: str) -> tuple[str, ...]:
    text = _line(paragraph)
    return tuple(text[span.start : span.end] for span in split_sentences(text, "en"))


def summary_pairs(
    articles: Iterable[EnglishArticle], copies: int = 1, seed: int = 1
) -> Iterator[tuple[str, str]]:
    """Yield (source, summary), up to `copies` of different lengths for each article.

    Articles that are too short, or whose chosen sentences are no whole ones, give none.
    Deterministic for a seed.
    """
    chance = random.Random(seed)  # noqa: S311 - sampling, not secrets
    exchange = Exchange(chance)
    for article in articles:
        for _ in range(copies):
            count = chance.choices(list(_COUNTS), list(_COUNTS.values()))[0]
            pair = _pair(article, count, exchange, chance)
            if pair:
                yield pair
        exchange.learn([each for paragraph in article.paragraphs for each in paragraph])


def _pair(
    article: EnglishArticle, count: int, exchange: Exchange, chance: random.Random
) -> tuple[str, str] | None:
    by_lead = not article.summary and chance.random() >= _INFORMATIVE_SHARE
    first = 0 if by_lead else chance.randrange(max(1, len(article.paragraphs) // 2))
    run = _cut(article.paragraphs[first:], chance)
    sentences = [each for paragraph in run for each in paragraph]
    if len(sentences) < count + 2:
        return None
    if by_lead:
        chosen = list(range(count))
    elif article.summary:
        chosen = sentences_of_summary(sentences, article.summary, count)
    else:
        chosen = informative_sentences(sentences, article.title, count)
    if not chosen or not all(_is_whole(sentences[index]) for index in chosen):
        return None
    if by_lead and chance.random() < _MOVED_SHARE:
        sentences, chosen = _move(run, count, chance)
    title = "" if chance.random() < _UNTITLED_SHARE else article.title
    if chance.random() < _ALTERED_SHARE:
        title, *sentences = exchange.apply([title, *sentences])
    summary = " ".join(sentences[index] for index in chosen)
    return write_source(len(chosen), title, " ".join(sentences)), summary


def _cut(paragraphs: tuple[tuple[str, ...], ...], chance: random.Random) -> list[tuple[str, ...]]:
    """Take whole paragraphs from the first on, up to a length drawn in words."""
    words = chance.randint(*(_SHORT if chance.random() < _SHORT_SHARE else _LONG))
    run = []
    for paragraph in paragraphs:
        words -= sum(len(each.split()) for each in paragraph)
        if words < 0:
            break
        run.append(paragraph)
    return run


def _is_whole(sentence: str) -> bool:
    return sentence.endswith(_ENDS) and 4 <= len(sentence.split()) <= _LONGEST_SENTENCE


def _move(
    run: list[tuple[str, ...]], count: int, chance: random.Random
) -> tuple[list[str], list[int]]:
    """Put the first sentences further back, between paragraphs; together, or each by itself."""
    flat = [each for paragraph in run for each in paragraph]
    lead, rest = flat[:count], flat[count:]
    ends, told = [0], 0
    for paragraph in run:
        told += len(paragraph)
        ends += [told - count] if told > count else []
    if chance.random() < _SPREAD_SHARE:
        places = sorted(chance.choice(ends) for _ in lead)
    else:
        places = [chance.choice(ends)] * count
    moved: list[str] = []
    chosen = []
    for index, sentence in enumerate([*rest, ""]):
        for place, told_first in zip(places, lead, strict=True):
            if place == index:
                chosen.append(len(moved))
                moved.append(told_first)
        moved.append(sentence)
    return moved[:-1], chosen


def write_pairs(articles: Path, target: Path, copies: int, seed: int = 1) -> int:
    """Write the pairs of a file of articles as TSV (source, tab, summary); returns how many."""
    written = 0
    with target.open("w", encoding="utf-8") as stream:
        for source, summary in summary_pairs(read_articles(articles), copies, seed):
            stream.write(f"{source}\t{summary}\n")
            written += 1
    return written
