"""Quotations in words that no Nordic dictionary has: `«Schadenfreude»`, `»Per aspera ad astra«`."""

import re
from collections.abc import Iterator

from pipeline.text.dictionaries import NORDIC, find_lemma, given_names, is_nordic
from pipeline.text.foreignwords import is_foreign_word
from pipeline.text.otherlanguages import may_be_nordic
from pipeline.text.saying import SAYS
from pipeline.translation.names import english_forms
from pipeline.translation.placeholders import Kept

_QUOTED = re.compile(
    r"[«»“”„\"](?=\w)(?P<marked>[^«»“”„\"\d]{3,60})[«»“”\"]"
    rf"|^[-–—] ?(?P<said>\w[^\n«»“”„\"\d]{{2,60}}?)(?=[,!?] {SAYS} )"
)
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 4
_SHORTEST = 3


def find_strange_quotations(text: str) -> Iterator[Kept]:
    """Yield quotations of foreign words, which a model would translate by their letters.

    In written and parallel sentences, the English has 139 of 144 that are one word as they are,
    and 31 of 36 of several.
    """
    for match in _QUOTED.finditer(text):
        which = match.lastgroup or 0
        said = match[which].rstrip(".,!?")
        if _is_strange(said):
            yield Kept(match.start(which), match.start(which) + len(said), said, "bare")


def _is_strange(said: str) -> bool:
    """Say whether all long words of a quotation are foreign, and half of all words."""
    words = [word.lower() for word in _WORD.findall(said)]
    strange = sum(map(_is_strange_word, words))
    long = sum(len(word) >= _LONG for word in words)
    return 0 < long <= strange and 2 * strange >= len(words) and not may_be_nordic(said)


def _is_strange_word(lower: str) -> bool:
    if is_foreign_word(lower):
        return not is_nordic(lower)
    if len(lower) < _LONG or lower in given_names() or english_forms(lower) is not None:
        return False
    lemma = find_lemma(lower, NORDIC)
    return (lemma is None or lemma[0].isupper()) and not _is_compound(lower)


def _is_compound(lower: str) -> bool:
    """Say whether two common words make up a word, as short ones in `flytog` do."""
    cuts = range(_SHORTEST, len(lower) - _SHORTEST + 1)
    return any(is_nordic(lower[:cut]) and is_nordic(lower[cut:]) for cut in cuts)
