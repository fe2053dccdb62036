"""Names at the start of a sentence, where common words have a capital, too: `Bjørn er skuffet`."""

import re
from collections.abc import Sequence

from pipeline.text.dictionaries import NORDIC, find_lemma, given_names, is_nordic
from pipeline.text.functionwords import NORDIC_WORDS
from pipeline.text.saying import SAYS

_SPEAKS = re.compile(rf" {SAYS}\b")
# Knud den Store, Birgitte fra Vadstena, Henrik 8.: English writes Canute, Bridget and Henry.
_RULER = re.compile(r" (?:(?:den|av|af|fra|frå)\b|\d+\.)")
_VERBS_TEXT = (
    "er var ble blei vart blev blir vert bliver har hadde havde fikk fekk fik får vil ville skal "
    "skulle kan kunne må måtte gikk gjekk gik går kom kommer kjem tok tog tar tek tager vant "
    "vandt vann vinner vinder tapte tabte døde dør bor bur bodde boede kjøpte købte kjøper køber "
    "solgte selger sælger drev driver driv står stod sto satt sad la ga gav gir giver gjev så ser "
    "kastet kasta kastede henter hentar hentet henta sparker sparkar sparket sparka møtte mødte "
    "møter møder leder leier spiller spelar spilte spelte spillede"
)
ACTS = re.compile(rf" (?:{'|'.join(_VERBS_TEXT.split())})\b")
"""A space and a verb in the present or the past that persons and clubs often have."""

# Stein (67), Stein og Kari, Stein, som er 76
_NAMED = re.compile(
    r" \(\d{1,3}\)| (?:og|&) [A-ZÆØÅ][a-zæøå]|,? (?:som|der) (?:er|var|ble|blev|vart|har) "
)
# Given names that are common words, and are names where an age follows.
_NATURE = frozenset(["sol", "storm", "vår", "ask", "alv", "my", "saga", "sky", "nor", "eld", "elv"])
_AGED = re.compile(r"(?: [A-ZÆØÅ][\w-]+)* \(\d{1,3}\)")
# Støre og Macron møttes; Tryg, Topdanmark og Alm. Brand hæver
_PAIRED = re.compile(
    r"(?:, [A-ZÆØÅ][\w.-]+(?: [A-ZÆØÅ][\w-]+)*){0,5}"
    r" og [A-ZÆØÅ][^\W\d_]+\.?(?: [A-ZÆØÅ][\w-]+)* [a-zæøå]"
)
_ENDED = re.compile(r"[.!?][»\"”)]*$")
# The sun, wild, no one and the wool, as given names or places are too; `Hans` is his.
_COMMON = frozenset(["sola", "vilde", "inga", "hans", "ulla", "højre"])


def is_given(text: str, word: str, end: int) -> bool:
    """Say whether a capitalized word that ends at an offset is, or may be, a given name.

    Some are listed that are names only where an age follows: Sol (8).
    """
    lower = word.lower()
    return lower in given_names() or (lower in _NATURE and _AGED.match(text, end) is not None)


def begins_person(text: str, word: str, end: int) -> bool:
    """Say whether a word that begins a sentence and ends at an offset is a name.

    Nouns without an article begin headlines, and seldom sentences: of 26 in 280,000 that such a
    verb follows and that are given names as well, one is the noun.
    """
    lower = word.lower()
    if not is_given(text, word, end):
        return _begins_other(text, lower, end)
    if _SPEAKS.match(text, end) or lower in _NATURE:  # Anna sa
        return True
    if _RULER.match(text, end):
        return False
    if not _is_word(lower) or (_NAMED.match(text, end) and lower not in _COMMON):
        return True
    return _may_act(text, lower, end) and _ENDED.search(text) is not None


def _begins_other(text: str, lower: str, end: int) -> bool:
    """Say whether a word that is no given name is a name: Hødd tapte, Støre og Macron møttes.

    Of 105 words before `og` and a name, 101 are names; those with an article at their end may be
    words (Kommunen og Statnett).
    """
    if _PAIRED.match(text, end):
        return lower not in NORDIC_WORDS | _COMMON and not _DEFINITE.search(lower)
    acts = ACTS.match(text, end) or _SPEAKS.match(text, end)
    return acts is not None and lower.isalpha() and is_stranger(lower)


def is_stranger(lower: str) -> bool:
    """Say whether a word in lower case looks like no word: no dictionary has it, nor its end.

    Of 203 in 280,000 sentences that begin with one and such a verb, 198 are names.
    """
    lemma = find_lemma(lower, NORDIC)
    if lemma is not None and lemma.islower():
        return False
    if lemma is not None:
        return _DEFINITE.search(lower) is None
    tails = (lower[cut:] for cut in range(_SHORTEST_HEAD, len(lower) - _SHORTEST_TAIL + 1))
    common = any(map(is_nordic, tails))
    return not common and _ENDING.search(lower) is None


_SHORTEST_HEAD = 2
_SHORTEST_TAIL = 3
# Eiffeltårnet, Berlinmuren and Orknøyene have English names.
_DEFINITE = re.compile(r"(?:en|et|ene|erne|ane|[dgnt]a)$")
_ENDING = re.compile(
    r"(?:en|et|ene|a|ane|ing|ingen|ar|er|else|heit|het|hed|skap|ande|ende|ost|t|te|leg|lig|fri|emd)$"
)


def find_doubtful(text: str) -> str | None:
    """Return the word that begins a headline and may be a given name: `Bjørn ble skutt`."""
    first = _FIRST.match(text)
    if first is None or begins_person(text, first[0], first.end()):
        return None
    return first[0] if _may_act(text, first[0].lower(), first.end()) else None


def list_starting(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """List for each text of an article the word it begins with, if that is a name elsewhere.

    Elsewhere it has a capital inside a sentence, by itself, as a surname or as a given name, and no
    text has it in lower case.
    """
    names: set[str] = set()
    for text in texts:
        for run in _RUN.finditer(text):
            first, *others = run[0].split(" ")
            names.add(others[-1] if others else first)
            names.update(word for word in (first, *others) if word.lower() in given_names())
        # Stein Ersland ble leder. Stein takket av.
        person = _BEGUN_NAME.match(text)
        if person and person["given"].lower() in given_names():
            names.add(person["given"])
    starts = [_FIRST.match(text) for text in texts]
    begun = {each[0] for each in starts if each} & names
    if not begun:
        return [()] * len(texts)
    written = {word for text in texts for word in _LOWER.findall(text)}
    begun = {each for each in begun if each.lower() not in written | NORDIC_WORDS}
    return [(each[0],) if each and each[0] in begun else () for each in starts]


# After a word in lower case; what has a hyphen or a genitive is no name by itself.
_RUN = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ][^\W\d_]{2,}(?: [A-ZÆØÅ][^\W\d_]{2,})*(?![\w-])")
_BEGUN_NAME = re.compile(r"(?P<given>[A-ZÆØÅ][a-zæøå]+)(?: [A-ZÆØÅ][a-zæøå]{2,}){1,3}(?![\w-])")
_LOWER = re.compile(r"(?<![^\W\d_])[a-zæøå]{3,}")
_FIRST = re.compile(r"[A-ZÆØÅ][^\W\d_]+")


def _may_act(text: str, lower: str, end: int) -> bool:
    named = lower in given_names() and lower not in _COMMON
    return named and ACTS.match(text, end) is not None


def _is_word(lower: str) -> bool:
    lemma = find_lemma(lower, NORDIC)
    return lemma is not None and lemma.islower()
