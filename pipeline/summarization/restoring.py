"""Takes back what a shortened copy of a sentence has got wrong, from the sentence itself.

A small model knows what to leave out before it copies without slips. What is left out is its
decision; the words are the sentence's own.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from pipeline.summarization.omissions import (
    MARKS,
    RELATIVE,
    SAVES_NOTHING,
    bare,
    has_pause,
    may_leave_out,
)
from pipeline.summarization.statements import has_verb
from pipeline.text.content import STOP_WORDS, content_keys

_PERSONAL = frozenset({"he", "she"})
_THIRD_PERSONS = _PERSONAL | {"him", "her", "his"}
_FULL_NAME = re.compile(r"\b[A-ZÆØÅ][\w'’-]+(?: [A-ZÆØÅ][\w'’-]+)+")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the sentence and of its copy at one place; `same` says that they are the same."""

    written: list[str]
    said: list[str]
    same: bool


def may_differ(sentence: str) -> bool:
    """Say whether a copy may differ from a sentence: it has a pause, or "he" or "she"."""
    words = sentence.split()
    return has_pause(words[:-1]) or not _PERSONAL.isdisjoint(map(bare, words))


def restore(statement: str, sentence: str, headline: str, context: str) -> str:
    """Put back the words of a sentence where its copy has others, or lacks what it needs.

    Left out stays what `omissions` allows, unless the headline has it and the rest has not. A name
    for "he" or "she" stays if headline and context, which the model also read, have one full name
    only. Questions stay whole.
    """
    if sentence.rstrip(MARKS.replace("?", "")).endswith("?"):
        return sentence
    runs = list(_align(sentence.split(), statement.split()))
    names = {name.group() for text in (headline, context) for name in _FULL_NAME.finditer(text)}
    titled = content_keys(headline)
    moved = _moved(runs)
    kept = [
        run.same
        or place in moved
        or (
            _may_stay(runs, place, names, titled)
            and titled.isdisjoint(_only_in(run.written, [*runs[:place], *runs[place + 1 :]]))
        )
        for place, run in enumerate(runs)
    ]
    words: list[str] = []
    for place, run in enumerate(runs):
        if not run.same:
            words += run.said if kept[place] else run.written
            continue
        # Marks belong together: beside what is left out, they are the copy's.
        after_cut = place == 1 and kept[0]
        before_cut = place + 1 < len(runs) and kept[place + 1]
        written = run.written
        if place and not any(each.written for each in runs[:place]):
            # The sentence's first word has moved, and has its capital from there.
            written = [run.said[0], *written[1:]]
        marked = [_marked(*pair) for pair in zip(written, run.said, strict=True)]
        words += marked[:-1] if after_cut else written[:-1]
        last = marked[-1] if before_cut else written[-1]
        paused = before_cut and _goes_on(runs[place + 1 :])
        words.append(f"{last.rstrip(',')}," if paused else last)
    text = " ".join(words)
    torn = _has_torn_quotation(text) and not _has_torn_quotation(sentence)
    if torn or not has_verb(text):
        return sentence
    return text[:1].upper() + text[1:] if sentence[:1].isupper() else text


def _goes_on(runs: Sequence[_Run]) -> bool:
    """Say whether a clause that needs a comma follows what is left out up to one."""
    gone, *rest = (run.written for run in runs)
    if not gone or not gone[-1].endswith(",") or not rest or not rest[0]:
        return False
    first = bare(rest[0][0])
    return first.endswith("ing") or first in RELATIVE


def _has_torn_quotation(text: str) -> bool:
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _align(written: list[str], said: list[str]) -> Iterator[_Run]:
    """Yield runs of the same words and of what stands between them, in order."""
    gone: list[str] = []
    put: list[str] = []
    for step in LCSseq.opcodes(list(map(bare, written)), list(map(bare, said))):
        source = written[step.src_start : step.src_end]
        target = said[step.dest_start : step.dest_end]
        if step.tag != "equal":
            gone += source
            put += target
            continue
        if gone or put:
            yield _Run(gone, put, same=False)
            gone, put = [], []
        yield _Run(source, target, same=True)
    if gone or put:
        yield _Run(gone, put, same=False)


def _moved(runs: Sequence[_Run]) -> set[int]:
    """Find the places of parts that stand elsewhere in the copy, old and new."""
    contents = [{bare(word) for word in run.written or run.said} - STOP_WORDS for run in runs]
    left = [n for n, run in enumerate(runs) if not run.said and len(run.written) > SAVES_NOTHING]
    put = [n for n, run in enumerate(runs) if not run.written]
    return {
        place
        for old in left
        for new in put
        if contents[old] and contents[old] == contents[new]
        for place in (old, new)
    }


def _only_in(words: Sequence[str], others: Sequence[_Run]) -> set[str]:
    """Find the content of words that no other part of the sentence has."""
    rest = " ".join(word for run in others for word in run.written)
    return content_keys(" ".join(words)) - content_keys(rest)


def _may_stay(runs: Sequence[_Run], place: int, names: set[str], titled: AbstractSet[str]) -> bool:
    """Say whether the copy may have its own words, or none, at a place."""
    run = runs[place]
    before = [word for each in runs[:place] for word in each.written]
    after = [word for each in runs[place + 1 :] for word in each.written]
    if not run.written:
        return False
    if _names_a_person(before, run, names):
        gone = run.written[:-1]
        return not gone or may_leave_out(before, gone, after, titled)
    small = STOP_WORDS.issuperset(map(bare, run.said)) and not (run.said and not before)
    return small and may_leave_out(before, run.written, after, titled)


def _names_a_person(before: Sequence[str], run: _Run, names: set[str]) -> bool:
    """Say whether the only full name around stands in the place of the first "he" or "she"."""
    if not run.written or bare(run.written[-1]) not in _PERSONAL or len(names) != 1:
        return False
    told = " ".join([*before, *run.written[:-1]])
    if _FULL_NAME.search(told) or not _THIRD_PERSONS.isdisjoint(map(bare, told.split())):
        return False
    # Director Kari Moe is Kari Moe, or Moe.
    (name,) = names
    said = " ".join(map(bare, run.said))
    return bool(said) and f" {name.lower()}".endswith(f" {said}")


def _marked(word: str, copy: str) -> str:
    """Return a word with the marks that its copy has around it."""
    core = copy.strip(MARKS)
    before, after = copy.split(core, 1) if core else ("", copy)
    return f"{before}{word.strip(MARKS)}{after}"
