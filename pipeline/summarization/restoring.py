"""Takes back what a shortened copy of a sentence has got wrong, from the sentence itself.

A small model knows what to leave out before it copies without slips. What is left out is its
decision; the words are the sentence's own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from pipeline.summarization.statements import has_verb
from pipeline.text.content import NEGATIONS, STOP_WORDS, content_keys

# Leaving out so few words saves nothing, and is a slip more often than not.
_SAVES_NOTHING = 2
# Longer openings are more than connectives: a condition, a source, a clause.
_LONGEST_OPENING = 3
_MARKS = ".,;:!?…\"'“”‘’«»()[]–—-"
_PAUSES = (",", ";", ":", ")", "–", "—")
# What begins with one of these is no more than a circumstance, and may be left out to the end.
_CIRCUMSTANCES_TEXT = """
about against along alongside among around at behind between by during following for from in
including into near on over than through towards under when with within"""
_CIRCUMSTANCES = frozenset(_CIRCUMSTANCES_TEXT.split())
# After a pause a clause may be, too.
_CLAUSES = _CIRCUMSTANCES | {"as", "but", "so", "where", "whereas", "which", "who", "whose"}
_JOINING = frozenset({"and", "or", "but"})
# Where something is not or may not be done, the end says what: "may not sell at the door".
_DENIED = NEGATIONS | {"banned", "forbidden", "only", "prohibited", "refused", "stopped", "without"}
# A statement is surer without what begins with one of these, or says whose claim it is; without its
# cause it is another matter.
_CONDITIONS_TEXT = """
after although because before despite even except if prior provided should since though unless until
while without"""
_CONDITIONS = frozenset(_CONDITIONS_TEXT.split())
_CLAIMS_TEXT = """
according admitted admits allegedly announced believe believes claim claimed claims confirmed
confirms estimated estimates found finds reported reportedly reports said say says show shows
showed state stated states tell tells think thinks thought told warned warns write writes"""
_CLAIMS = frozenset(_CLAIMS_TEXT.split())
_RELATIVE = frozenset({"who", "which", "whose", "where"})
# The main clause comes after these.
_SUBORDINATORS_TEXT = "after although as because before if once since unless when while"
_SUBORDINATORS = frozenset(_SUBORDINATORS_TEXT.split())
_PERSONAL = frozenset({"he", "she"})
_FULL_NAME = re.compile(r"\b[A-ZÆØÅ][\w'’-]+(?: [A-ZÆØÅ][\w'’-]+)+")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the sentence and of its copy at one place; `same` says that they are the same."""

    written: list[str]
    said: list[str]
    same: bool


def restore(statement: str, sentence: str, headline: str, context: str) -> str:
    """Put back the words of a sentence where its copy has others, or lacks what it needs.

    Left out stays a short opening, a part between two pauses, and an end that tells a circumstance.
    Words come back where few were left out, where they tell a number, a condition, a cause or whose
    claim it is, and where the headline has them. A name for "he" or "she" stays if headline and
    context, which the model also read, have one full name only. Questions stay whole.
    """
    if sentence.rstrip(_MARKS.replace("?", "")).endswith("?"):
        return sentence
    runs = list(_align(sentence.split(), statement.split()))
    names = {name.group() for text in (headline, context) for name in _FULL_NAME.finditer(text)}
    titled = content_keys(headline)
    moved = _moved(runs)
    kept = [
        run.same
        or place in moved
        or (
            _may_stay(runs, place, names)
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


def _only_in(words: Sequence[str], others: Sequence[_Run]) -> set[str]:
    """Find the content of words that no other part of the sentence has."""
    rest = " ".join(word for run in others for word in run.written)
    return content_keys(" ".join(words)) - content_keys(rest)


def _may_stay(runs: Sequence[_Run], place: int, names: set[str]) -> bool:
    """Say whether the copy may have its own words, or none, at a place."""
    run = runs[place]
    if not run.written:
        return False
    if run.said and place == 0:
        return _names_a_person(run, names)
    small = STOP_WORDS.issuperset(map(_core, run.said))
    return small and not _limits(run.written) and _may_go(runs, place)


def _may_go(runs: Sequence[_Run], place: int) -> bool:
    """Say whether the words of a run may be left out, given those around them."""
    words = runs[place].written
    before = [word for run in runs[:place] for word in run.written]
    after = [word for run in runs[place + 1 :] for word in run.written]
    if not before:
        return words[-1].endswith(",") and len(words) <= _LONGEST_OPENING
    if len(words) <= _SAVES_NOTHING:
        return False
    if after:
        goes_on = _core(after[0]) in _JOINING or _lists(after)
        enclosed = before[-1].endswith(_PAUSES) and words[-1].endswith(_PAUSES)
        return enclosed and _core(words[0]) not in _JOINING and not goes_on
    return _end_may_go(before, words)


def _end_may_go(before: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether a sentence may end before `words`: what they begin with tells."""
    first = _core(words[0])
    if not before[-1].endswith(_PAUSES):
        which = _core(words[1]) in _RELATIVE
        return first in _CIRCUMSTANCES and not which and _DENIED.isdisjoint(map(_core, before))
    if _core(before[0]) in _SUBORDINATORS:
        return False
    return first in _CLAUSES or (first.endswith("ing") and not _lists(words))


def _lists(words: Sequence[str]) -> bool:
    """Say whether words have "and" or "or" after a comma, as the end of a list has."""
    return any(left.endswith(",") and _core(right) in _JOINING for left, right in pairwise(words))


def _limits(words: Sequence[str]) -> bool:
    """Say whether a part tells a number, a condition, a cause, or whose claim something is."""
    cores = list(map(_core, words))
    if any(map(str.isdecimal, "".join(words))):
        return True
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
