"""Which sentence pairs are fit for training, and the repairs made to them before that question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LANGUAGE_TAG = re.compile(r"^[\s.–-]*\([A-Z]{2}\)\s*")
_DETACHED_GENITIVE = re.compile(r"(?<=\w)['’´`] s\b")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DANISH_WORDS = _words(
    "af at blev bliver da de dem den der det dette du efter eller en er et for fra ikke han har "
    "havde her hun hvad hvis i ikke jeg kan kun man med meget men mig mod må ned nok nu når og "
    "også om op os over på sig skal som så til ud under var ved vi vil være"
)
_ENGLISH_WORDS = _words(
    "a about all also an and are as at be been but by can do for from had has have he i if in is "
    "it its not of on or our shall she should so that the their there they this to was we were "
    "what which who will with would you"
)
MAX_WORDS = 80
MAX_LENGTH_RATIO = 2.5
# More than this share of the target's words standing in the source too is a copy, not a pair.
MAX_COPIED = 0.7
# Shorter sides say too little to be judged by their words.
_ENOUGH_WORDS = 5


def repair(text: str) -> str:
    """Take out marks of the source format: language tags, detached genitives, doubled spaces."""
    text = _LANGUAGE_TAG.sub("", text.replace("\u00ad", "").replace("’", "'"))
    return _SPACES.sub(" ", _DETACHED_GENITIVE.sub("'s", text)).strip()


@dataclass(frozen=True, slots=True)
class _Pair:
    source: str
    target: str
    source_words: list[str]
    target_words: list[str]


def reason_to_drop(source: str, target: str) -> str | None:
    """Name the first rule that a Danish-English pair breaks, or None if it is fit for training."""
    pair = _Pair(source, target, _WORD.findall(source.lower()), _WORD.findall(target.lower()))
    return next((reason for reason, broken in _RULES if broken(pair)), None)


def _without_words(pair: _Pair) -> bool:
    return not pair.source_words or not pair.target_words


def _too_long(pair: _Pair) -> bool:
    return max(len(pair.source_words), len(pair.target_words)) > MAX_WORDS


def _unequal(pair: _Pair) -> bool:
    shorter, longer = sorted((len(pair.source), len(pair.target)))
    return longer > MAX_LENGTH_RATIO * shorter + 10


def _numbers_differ(pair: _Pair) -> bool:
    # A number on one side only is a wrong alignment, or teaches to invent figures.
    return _large_numbers(pair.source) != _large_numbers(pair.target)


def _copied(pair: _Pair) -> bool:
    source_words = set(pair.source_words)
    shared = sum(word in source_words for word in pair.target_words)
    return len(pair.target_words) >= _ENOUGH_WORDS and shared > MAX_COPIED * len(pair.target_words)


def _not_danish(pair: _Pair) -> bool:
    words = pair.source_words
    if len(words) < _ENOUGH_WORDS or _margin(words, _DANISH_WORDS, _ENGLISH_WORDS) > 1:
        return False
    return _identify(pair.source) not in {"da", "no", "nb", "nn"}


def _not_english(pair: _Pair) -> bool:
    words = pair.target_words
    if len(words) < _ENOUGH_WORDS or _margin(words, _ENGLISH_WORDS, _DANISH_WORDS) > 1:
        return False
    return _identify(pair.target) != "en"


_RULES: tuple[tuple[str, Callable[[_Pair], bool]], ...] = (
    ("no words", _without_words),
    ("too long", _too_long),
    ("length ratio", _unequal),
    ("numbers differ", _numbers_differ),
    ("copied", _copied),
    ("source language", _not_danish),
    ("target language", _not_english),
)


def _large_numbers(text: str) -> list[str]:
    """Sorted digit runs of two or more figures; small ones are spelled out on one side."""
    return sorted(number for number in _NUMBER.findall(text) if len(number) > 1)


def _margin(words: list[str], wanted: frozenset[str], other: frozenset[str]) -> int:
    """Count the function words of the wanted language beyond those of the other.

    They settle nearly every sentence; the identifier is slow and asked for the rest.
    """
    return sum(word in wanted for word in words) - sum(word in other for word in words)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _identify(text: str) -> str:
    return str(_identifier().classify(text)[0])


# Format directives, mark-up, entities, file names and program text stand for something else.
_NOT_TEXT = re.compile(r"[%{}\\<>|=@$#~^`*]|&\w+;|https?:|\w\.\w|/\w|\w_\w|\(\w*\)")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MAX_MESSAGE_RATIO = 2.0
_MAX_MESSAGE_WORDS = 60


def is_plain_pair(source: str, english: str) -> bool:
    """Whether a pair out of a program's messages is a translation in plain text."""
    if any(_NOT_TEXT.search(side) or not _LETTERS.search(side) for side in (source, english)):
        return False
    shorter, longer = sorted((len(source), len(english)))
    few = max(len(source.split()), len(english.split())) <= _MAX_MESSAGE_WORDS
    # Several words left as they are were not translated.
    copied = source == english and " " in source
    return (
        few
        and longer <= _MAX_MESSAGE_RATIO * shorter + 10
        and not copied
        and not source.isupper()
        and _large_numbers(source) == _large_numbers(english)
    )
