"""Lists of parties by their letters: `H, Frp, KrF og Sp`, `(Ap 2, SV 1)`, `Mot: Ap, SV, R`.

Also parties that are called by a common word (Høyre, Venstre, Rødt), in headlines and in capitals.
"""

import re
from collections.abc import Iterator

from pipeline.text.saying import SAYS
from pipeline.translation.persons import ACTS
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
_COMMON = {
    "Høyre": "the Conservative Party", "Høgre": "the Conservative Party",
    "Venstre": "the Liberal Party", "Rødt": "the Red Party", "Raudt": "the Red Party",
}  # fmt: skip
_NAMED = "|".join(_COMMON)
_DOES = (
    rf"(?:{ACTS.pattern}| (?:{SAYS}|[a-zæøå]+[ae]r|krev|snur|nektet)\b| (?:under|over) sp[eæ]rre)"
)
_HEADED = re.compile(rf"(?:^|(?<=: )|(?<=[–-] ))(?P<name>{_NAMED})(?={_DOES})")
# Venstres Guri Melby, but `til venstres beste`
_OWNING = re.compile(
    rf"(?<![\w-])(?P<name>{_NAMED})(?=s (?:[A-ZÆØÅ][a-zæøå]|[a-zæøå]*"
    r"(?:leder|leiar|formand|minister|ordfører|talsperson|talskvinne|talsmann)))"
)
# Ola Lie (Sp), Kari Moe (Sp/Oslo); alone, models read an association.
_BRACKETED = re.compile(r"(?<=\()Sp(?=[),/])")
_ENDED = re.compile(r"[.!?][»\"”)]*$")
# HØYRE OG SP, SV OG RØDT, but TIL HØYRE OG VENSTRE; MED HØYRE, HØYRE-TOPP
_OTHERS = rf"(?:{_NAMED}|{'|'.join(_CERTAIN)}|\w+parti(?:et)?|Moderaterne|Enhedslisten)"
_JOINED = r"(?:, | og | eller | samt | mot )"
_SHOUTED = re.compile(
    rf"(?<!til )(?<!fra )(?<!frå )\b{_OTHERS}(?:{_JOINED}{_OTHERS})+(?![\w/])"
    rf"|\b(?:med|i|av|for|hos|uten|utan|uden|radikale) (?:{_NAMED})(?=$|[.,:!?]| [–-]|{_DOES})"
    rf"|(?:^|[:–-] )(?:{_NAMED})(?={_DOES})|\b(?:{_NAMED})(?=-[a-zæøå])",
    re.IGNORECASE,
)
_DANISH = re.compile(r"\b(?:[Pp]artiet )?[Rr]adikale Venstre(?![\w-])")
_SHOUTED_NAME = re.compile(rf"\b(?:{_NAMED})\b", re.IGNORECASE)


_MEANT = {"HØYRE": "RIGHT", "HØGRE": "RIGHT", "VENSTRE": "LEFT", "RØDT": "RED", "RAUDT": "RED"}


def is_party(text: str) -> bool:
    """Say whether a text is the abbreviation of a party and nothing else."""
    return text in _CERTAIN


def find_shouted_parties(text: str) -> frozenset[int]:
    """List where parties that are called by a common word begin in a text in capitals."""
    return frozenset(
        name.start()
        for match in _SHOUTED.finditer(text)
        for name in _SHOUTED_NAME.finditer(text, *match.span())
    )


def find_doubtful_parties(source: str, english: str) -> Iterator[str]:
    """Yield what may be a party in a text in capitals, where its English has a direction."""
    for match in _SHOUTED_NAME.finditer(source):
        if match[0].isupper() and re.search(rf"\b{_MEANT[match[0]]}\b", english):
            yield match[0]


def find_parties(text: str) -> Iterator[Kept]:
    """Yield parties that models read as words.

    These are lists with a single letter or a count, or behind a side of a vote, and parties called
    by a common word that begin a headline.
    """
    yield from _listed(text)
    for match in _BRACKETED.finditer(text):
        yield Kept(*match.span(), match[0], "bare")
    for match in _DANISH.finditer(text):
        yield Kept(*match.span(), "the Social Liberal Party", "bare")
    headed = [] if _ENDED.search(text) else _HEADED.finditer(text)
    for match in (*_OWNING.finditer(text), *headed):
        english = _COMMON[match["name"]]
        english = english if match.start() else english.replace("the", "The", 1)
        yield Kept(*match.span(), english, "bare")


def _listed(text: str) -> Iterator[Kept]:
    """Yield lists of parties.

    Models read these letters as words, and Rødt in a headline. One of the list has to be a party
    for certain: A, B and O are anything.
    """
    if not _ANY.search(text):
        return
    ended = _ENDED.search(text)
    for match in _LIST.finditer(text):
        parties = _NAME.findall(match[0])
        misread = _MISREAD if ended else _MISREAD | {"Rødt"}
        letter = any(len(each) == 1 or each in misread for each in parties)
        several = len(parties) > 1 and (letter or match["seats"])
        if (several or match["side"]) and not _CERTAIN.isdisjoint(parties):
            english = _WORDS.sub(lambda word: _ENGLISH[word[0]], match[0])
            yield Kept(*match.span(), english, "bare")
