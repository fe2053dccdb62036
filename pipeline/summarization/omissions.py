"""What of an English sentence may be left out, so that what stays is no surer and says whose it is.

Three parts may: an opening before a comma, a part between two pauses or in brackets, and an end
behind a pause that tells a circumstance or is a second clause.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from pipeline.summarization.statements import has_sure_verb
from pipeline.text.content import NEGATIONS, content_keys

MARKS = ".,;:!?…\"'“”‘’«»()[]–—-"
# Leaving out so few words saves nothing, and is a slip more often than not.
SAVES_NOTHING = 2
_PAUSES = (",", ";", ":", ")", "–", "—")
# Behind a pause, what begins with one of these is no more than a circumstance.
_CIRCUMSTANCES_TEXT = """
about against along alongside among around at behind between by during following for from in
including into near on over than through towards under when within"""
_CIRCUMSTANCES = frozenset(_CIRCUMSTANCES_TEXT.split())
RELATIVE = frozenset({"who", "whom", "which", "whose", "where"})
# After a pause, these may name again what stands before it.
_OTHER_NAMES = frozenset({"a", "an", "one", "the"})
_JOINING = frozenset({"and", "or", "but"})
_ADDING = frozenset({"and", "but", "while", "whereas"})
_OWN_SUBJECT = re.compile(r"(?:an?|he|it|she|the|there|they|this|we|you)\b|[A-ZÆØÅ\d]")
_ASKING = frozenset({"how", "that", "to", "what", "whether", "why"})
# Where something is not or may not be done, the end says what: "may not sell at the door".
_DENIED = NEGATIONS | {"banned", "forbidden", "only", "prohibited", "refused", "stopped", "without"}
# A statement is surer without what begins with one of these, or says whose claim it is; without its
# cause it is another matter.
_CONDITIONS_TEXT = """
although because despite due even except if only owing prior provided should since though unless
until"""
_CONDITIONS = frozenset(_CONDITIONS_TEXT.split())
# What is so on average or in some places is not so without that.
_PARTLY_TEXT = (
    "almost average cases exception exceptions few many most only overall parts places some"
)
_PARTLY = frozenset(_PARTLY_TEXT.split())
# Before the main clause, these begin a clause of their own.
_TIMES = frozenset({"after", "as", "before", "once", "when", "while"})
_OPENING = _CIRCUMSTANCES | _CONDITIONS | _TIMES | {"according"}
_CLAIMS_TEXT = """
according admitted admits allegedly announced believe believes claim claimed claims confirmed
confirms estimated estimates expects finds found interview judgment letter opinion poll report
reported reportedly reporting reports research ruling said say says show showed shows state stated
states statement study survey tell tells think thinks thought told verdict view warned warns write
writes"""
_CLAIMS = frozenset(_CLAIMS_TEXT.split())


def may_leave_out(
    before: Sequence[str], words: Sequence[str], after: Sequence[str], titled: AbstractSet[str]
) -> bool:
    """Say whether words of an English sentence may be left out, given those before and after.

    `titled` are the keys of the headline's content, which says where the news is. Without them
    only an opening may go.
    """
    if not before:
        return _opening_may_go(words)
    if not titled or len(words) <= SAVES_NOTHING:
        return False
    if words[0].startswith("(") and words[-1].rstrip(".,;:").endswith(")"):
        return (_CLAIMS | _PARTLY).isdisjoint(map(bare, words))
    if not before[-1].endswith(_PAUSES):
        return False
    return _insertion_may_go(before, words, after) if after else _end_may_go(before, words, titled)


def _opening_may_go(words: Sequence[str]) -> bool:
    """Say whether a sentence may begin after `words`: they tell no source, date or condition."""
    first = bare(words[0])
    clause = first in _TIMES and has_sure_verb(" ".join(words))
    needed = _DENIED | _CLAIMS | _PARTLY
    surer = first in _CONDITIONS or not needed.isdisjoint(map(bare, words))
    return words[-1].endswith(",") and not clause and not surer and not _has_number(words)


def _insertion_may_go(before: Sequence[str], words: Sequence[str], after: Sequence[str]) -> bool:
    """Say whether words behind a pause end with one, and are no subject, nor an item of a list."""
    closed = words[-1].endswith(_PAUSES) and bare(after[0]) not in _JOINING
    opened = bare(before[0]) in _OPENING and not has_pause(before[:-1])
    item = bare(words[0]) in _OTHER_NAMES and (opened or not _JOINING.isdisjoint(map(bare, words)))
    # A boy from Irving, Texas, was arrested.
    torn = after[0][:1].isupper() and any(word.endswith(",") for word in after[:2])
    # The first to row, the first to sail, the first to swim
    alike = list(map(bare, words[:2])) == list(map(bare, after[:2]))
    return closed and not (_is_needed(words) or item or torn or alike or _lists(after))


def _end_may_go(before: Sequence[str], words: Sequence[str], titled: AbstractSet[str]) -> bool:
    """Say whether a sentence may end at a pause before words that add something to it."""
    first = bare(words[0])
    if _is_clause(words):
        # An end with no subject of its own may be the last item of a list.
        item = not _OWN_SUBJECT.match(words[1]) and has_pause(before[:-1])
        return not item and not titled.isdisjoint(content_keys(" ".join(before)))
    if _is_needed(words) or bare(before[0]) in _CONDITIONS | _TIMES:
        return False
    if first in _OTHER_NAMES:
        return _JOINING.isdisjoint(map(bare, words))
    if first in RELATIVE or (first.endswith("ing") and not _lists(words)):
        return True
    return first in _CIRCUMSTANCES and not _has_number(words)


def _is_needed(words: Sequence[str]) -> bool:
    """Say whether words compare, go on with a list, or tell a condition, a cause or a source."""
    first = bare(words[0])
    if first in RELATIVE:
        return False
    needed = _CLAIMS | _PARTLY if first in _CIRCUMSTANCES else _CLAIMS
    told = not needed.isdisjoint(map(bare, words))
    # A year later than promised.
    return told or "than" in words or first in _CONDITIONS | _JOINING


def _is_clause(words: Sequence[str]) -> bool:
    """Say whether words are a second main clause, or as much as one."""
    asks = bare(words[1]) in _ASKING
    return bare(words[0]) in _ADDING and not asks and has_sure_verb(" ".join(words[1:]))


def has_pause(words: Sequence[str]) -> bool:
    """Say whether a word has a comma, a bracket or another pause behind it."""
    return any(word.endswith(_PAUSES) for word in words)


def _has_number(words: Sequence[str]) -> bool:
    return any(map(str.isdecimal, "".join(words)))


def _lists(words: Sequence[str]) -> bool:
    """Say whether words have "and" or "or" after a comma, as the end of a list has.

    A clause may follow these, too; it has a verb.
    """
    return any(
        left.endswith(",")
        and bare(right) in _JOINING
        and not has_sure_verb(" ".join(words[place + 1 :]))
        for place, (left, right) in enumerate(pairwise(words))
    )


def bare(word: str) -> str:
    """Return a word in lower case without the marks around it."""
    return word.strip(MARKS).lower()
