"""Text in capitals, as it would be written otherwise: what is a name keeps its capital.

Words are looked up in the dictionaries of simplemma, which write names with a capital. A word that
is in none of them, and no compound of such words, is taken for a name; so is what follows a given
name, and what ends like the names of places.
"""

import re
from functools import lru_cache
from importlib.resources import files

from pipeline.text.functionwords import NORDIC_WORDS
from pipeline.translation.names import english_forms, is_acronym, is_word_too

# Nynorsk's dictionary is small; most of what it lacks is written as in Bokmål.
_DICTIONARIES = {"nb": ("nb",), "nn": ("nn", "nb"), "da": ("da",)}
_ANY = ("nb", "nn")
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_AGENCIES_TEXT = "NTB AFP AP DPA TT STT NPK ANB DR NRK VG TV BBC CNN ABC NBC CBS UNHCR OECD IAEA"
AGENCIES = frozenset(_AGENCIES_TEXT.split())
"""News agencies and the like, which stay in capitals."""

_ROMAN = frozenset(["II", "III", "IV", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XX", "XXI"])
# Words that writers shout inside a sentence.
_EMPHATIC_TEXT = (
    "ikke ikkje aldri aldrig alle alltid altid ingen ingenting veldig meget mye mykje bare berre "
    "kun alt nei må skal skulle kan vil ville før etter stopp hjelp hele heile eneste nå no nu men "
    "også det dette jeg meg ut inn ned opp her der noe noko noget hver kvar hvert alltid virkelig"
)
_EMPHATIC = frozenset(_EMPHATIC_TEXT.split())
# Names of places end in these, compounds of common words rarely.
_PLACE = re.compile(
    r"(?:land|nes|næs|vik|vig|dal|berg|stad|sted|heim|sund|havn|fjord|lund|sen|by|borg|rud|torp|rup|bø|moen)s?$"
)
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 4
_LONGEST_ACRONYM = 3
_BINDING = ("", "s", "e")


def is_shouted(text: str) -> bool:
    """Say whether a text is in capitals: several words, or one too long for an acronym."""
    letters = "".join(_LETTERS.findall(text))
    words = re.findall(r"[^\W\d_]{2,}", text)
    return letters.isupper() and len(letters) > 5 and (len(words) > 1 or len(letters) > 7)


def natural_case(text: str, language: str = "") -> tuple[str, tuple[str, ...]]:
    """Write a text in capitals as it would be otherwise, and list its names, one word each.

    The length stays the same.
    """
    dictionaries = _DICTIONARIES.get(language, _ANY)
    written: list[str] = []
    names: dict[str, None] = {}
    position, given = 0, False
    for match in _WORD.finditer(text):
        between = text[position : match.start()]
        surname = (
            given
            and between in {" ", "-"}
            and match[0].lower() not in NORDIC_WORDS
            and match[0].lower() not in {"i", "for"}
        )
        word = _natural(match[0], dictionaries, surname=surname)
        given = word.lower() in _proper_names()
        if word[0].isupper() and len(word) > 1 and word not in _ROMAN:
            names[word] = None
        written += [between, word]
        position = match.end()
    natural = "".join([*written, text[position:]])
    first = _LETTERS.search(natural)
    if first:
        place = first.start()
        natural = natural[:place] + _upper(natural[place]) + natural[place + 1 :]
    return natural, tuple(names)


def calm(text: str) -> str:
    """Write words that are shouted inside a sentence in lower case; the length stays the same."""
    if not re.search(r"[^\W\d_a-zæøå]{2}", text):
        return text

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        shouted = word.isupper() and len(word) > 1 and word.lower() in _EMPHATIC
        return word.lower() if shouted and match.start() > 0 else word

    return _WORD.sub(lower, text)


def shout(text: str) -> str:
    """Write a text in capitals; letters that would become two stay."""
    return "".join(map(_upper, text))


def _upper(mark: str) -> str:
    return mark.upper() if len(mark.upper()) == 1 else mark


def _lower(word: str) -> str:
    return "".join(mark.lower() if len(mark.lower()) == 1 else mark for mark in word)


def _natural(word: str, dictionaries: tuple[str, ...], *, surname: bool) -> str:
    lower = _lower(word)
    if len(word) == 1:
        return lower
    if word in AGENCIES or word in _ROMAN or is_acronym(word):
        return word
    known = english_forms(lower) or english_forms(lower.removesuffix("s"))
    capital = word[0] + lower[1:]
    if (known and not is_word_too(lower)) or lower in _proper_names():
        return capital
    lemma = _lemma(lower, dictionaries)
    if lemma is None:
        return word if len(word) <= _LONGEST_ACRONYM else capital
    # Surnames are nouns (Trump, Hagen); a verb after a given name is not in its basic form.
    named = surname and (lemma == lower or lower.endswith("en"))
    return capital if named or lemma[0].isupper() else lower


@lru_cache(maxsize=65536)
def _lemma(word: str, dictionaries: tuple[str, ...]) -> str | None:
    """Look a word up, or the parts of a compound; None for one in no dictionary."""
    from simplemma import is_known, lemmatize

    for dictionary in dictionaries:
        if is_known(word, dictionary):
            return str(lemmatize(word, dictionary))
    if _PLACE.search(word):
        return None
    for cut in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
        head, tail = word[:cut], word[cut:]
        if any(_is_word(tail, each) and _is_head(head, each) for each in dictionaries):
            return tail
    return None


def _is_head(head: str, dictionary: str) -> bool:
    heads = (head.removesuffix(binding) for binding in _BINDING if head.endswith(binding))
    return any(len(each) >= _SHORTEST_HEAD and _is_word(each, dictionary) for each in heads)


def _is_word(word: str, dictionary: str) -> bool:
    from simplemma import is_known, lemmatize

    return is_known(word, dictionary) and str(lemmatize(word, dictionary))[0].islower()


@lru_cache(maxsize=1)
def _proper_names() -> frozenset[str]:
    text = files("pipeline.translation").joinpath("propernames.txt").read_text(encoding="utf-8")
    return frozenset(text.lower().split())
