"""Which sentences of an article are English already, and so are copied instead of translated."""

import re

from pipeline.documents import Language

# A Nordic sentence taken for English would stay untranslated, so three conditions have to hold.
# On test sets of the three languages no sentence of theirs reaches this confidence for English,
# and 98% of English ones do; names and headlines of two words carry too little to judge by.
_MIN_CONFIDENCE = 0.7
_MIN_LETTERS = 12
_MIN_WORDS = 3

# One of these stands in nearly every English sentence; of those that are also Nordic words (`her`,
# `have`, `to`) none is here.
_FUNCTION_WORDS = re.compile(
    r"\b(?:the|and|of|is|was|were|are|with|that|this|has|had|not|from|will|would|they|you|we|he|she"
    r"|his|been|about|who|which|there|it|its|as|an|in|can|said|what|how|my|your)\b",
    re.IGNORECASE,
)


def letters(text: str) -> int:
    """Count the letters of a text."""
    return sum(map(str.isalpha, text))


def may_be_english(text: str) -> bool:
    """Say quickly whether a text holds an English function word (some Nordic texts do, too)."""
    return _FUNCTION_WORDS.search(text) is not None


def is_english(text: str, identified: Language) -> bool:
    """Say whether a sentence is English beyond doubt, given what it was identified as."""
    return (
        identified.tag == "en"
        and identified.confidence >= _MIN_CONFIDENCE
        and len(text.split()) >= _MIN_WORDS
        and letters(text) >= _MIN_LETTERS
    )
