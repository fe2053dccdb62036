"""Alignment error: how far word links are from those that people drew.

Och and Ney 2003: links are sure or possible, and the alignment error rate is
1 - (|links in sure| + |links in possible|) / (|links| + |sure|).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.engines.alignment import Links, word_spans
from pipeline.errors import InputError
from pipeline.evaluation.lines import read_lines

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AlignedSentence:
    """A sentence, its translation and links by word index; sure links are possible, too."""

    source: str
    target: str
    sure: frozenset[Pair]
    possible: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class AlignmentScore:
    """Counts over a whole set of sentences."""

    sentences: int
    links: int
    sure: int
    links_in_sure: int
    links_in_possible: int

    @property
    def error_rate(self) -> float:
        """The alignment error rate, 0 to 1."""
        return 1 - (self.links_in_sure + self.links_in_possible) / (self.links + self.sure)

    @property
    def precision(self) -> float:
        """The share of links that are possible."""
        return self.links_in_possible / max(1, self.links)

    @property
    def recall(self) -> float:
        """The share of sure links that were found."""
        return self.links_in_sure / max(1, self.sure)


def read_alignments(path: Path) -> list[AlignedSentence]:
    """Read hand-aligned sentences: TSV of source, target, `source words = target words | ...`.

    All words of a group are linked; `~` marks a word whose links are possible rather than sure.
    Raises InputError with the line for anything else.
    """
    sentences = []
    for number, line in enumerate(read_lines(path, "hand-aligned sentences"), 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            source, target, groups = line.split("\t")
            sentences.append(_parse(source, target, groups))
        except ValueError as exc:
            msg = f"{path}:{number}: {exc}; write source, target and groups of words they have"
            raise InputError(msg) from exc
    return sentences


def score_alignments(
    sentences: Sequence[AlignedSentence], links: Sequence[Links]
) -> AlignmentScore:
    """Compare links (character spans) with hand-drawn ones, sentence by sentence."""
    total = sure = in_sure = in_possible = 0
    for sentence, spans in zip(sentences, links, strict=True):
        sources = {span: index for index, span in enumerate(word_spans(sentence.source))}
        targets = {span: index for index, span in enumerate(word_spans(sentence.target))}
        found = {(sources[a, b], targets[c, d]) for a, b, c, d in spans}
        total += len(found)
        sure += len(sentence.sure)
        in_sure += len(found & sentence.sure)
        in_possible += len(found & sentence.possible)
    return AlignmentScore(len(sentences), total, sure, in_sure, in_possible)


def _parse(source: str, target: str, groups: str) -> AlignedSentence:
    left = [source[start:end] for start, end in word_spans(source)]
    right = [target[start:end] for start, end in word_spans(target)]
    sure: set[Pair] = set()
    possible: set[Pair] = set()
    for group in groups.split(" | "):
        before, _, after = group.partition("=")
        taken = [
            (index, other, word.startswith("~") or mate.startswith("~"))
            for word, index in _take(before.split(), left)
            for mate, other in _take(after.split(), right)
        ]
        possible.update((index, other) for index, other, _ in taken)
        sure.update((index, other) for index, other, doubtful in taken if not doubtful)
        _spend(before.split(), left)
        _spend(after.split(), right)
    return AlignedSentence(source, target, frozenset(sure), frozenset(possible))


def _take(words: Sequence[str], sentence: Sequence[str]) -> list[tuple[str, int]]:
    """Find the first place of each word that no group has used yet."""
    places: list[tuple[str, int]] = []
    for word in words:
        used = {index for _, index in places}
        matches = (
            index
            for index, each in enumerate(sentence)
            if each == word.lstrip("~") and index not in used
        )
        place = next(matches, None)
        if place is None:
            msg = f"there is no further word {word}"
            raise ValueError(msg)
        places.append((word, place))
    return places


def _spend(words: Sequence[str], sentence: list[str]) -> None:
    for _, index in _take(words, sentence):
        sentence[index] = ""
