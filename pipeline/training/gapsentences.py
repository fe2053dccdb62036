"""Self-supervised summarization pairs: a run of sentences and its most informative ones.

Gap-sentence generation after PEGASUS (Zhang et al. 2020, arXiv:1912.08777, section 3.1): a
sentence's importance is its ROUGE-1 F1 against the rest of the run, each scored alone and repeated
words counted (their "Ind-Orig"). Two things differ: the run keeps the chosen sentences, since the
model must learn to copy rather than to guess, and a position prior favours early ones, as news
tells the important things first.
"""

import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.training.noise import invent_name
from pipeline.training.reading import read_rows

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?!\w)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_PLAIN_WORD = re.compile(r"\b[a-z]{4,}\b")
# Europarl separates the genitive's apostrophe from its s ("this year' s session").
_LOOSE_GENITIVE = re.compile(r"(?<=\w)' s\b")
_KEPT_NAMES = 5000
_KEPT_WORDS = 20_000
_INVENTED_NAMES = 0.5
_EXCHANGED_WORDS = 0.15
# Of the words put in: shares of numbers and of words in quotation marks.
_NUMBERS = 0.15
_QUOTED = 0.05
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class RunShape:
    """How long runs are: sentences at least and at most, words at most.

    `alter` is the share of runs whose numbers and names, and one in seven of whose words, are
    exchanged for others (some words for numbers), in source and target alike, so that the model
    copies what it reads instead of recalling what is frequent.
    """

    min_sentences: int = 8
    max_sentences: int = 12
    max_words: int = 180
    alter: float = 0.5


def read_english(path: Path) -> Iterator[str]:
    """Stream the second column of a TSV or TSV.zst (source, tab, English); skip headings.

    Raises InputError for a file that is missing or is not such a table.
    """
    for number, row in enumerate(read_rows(path), start=1):
        if len(row) < 2:
            msg = f"{path}, line {number}, has no tab: write source, tab, English"
            raise InputError(msg)
        sentence = _LOOSE_GENITIVE.sub("'s", row[1].replace("\u2019", "'")).strip()
        if sentence.endswith((".", "!", "?")) and len(sentence.split()) >= _SHORTEST:
            yield sentence


def informative_sentences(sentences: list[str], count: int) -> list[int]:
    """Choose the `count` sentences of highest ROUGE-1 F1 against the others times a prior.

    The prior is 1 / sqrt(1 + position). Returns indices in the run's order.
    """
    bags = [Counter(_WORD.findall(sentence.lower())) for sentence in sentences]
    whole: Counter[str] = Counter()
    for bag in bags:
        whole.update(bag)

    def score(index: int) -> float:
        rest = whole - bags[index]
        overlap = (bags[index] & rest).total()
        return 2 * overlap / max(whole.total(), 1) / math.sqrt(1 + index)

    ranked = sorted(range(len(sentences)), key=lambda index: (-score(index), index))
    return sorted(ranked[:count])


def gap_sentence_pairs(
    sentences: Iterable[str], shape: RunShape, seed: int = 1
) -> Iterator[tuple[str, str]]:
    """Yield (run, its 2 or 3 most informative sentences), each sentence in one run only.

    Runs of ten sentences or more have three informative ones. Deterministic for a seed.
    """
    chance = random.Random(seed)  # noqa: S311 - sampling, not secrets
    names: list[str] = []
    words: list[str] = []
    for run in _runs(sentences, shape, chance):
        chosen = informative_sentences(run, 3 if len(run) >= 10 else 2)
        found = sorted({name for sentence in run for name in _NAME.findall(sentence)})
        texts = run
        if chance.random() < shape.alter and len(names) >= len(found) + 2:
            texts = _alter(run, _other_names(found, names, chance), words, chance)
        names += found
        words += sorted(_plain_words(run))
        # In place: copying both lists for every run took a seventh of the time.
        del names[:-_KEPT_NAMES], words[:-_KEPT_WORDS]
        yield " ".join(texts), " ".join(texts[index] for index in chosen)


def _runs(sentences: Iterable[str], shape: RunShape, chance: random.Random) -> Iterator[list[str]]:
    """Cut the stream into runs; one that reaches the word limit before `min_sentences` is left."""
    run: list[str] = []
    words = 0
    wanted = chance.randint(shape.min_sentences, shape.max_sentences)
    for sentence in sentences:
        length = len(sentence.split())
        if run and (len(run) == wanted or words + length > shape.max_words):
            if len(run) >= shape.min_sentences:
                yield run
            run, words = [], 0
            wanted = chance.randint(shape.min_sentences, shape.max_sentences)
        run.append(sentence)
        words += length


def _plain_words(run: list[str]) -> set[str]:
    return {word for sentence in run for word in _PLAIN_WORD.findall(sentence)}


def _other_names(found: list[str], names: list[str], chance: random.Random) -> dict[str, str]:
    """Another name for every name found: one the corpus has, or one it hardly has."""
    return {
        old: invent_name(chance) if chance.random() < _INVENTED_NAMES else new
        for old, new in zip(found, chance.sample(names, len(found)), strict=True)
    }


def _alter(
    run: list[str], names: dict[str, str], words: list[str], chance: random.Random
) -> list[str]:
    """Exchange names, digits and some of the words, the same way in all sentences."""
    exchanged = names | {
        word: _stand_in(words, chance)
        for word in sorted(_plain_words(run))
        if chance.random() < _EXCHANGED_WORDS
    }
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        text = match.group()
        if text not in numbers:
            digits = [chance.choice("123456789") if c in "123456789" else c for c in text]
            numbers[text] = "".join(digits)
        return numbers[text]

    def other(match: re.Match[str]) -> str:
        return exchanged.get(match.group(), match.group())

    # Numbers that stand in for words keep their shape.
    texts = [_NUMBER.sub(number, text) for text in run]
    return [re.sub(r"\b[A-Za-z]+\b", other, text) for text in texts]


def _stand_in(words: list[str], chance: random.Random) -> str:
    """Draw a word, at times quoted, or what news has and proceedings lack: times, results."""
    draw = chance.random()
    if draw < _NUMBERS:
        amount = chance.randrange(1, 10 ** chance.randint(1, 6))
        hour, minute = chance.randrange(24), chance.randrange(60)
        return chance.choice(
            (
                f"{amount:,}",
                f"{amount},000",
                f"{amount % 100}.{minute % 10}",
                f"{hour:02}:{minute:02}",
                f"{hour % 7}-{minute % 7}",
                f"{amount % 100}%",
            )
        )
    return f'"{chance.choice(words)}"' if draw < _NUMBERS + _QUOTED else chance.choice(words)


def write_pairs(corpus: Path, target: Path, count: int, shape: RunShape, seed: int = 1) -> int:
    """Write at most `count` pairs as TSV (run, tab, informative sentences); returns how many."""
    from itertools import islice

    pairs = gap_sentence_pairs(read_english(corpus), shape, seed)
    written = 0
    with target.open("w", encoding="utf-8") as stream:
        for source, summary in islice(pairs, count):
            stream.write(f"{source}\t{summary}\n")
            written += 1
    return written
