"""Lists of parties by their letters: `H, Frp, KrF og Sp`, `(Ap 2, SV 1)`, `Mot: Ap, SV, R`."""

import re
from collections.abc import Iterator

from pipeline.translation.placeholders import Kept

_LETTERS_TEXT = (
    "Ap AP H Sp SP Frp FrP FRP SV V KrF Krf KRF R Rødt MDG INP S SF EL K LA DF DD M ALT RV KD NB B "
    "F O A Ø Å"
)
_CERTAIN_TEXT = "Ap Sp SP Frp FrP FRP SV KrF Krf KRF MDG INP SF EL LA DF ALT RV"
_CERTAIN = frozenset(_CERTAIN_TEXT.split())
_MISREAD = frozenset({"EL", "ALT"})
_PARTY = rf"(?:{'|'.join(sorted(_LETTERS_TEXT.split(), key=len, reverse=True))})(?![\w/&-])"
_ITEM = rf"{_PARTY}(?: (?P<seats>\d{{1,2}})(?![\w:%-]|[.,]\d| ?%| prosent))?"
_JOINT = r"(?:, (?:og )?| og | eller | samt )"
_LIST = re.compile(
    rf"(?:^(?P<side>For|Mot|Imot|Imod|Avholdende): )?(?<![\w.,/&-])(?<!, ){_ITEM}"
    rf"(?:{_JOINT}{_ITEM.replace('?P<seats>', '?:')})*"
)
_NAME = re.compile(_PARTY)
_ANY = re.compile(rf"\b(?:{'|'.join(sorted(_CERTAIN))})\b")
_ENGLISH = {
    "For": "For", "Mot": "Against", "Imot": "Against", "Imod": "Against",
    "Avholdende": "Abstaining", "og": "and", "eller": "or", "samt": "and",
    "Rødt": "the Red Party",
}  # fmt: skip
_WORDS = re.compile(rf"\b(?:{'|'.join(_ENGLISH)})\b")


def is_party(text: str) -> bool:
    """Say whether a text is the abbreviation of a party and nothing else."""
    return text in _CERTAIN


def find_parties(text: str) -> Iterator[Kept]:
    """Yield lists of parties with a single letter or a count, or behind a side of a vote.

    Models read these letters as words. One of the list has to be a party for certain: A, B and O
    are anything.
    """
    if not _ANY.search(text):
        return
    for match in _LIST.finditer(text):
        parties = _NAME.findall(match[0])
        letter = any(len(each) == 1 or each in _MISREAD for each in parties)
        several = len(parties) > 1 and (letter or match["seats"])
        if (several or match["side"]) and not _CERTAIN.isdisjoint(parties):
            english = _WORDS.sub(lambda word: _ENGLISH[word[0]], match[0])
            yield Kept(*match.span(), english, "bare")
