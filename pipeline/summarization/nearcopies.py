"""Finds factual changes in statements that nearly copy a sentence.

The change is a word exchanged for one that looks like it, a lost "may" or "almost", or an end that
breaks off. Nearly all content stays where it was, so the two are compared word by word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from pipeline.summarization.wordforms import are_inflections
from pipeline.text.content import PRONOUNS, STOP_WORDS, plain_words
from pipeline.text.numerals import SMALL_ENGLISH

# Below this share of its words in the order of the sentence a statement is no copy of it; chosen
# on tests/summarization/support_cases.jsonl.
_NEAR = 0.75
# Function words that make another fact.
_TELLING_TEXT = "before after above below over under up down more less most least first last"
_TELLING = frozenset(_TELLING_TEXT.split())
_DAYS = frozenset(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))
_SAYING = frozenset({"says", "said"})
# What makes a fact less sure, and what puts it off.
_WEAK_TEXT = """
may might could would should likely probably perhaps possibly plan plans planned want wants hope
hopes intend intends expect expects expected propose proposes proposed consider considers
considering considered try tries tried trying vain supposed"""
_WEAK = frozenset(_WEAK_TEXT.split())
_FUTURE = frozenset({"will", "shall"})
# Before a number.
_BOUNDS_TEXT = "almost nearly least most up more less fewer over under minus"
_BOUNDS = frozenset(_BOUNDS_TEXT.split())
_BEING = frozenset({"was", "were", "be", "been", "being"})
# A sentence goes on after these.
_OPEN_TEXT = """
a an and as at but by for from in into of on or than that the to which who with has have had having
is are was were be been being will would may can could should must not their its our his her very
able said says"""
_OPEN = frozenset(_OPEN_TEXT.split())
_PARTS = frozenset({"quarter", "third", "half"})


def find_substitution(statement: str, sentence: str) -> str:
    """Return a word that a near copy of a sentence puts in place of others, or nothing.

    Left out words, function words, inflections, and what stands for a pronoun are no departures,
    nor are plain words and weekdays that have moved.
    """
    copy = _read(statement, sentence)
    for gone, put in copy.gaps:
        removed = [copy.others[index] for index in gone]
        if PRONOUNS.intersection(removed) and STOP_WORDS.issuperset(removed):
            continue
        if copy.names_the_speaker(put):
            continue
        for index in put:
            key = copy.keys[index]
            moves = copy.said[index].islower() or (not gone and key in _DAYS)
            if moves and any(are_inflections(key, other) for other in copy.others):
                continue
            if _is_substitution(key, removed):
                return copy.said[index]
    return ""


def find_omission(statement: str, sentence: str) -> str:
    """Return a word whose absence from a near copy makes it surer or more exact, or nothing.

    `may`, `is expected to`, `will`, and `almost` or `up to` before a number; also a `was` left out
    or put in, which exchanges who does and who suffers. Clauses left out at the end do not count.
    """
    copy = _read(statement, sentence)
    for gone, put in copy.gaps:
        removed = [copy.others[index] for index in gone]
        added = [copy.keys[index] for index in put]
        following = copy.others[gone[-1] + 1 : gone[-1] + 2] if gone else []
        if following and following[0][0].isdigit() and not _BOUNDS.intersection(added):
            bounds = [word for word in removed[-2:] if word in _BOUNDS]
            if bounds:
                return bounds[0]
        if not added and following and removed[:2] in (["was", "to"], ["were", "to"]):
            return " ".join(removed)
        ends = not following if gone else bool(put) and put[-1] + 1 == len(copy.keys)
        if bool(gone) != bool(put) and not ends and _BEING.issuperset(removed + added):
            return (removed + added)[0]
        if put or following:
            word = _lost_hedge(removed, added, following)
            if word:
                return word
    return ""


def is_truncated(statement: str, sentence: str) -> bool:
    """Say whether a statement ends in a word that must go on, where the sentence goes on."""
    said, written = plain_words(statement.lower()), plain_words(sentence.lower())
    if not said or said[-1:] == written[-1:]:
        return False
    last = said[-1]
    pause = rf"\b{re.escape(last)}(?:[,.;:](?:\s|$)| (?:and|or|but|because|when|while) )"
    if re.search(pause, sentence.lower()):
        return False
    if last in _OPEN:
        return True
    counts = (SMALL_ENGLISH.get(last, 0) >= 2 and last not in _PARTS) or last == "more"
    following = [after for word, after in pairwise(written) if word == last]
    return counts and bool(following) and STOP_WORDS.isdisjoint(following)


@dataclass(frozen=True, slots=True)
class _Copy:
    """A statement's words, their keys, the sentence's keys, and the gaps between common words.

    A gap is the places of the words gone and of the words put. There are none when the statement
    is no near copy.
    """

    said: list[str]
    keys: list[str]
    others: list[str]
    gaps: list[tuple[list[int], list[int]]]

    def names_the_speaker(self, put: list[int]) -> bool:
        """Say whether a name after `says` stands for a pronoun beside it in the sentence."""
        verb = self.keys[put[0] - 1] if put and put[0] > 0 else ""
        if verb not in _SAYING or not all(self.said[index][0].isupper() for index in put):
            return False
        places = [index for index, word in enumerate(self.others) if word == verb]
        return any(PRONOUNS.intersection(self.others[max(0, i - 1) : i + 2]) for i in places)


# What departs and what is left out are asked of one pair.
@lru_cache(maxsize=8)
def _read(statement: str, sentence: str) -> _Copy:
    said = plain_words(statement)
    keys, others = list(map(_key, said)), list(map(_key, plain_words(sentence)))
    near = bool(keys) and LCSseq.similarity(others, keys) >= _NEAR * len(keys)
    return _Copy(said, keys, others, list(_gaps(others, keys)) if near else [])


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


def _is_substitution(key: str, removed: list[str]) -> bool:
    if key in STOP_WORDS and key not in _TELLING:
        return False
    return not any(are_inflections(key, other) for other in removed)


def _lost_hedge(removed: list[str], added: list[str], following: list[str]) -> str:
    """Return a weak word or `will` among small words that gave way to none of their kind."""
    if not all(
        word in STOP_WORDS | _WEAK or any(are_inflections(word, other) for other in added)
        for word in removed
    ):
        return ""
    weak = [word for word in removed if word in _WEAK]
    if weak and _WEAK.isdisjoint(added):
        return weak[0]
    future = [word for word in removed if word in _FUTURE]
    # "will save" may become "saves".
    present = {form for word in removed + following for form in (word, f"{word}s", f"{word}es")}
    if future and (_WEAK | _FUTURE | present).isdisjoint(added):
        return future[0]
    return ""


def _key(word: str) -> str:
    """Write small numbers in digits, other words in lower case."""
    lower = word.lower()
    value = SMALL_ENGLISH.get(lower, 0)
    return str(value) if value >= 2 else lower
