"""Takes back what a shortened copy of a sentence has got wrong, from the sentence itself.

A small model knows what to leave out before it copies without slips. What is left out is its
decision; the words are the sentence's own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from pipeline.summarization.statements import has_verb
from pipeline.text.content import NEGATIONS, STOP_WORDS

# Leaving out so few words saves nothing, and is a slip more often than not.
_SAVES_NOTHING = 2
_MARKS = ".,;:!?…\"'“”‘’«»()[]–—-"
_PAUSES = (",", ";", ":", ")", "–", "—")
# What may be left out to the end without a pause before it begins with one of these.
_OPENERS_TEXT = """
about after against along although among around at because before behind between by despite during
except following for from in including into near on over since than through towards under when
while with within and"""
_OPENERS = frozenset(_OPENERS_TEXT.split())
# The main clause comes after these.
_SUBORDINATORS_TEXT = "after although as because before if once since unless when while"
_SUBORDINATORS = frozenset(_SUBORDINATORS_TEXT.split())
# Where something is not or may not be done, the end says what: "may not sell at the door".
_DENIED = NEGATIONS | {"banned", "forbidden", "only", "prohibited", "refused", "stopped", "without"}
# A statement is surer without what begins with one of these, or says whose claim it is.
_CONDITIONS = frozenset({"if", "unless", "provided", "until", "should", "except", "without"})
_CLAIMS_TEXT = """
according admitted admits allegedly announced believe believes claim claimed claims confirmed
confirms estimated estimates found finds reported reportedly reports said say says show shows
showed state stated states tell tells think thinks thought told warned warns write writes"""
_CLAIMS = frozenset(_CLAIMS_TEXT.split())
_RELATIVE = frozenset({"who", "which", "whose", "where"})
_PERSONAL = frozenset({"he", "she"})
_FULL_NAME = re.compile(r"\b[A-ZÆØÅ][\w'’-]+(?: [A-ZÆØÅ][\w'’-]+)+")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the sentence and of its copy at one place; `same` says that they are the same."""

    written: list[str]
    said: list[str]
    same: bool


def restore(statement: str, sentence: str, around: Sequence[str]) -> str:
    """Put back the words of a sentence where its copy has others, or lacks what it needs.

    Left out stays what is between two pauses, the end after one, and an opening. Words come back
    where few were left out, and where they say on what condition or whose claim it is. A name
    for "he" or "she" stays if `around`, the texts the model also read, has one full name only.
    """
    runs = list(_align(sentence.split(), statement.split()))
    names = {name.group() for text in around for name in _FULL_NAME.finditer(text)}
    moved = _moved(runs)
    kept = [
        run.same
        or place in moved
        or _may_stay(run, runs[:place], last=place + 1 == len(runs), names=names)
        for place, run in enumerate(runs)
    ]
    words: list[str] = []
    for place, run in enumerate(runs):
        if not run.same:
            words += run.said if kept[place] else run.written
            continue
        # Marks belong together: beside what is left out, they are the copy's.
        after_cut = place == 1 and kept[0]
        before_cut = place + 1 == len(runs) or kept[place + 1]
        written = run.written
        if place and not any(each.written for each in runs[:place]):
            # The sentence's first word has moved, and has its capital from there.
            written = [run.said[0], *written[1:]]
        marked = [_marked(*pair) for pair in zip(written, run.said, strict=True)]
        words += marked[:-1] if after_cut else written[:-1]
        words.append(marked[-1] if before_cut else written[-1])
    text = " ".join(words)
    torn = _has_torn_quotation(text) and not _has_torn_quotation(sentence)
    if torn or not has_verb(text):
        return sentence
    return text[:1].upper() + text[1:] if sentence[:1].isupper() else text


def _has_torn_quotation(text: str) -> bool:
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _align(written: list[str], said: list[str]) -> Iterator[_Run]:
    """Yield runs of the same words and of what stands between them, in order."""
    gone: list[str] = []
    put: list[str] = []
    for step in LCSseq.opcodes(list(map(_core, written)), list(map(_core, said))):
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
    contents = [{_core(word) for word in run.written or run.said} - STOP_WORDS for run in runs]
    left = [n for n, run in enumerate(runs) if not run.said and len(run.written) > _SAVES_NOTHING]
    put = [n for n, run in enumerate(runs) if not run.written]
    return {
        place
        for old in left
        for new in put
        if contents[old] and contents[old] == contents[new]
        for place in (old, new)
    }


def _may_stay(run: _Run, before: Sequence[_Run], *, last: bool, names: set[str]) -> bool:
    """Say whether the copy may have its own words, or none, at a place."""
    if not run.written:
        return False
    if not run.said:
        return _may_go(run.written, before, last=last)
    if not before:
        return _names_a_person(run, names)
    return STOP_WORDS.issuperset(map(_core, run.said)) and _may_go(run.written, before, last=last)


def _may_go(words: Sequence[str], before: Sequence[_Run], *, last: bool) -> bool:
    """Say whether words may be left out, given the runs before them."""
    if _limits(words):
        return False
    if len(words) <= _SAVES_NOTHING:
        return not before and words[-1].endswith(",")
    if not before:
        return any(word.endswith(_PAUSES) for word in words[-_SAVES_NOTHING - 1 :])
    told = [word for run in before for word in run.written]
    if told[-1].endswith(_PAUSES):
        begins = not (last and told[0].lower() in _SUBORDINATORS)
    else:
        begins = _core(words[0]) in _OPENERS and _DENIED.isdisjoint(map(_core, told))
    return begins and (last or words[-1].endswith(_PAUSES))


def _limits(words: Sequence[str]) -> bool:
    """Say whether a part tells on what condition something is so, or whose claim it is."""
    cores = list(map(_core, words))
    return cores[0] in _CONDITIONS or (cores[0] not in _RELATIVE and not _CLAIMS.isdisjoint(cores))


def _names_a_person(run: _Run, names: set[str]) -> bool:
    """Say whether the only full name around stands in the place of "he" or "she"."""
    if not run.written or _core(run.written[-1]) not in _PERSONAL or len(names) != 1:
        return False
    (name,) = names
    return " ".join(map(_core, run.said)) in {name.lower(), name.split()[-1].lower()}


def _core(word: str) -> str:
    return word.strip(_MARKS).lower()


def _marked(word: str, copy: str) -> str:
    """Return a word with the marks that its copy has around it."""
    bare = copy.strip(_MARKS)
    before, after = copy.split(bare, 1) if bare else ("", copy)
    return f"{before}{word.strip(_MARKS)}{after}"
