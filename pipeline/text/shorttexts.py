"""Texts of a few words, which an identifier of languages by letters cannot tell apart.

All words of `Ha en fin dag` are Norwegian and Danish, and `Kva skjer no` has one of Nynorsk alone.
"""

import re
from collections.abc import Sequence
from itertools import chain

from pipeline.documents import Language
from pipeline.languages import TRANSLATED
from pipeline.text.functionwords import NORDIC_WORDS

# More words are the identifier's.
_MOST_WORDS = 8
_LONGEST = 120
_FEWEST_WORDS = 2
_LIKELY = 0.1
_FAR_LIKELIER = 4
# Katten ligger under bordet: as Norwegian as it is Swedish.
_NEARLY_HALF = 0.4
# Bokmål is written by far more people than Nynorsk.
_NEARLY = 2
_WORD = re.compile(r"[^\W\d_]+")
# Frequent words that not all three languages write so.
_BOTH_TEXT = "deg meg seg av etter opp ut hei takk nei kveld mat kald"
_FREQUENT = {
    "nb": f"{_BOTH_TEXT} jeg ikke hva hvem hvor hvordan hvorfor hvilken noe noen uke ble være mye "
    "nå bare fra hun dere hjemme gjør mer syk en et sammen natt helg",
    "nn": f"{_BOTH_TEXT} eg ikkje kva kven kvar korleis kvifor noko nokon veke vart vere mykje no "
    "berre frå ho dykk heime heim gjer meir sjuk ein eit saman me morgon skjer kjem dei natt helg",
    "da": "jeg ikke hvad hvem hvor hvordan hvorfor hvilken noget nogen uge blev være meget nu bare "
    "fra hun jer hjemme gør mere syg en et sammen dig mig sig af efter op ud hej tak nej aften mad "
    "kold",
}
_WORDS = {tag: frozenset(words.split()) for tag, words in _FREQUENT.items()}
_ALL = frozenset(chain.from_iterable(_WORDS.values()))


def is_short(text: str) -> bool:
    """Say whether a text is of so few words that frequent ones decide its language."""
    return len(_WORD.findall(text[:_LONGEST])) <= _MOST_WORDS and len(text) <= _LONGEST


def refine(text: str, ranked: Sequence[Language]) -> Language | None:
    """Choose among the Nordic languages for a text of a few words by its frequent words.

    `ranked` lists all languages by their probability, which decides between those with equally
    many. None for longer texts, and where no word is a frequent one.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if not is_short(text) or _ALL.isdisjoint(words):
        return None
    counts = {tag: sum(word in known for word in words) for tag, known in _WORDS.items()}
    most = max(counts.values())
    tied = [each for each in ranked if counts.get(each.tag) == most]
    nearly = (each for each in tied if each.confidence >= tied[0].confidence / _NEARLY)
    return next((each for each in nearly if each.tag == "nb" and tied[0].tag == "nn"), tied[0])


def is_nordic(text: str, ranked: Sequence[Language]) -> bool:
    """Say whether all words of a short text but names are words of one Nordic language.

    One of them is frequent, or these languages are likely enough; English and Swedish are not
    likelier by far.
    """
    found = _WORD.findall(text)
    rest = found[1:] if text.isupper() else filter(str.islower, found[1:])
    words = [word.lower() for word in (*found[:1], *rest)]
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    likely = {each.tag: each.confidence for each in ranked}
    nordic = sum(likely.get(each, 0.0) for each in TRANSLATED)
    frequent = not (_ALL | NORDIC_WORDS).isdisjoint(words)
    if not (frequent or nordic >= _LIKELY) or likely.get("sv", 0.0) > _FAR_LIKELIER * nordic:
        return False
    if not any(are_words(words, each) for each in TRANSLATED):
        return False
    return nordic >= likely.get("en", 0.0) or not are_words(words, "en")


def without_names(text: str) -> str:
    """Return a short text without its names: runs of capitals, and capitals inside it."""
    return " ".join(_NAMES.sub(" ", text).split())


def is_nordic_but_names(rest: str, ranked: Sequence[Language]) -> bool:
    """Say whether what a short text has beside names is of a Nordic language, word by word.

    `ranked` lists all languages by their probability for `rest`. Another that has all the words as
    well must be far less likely. `Wojciech Szczęsny reddet straffe` is Norwegian, whatever its
    letters are like.
    """
    words = [word.lower() for word in _WORD.findall(rest)]
    if not 0 < len(words) <= _MOST_WORDS or not any(map(str.islower, rest)):
        return False
    if not any(are_words(words, each) for each in TRANSLATED):
        return False
    likely = {each.tag: each.confidence for each in ranked}
    nordic = sum(likely.get(each, 0.0) for each in TRANSLATED)
    others = {*_NEIGHBOURS, ranked[0].tag} - set(TRANSLATED)
    rivals = (each for each in others if _FAR_LIKELIER * likely.get(each, 0.0) >= nordic)
    return nordic >= _NEARLY_HALF or not any(_has_all(words, each) for each in rivals)


# A name of several words, and any but a first word.
_CAPITAL = r"[^\W\d_a-zæøå][^\W_]*(?:[-'’.][^\W_]+)*"
_NAMES = re.compile(rf"(?<!\w){_CAPITAL}(?: {_CAPITAL})+|(?<=\w[ ,] ){_CAPITAL}|(?<=\w ){_CAPITAL}")
_NEIGHBOURS = ("sv", "en", "de", "nl")


def _has_all(words: Sequence[str], dictionary: str) -> bool:
    """Say whether a dictionary has all words; one that there is not has none."""
    try:
        return are_words(words, dictionary)
    except ValueError:
        return False


def are_words(words: Sequence[str], dictionary: str) -> bool:
    """Say whether all words, in lower case, are in simplemma's dictionary of a language."""
    from simplemma import is_known

    return all(is_known(word, dictionary) for word in words)
