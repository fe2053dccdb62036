"""Sentences of test sets, which no training pair may hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .reading import read_rows

# As usual when corpora are searched for test sets: shorter runs of words occur by chance.
OVERLAP_WORDS = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class KnownSentences:
    """Whole sentences, and runs of OVERLAP_WORDS words, without case and punctuation."""

    sentences: frozenset[str]
    runs: frozenset[str]

    def hold(self, texts: Sequence[str]) -> bool:
        """Whether one of the texts is such a sentence or shares a run of words with one."""
        for text in texts:
            words = _words(text)
            if " ".join(words) in self.sentences or not self.runs.isdisjoint(_runs(words)):
                return True
        return False


@lru_cache(maxsize=1)
def read_known_sentences(paths: tuple[Path, ...]) -> KnownSentences:
    """Read every column of every line of the files; InputError if one is missing or damaged."""
    sentences: set[str] = set()
    runs: set[str] = set()
    for path in paths:
        for row in read_rows(path):
            for column in row:
                words = _words(column)
                sentences.add(" ".join(words))
                runs.update(_runs(words))
    # Of lines that hold no words, as blank ones.
    sentences.discard("")
    return KnownSentences(frozenset(sentences), frozenset(runs))


def digest_of(known: KnownSentences) -> str:
    """SHA-256 of the sentences, whatever their order."""
    return hashlib.sha256("\n".join(sorted(known.sentences)).encode()).hexdigest()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: list[str]) -> Iterator[str]:
    for start in range(len(words) - OVERLAP_WORDS + 1):
        yield " ".join(words[start : start + OVERLAP_WORDS])
