"""The words of a Danish sentence, each with what stands before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+")
# Joins a word and its neighbour in the keys of a mapping: "er >kommet", "for< meget".
_AFTER, _BEFORE = " >", "< "
_START, _END, _NUMBER = "^", "$", "0"


@dataclass(frozen=True, slots=True)
class Word:
    """A word at character `start`; neighbours in lower case, or the mark between, or `^` and `$`.

    `gap_after` says that something other than a space follows.
    """

    text: str
    start: int
    before: str
    after: str
    gap_after: bool

    @property
    def lower(self) -> str:
        """The word in lower case, as mappings have it."""
        return self.text.lower()


def read_words(sentence: str) -> list[Word]:
    """Find the words of a sentence, in order."""
    matches = list(WORD.finditer(sentence))
    ends = [0, *(match.end() for match in matches)]
    gaps = [sentence[end : match.start()] for end, match in zip(ends, matches, strict=False)]
    gaps.append(sentence[ends[-1] :])
    lower = [_START, *(match.group().lower() for match in matches), _END]
    return [
        Word(
            text=match.group(),
            start=match.start(),
            before=_neighbour(gaps[i], lower[i], -1),
            after=_neighbour(gaps[i + 1], lower[i + 2], 0),
            gap_after=gaps[i + 1] != " ",
        )
        for i, match in enumerate(matches)
    ]


def contexts(word: Word) -> Iterator[str]:
    """Yield the keys of a word in its context, the surer one first."""
    yield f"{word.lower}{_AFTER}{word.after}"
    yield f"{word.before}{_BEFORE}{word.lower}"


def has_context(key: str) -> bool:
    """Whether a mapping's key is that of a word in a context."""
    return _AFTER in key or _BEFORE in key


def word_of(key: str) -> str:
    """Return the word of a mapping's key, without its context."""
    return (
        key.split(_AFTER, maxsplit=1)[0] if _AFTER in key else key.rsplit(_BEFORE, maxsplit=1)[-1]
    )


def _neighbour(gap: str, word: str, nearest: int) -> str:
    mark = gap.strip()
    if not mark:
        return word
    return _NUMBER if mark[nearest].isdigit() else mark[nearest]
