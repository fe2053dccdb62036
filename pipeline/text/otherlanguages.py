"""Which sentences of an article are in another language than the article, beyond doubt.

English ones and those in languages that no model translates are copied.
"""

import re
from collections.abc import Callable, Sequence

from pipeline.documents import Language
from pipeline.languages import TRANSLATED
from pipeline.text.foreignwords import language_of_words
from pipeline.text.functionwords import FUNCTION_WORDS
from pipeline.text.saying import SAYS
from pipeline.text.shorttexts import are_words

# A Nordic sentence taken for English would stay untranslated, so three conditions have to hold.
# On test sets of the three languages no sentence of theirs reaches this confidence for English,
# and 98% of English ones do; names and headlines of two words carry too little to judge by.
_MIN_CONFIDENCE = 0.7
_MIN_LETTERS = 12
_MIN_WORDS = 3
# What is left beside names says something from two short words on.
_FEWEST_LETTERS = 6
# A single letter with an accent stands in formulas and names, too.
_FEWEST_FOREIGN_LETTERS = 4
# An identifier is sure of more words than these, where it may be; these are seldom Nordic.
_FEW_WORDS = 8
_MOST_OWN = 0.2
_LIKELY = 0.2

# So much likelier is English of which every word might be Nordic.
_FAR_LIKELIER = 4
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# One of these stands in nearly every English sentence; of those that are also Nordic words (`her`,
# `have`, `to`) none is here.
_FUNCTION_WORDS = re.compile(
    r"\b(?:the|and|of|is|was|were|are|with|that|this|has|had|not|from|will|would|they|you|we|he|she"
    r"|his|been|about|who|which|there|it|its|as|an|in|can|said|what|how|my|your)\b",
    re.IGNORECASE,
)


_NORDIC_WORDS = re.compile(rf"[æøåÆØÅ]|\b(?:{'|'.join(sorted(FUNCTION_WORDS))})\b", re.IGNORECASE)
# Who says it, after a quotation or before one.
_SPEAKER = re.compile(
    rf"\b(?:{SAYS}|uttalar|uttalte|udtalte|lydde|han|hun|ho)\b",
    re.IGNORECASE,
)

QUOTATION = re.compile(
    r"[«»“”„\"](?=\w)([^«»“”„\"]{6,400})[«»“”\"]|(?<=: )[-\u2013\u2014] ([^\n]{12,400})"
    rf"|^[-\u2013\u2014] ?(\w[^\n«»“”„\"]{{5,400}}?)[,!?] (?={SAYS} )"
)
"""A quotation, in marks or after a dash, where a colon is before it or who says it comes after.

The group that matched is what was said.
"""


def own_words(sentence: str) -> str:
    """Return a sentence without its quotations, if what is left is Nordic; else all of it."""
    rest = QUOTATION.sub(" ", sentence)
    if rest == sentence:
        return sentence
    nordic = may_be_nordic(rest) or _SPEAKER.search(rest) or _are_nordic_words(rest)
    return rest if nordic else sentence


def _are_nordic_words(text: str) -> bool:
    """Say whether a dictionary of a Nordic language has all words, and the English one has not."""
    words = [word.lower() for word in _WORDS.findall(text)]
    nordic = len(words) > 1 and any(are_words(words, each) for each in TRANSLATED)
    return nordic and not are_words(words, "en")


def letters(text: str) -> int:
    """Count the letters of a text."""
    return sum(map(str.isalpha, text))


def may_be_english(text: str) -> bool:
    """Say quickly whether a text holds an English function word (some Nordic texts do, too)."""
    return _FUNCTION_WORDS.search(text) is not None


def may_be_nordic(text: str) -> bool:
    """Say quickly whether a text holds a Nordic letter or a word that only these languages have."""
    return _NORDIC_WORDS.search(text) is not None


def without_names(text: str) -> str:
    """Return a text without its capitalized words, or all of it if little is left."""
    rest = re.sub(r"\b[^\W\d_a-zæøå]\w*", " ", text)
    return rest if letters(rest) >= _FEWEST_LETTERS else text


def is_english(text: str, identified: Language) -> bool:
    """Say whether a sentence is English beyond doubt, given what it was identified as."""
    return identified.tag == "en" and _is_sure(text, identified)


def is_foreign(text: str, identified: Language) -> bool:
    """Say whether a sentence is beyond doubt in a language that is neither Nordic nor English.

    Of 11,429 Norwegian and Danish sentences (fiction, news, public sector), none is taken for one.
    """
    own = {*TRANSLATED, "en", "und"}
    return identified.tag not in own and _is_sure(text, identified)


def find_short_foreign(text: str, rank: Callable[[str], Sequence[Language]]) -> Language | None:
    """Return the language of a few words that an identifier is not sure of, or None.

    `rank` lists all languages by their probability: Nordic languages and English are unlikely, and
    words are in the table of another, one that Nordic lacks unless the
    identifier agrees. Of 15,685 short Norwegian sentences and quotations of the
    test articles, none is taken for one.
    """
    few = 1 < len(text.split()) <= _FEW_WORDS and letters(text) >= _FEWEST_FOREIGN_LETTERS
    found = language_of_words(text) if few and not may_be_nordic(text) else None
    if found is None:
        return None
    language, count = found
    ranked = rank(text)
    own = sum(each.confidence for each in ranked if each.tag in {*TRANSLATED, "en"})
    likely = ranked[0].tag == language and ranked[0].confidence >= _LIKELY
    if own > _MOST_OWN or not (count >= 1 or likely):
        return None
    return next(each for each in ranked if each.tag == language)


def is_short_english(text: str, rank: Callable[[str], Sequence[Language]]) -> bool:
    """Say whether a quotation, a slogan or a title of a few words is English.

    `rank` lists all languages by their probability. All words are in simplemma's English
    dictionary. Where the Nordic ones have them all, too, each must have a capital. Of 7,317
    quotations in written sentences, 27 are taken for English by words without capitals, all of
    them rightly.
    """
    words = _WORDS.findall(text)
    if not 1 < len(words) <= _FEW_WORDS or may_be_nordic(text):
        return False
    english, shared = _shares(words)
    capitals = all(word[0].isupper() for word in words)
    if not english or (capitals and not shared):
        return english
    ranked = rank(text.capitalize() if capitals else text)
    own = sum(each.confidence for each in ranked if each.tag in TRANSLATED)
    other = next(each.confidence for each in ranked if each.tag == "en")
    if shared < len(words):
        return other > own
    return capitals and may_be_english(text) and other >= _FAR_LIKELIER * own


def _shares(words: Sequence[str]) -> tuple[bool, int]:
    """Say whether all words are English ones, and how many of them are Nordic ones, too."""
    from simplemma import is_known

    lower = [word.lower() for word in words]
    if not are_words(lower, "en"):
        return False, 0
    return True, sum(any(is_known(word, each) for each in TRANSLATED) for word in lower)


def _is_sure(text: str, identified: Language) -> bool:
    return (
        identified.confidence >= _MIN_CONFIDENCE
        and len(text.split()) >= _MIN_WORDS
        and letters(text) >= _MIN_LETTERS
    )
