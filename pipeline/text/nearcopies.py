"""Where a statement that is nearly a copy of a sentence departs from it.

A word exchanged for one that looks like it, and names or numbers that have changed places, leave
nearly all content of a sentence where it was; word by word they show.
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import LCSseq

from pipeline.text.content import PRONOUNS, STOP_WORDS
from pipeline.text.numerals import SMALL_ENGLISH
from pipeline.text.wordforms import are_inflections

# Below this share of its words in the order of the sentence a statement is no copy of it; chosen
# on tests/text/support_cases.jsonl.
_NEAR = 0.75
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
# Function words that make another fact.
_TELLING_TEXT = "before after above below over under up down more less most least first last"
_TELLING = frozenset(_TELLING_TEXT.split())
# A sentence goes on after these.
_OPEN_TEXT = "a an and as at but by for from in into of on or than that the to which who with"
_OPEN = frozenset(_OPEN_TEXT.split())


def departure(statement: str, sentence: str) -> str:
    """Return a word that a near copy of a sentence puts in place of others, or nothing.

    Left out words, function words, inflections, and what stands for a pronoun are no departures,
    nor are plain words that have moved.
    """
    said, written = _WORD.findall(statement), _WORD.findall(sentence)
    if not said:
        return ""
    keys, others = list(map(_key, said)), list(map(_key, written))
    if LCSseq.similarity(others, keys) < _NEAR * len(keys):
        return ""
    for gone, put in _gaps(others, keys):
        removed = [others[index] for index in gone]
        if PRONOUNS.intersection(removed) and STOP_WORDS.issuperset(removed):
            continue
        for index in put:
            moved = said[index].islower() and keys[index] in others
            if not moved and _departs(keys[index], removed):
                return said[index]
    return ""


def is_cut_off(statement: str, sentence: str) -> bool:
    """Say whether a statement ends in a word that must go on, where the sentence does not."""
    said, written = _WORD.findall(statement.lower()), _WORD.findall(sentence.lower())
    return bool(said) and said[-1] in _OPEN and said[-1:] != written[-1:]


def _departs(key: str, removed: list[str]) -> bool:
    if key in STOP_WORDS and key not in _TELLING:
        return False
    return not any(are_inflections(key, other) for other in removed)


def _gaps(others: list[str], keys: list[str]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the words gone and the words put between each two that both have, by their places."""
    gone: list[int] = []
    put: list[int] = []
    for step in LCSseq.opcodes(others, keys):
        if step.tag == "equal":
            yield gone, put
            gone, put = [], []
        else:
            gone += range(step.src_start, step.src_end)
            put += range(step.dest_start, step.dest_end)
    yield gone, put


def _key(word: str) -> str:
    """Write small numbers in digits, other words in lower case."""
    lower = word.lower()
    value = SMALL_ENGLISH.get(lower, 0)
    return str(value) if value >= 2 else lower
