"""Which English sentences state something: a digest is made of no others."""

import re

from pipeline.summarization.english_boilerplate import is_boilerplate

_AUXILIARIES = (
    "is are was were be been being am has have had do does did will would can could may might must "
    "shall should cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't "
    "won't wouldn't can't couldn't shouldn't it's he's she's that's there's they're we're you're "
    "i'm they've we've i've"
)
_IRREGULAR = (
    "beat became become began begin begun believe bent bet bit bitten bought bring broke broken "
    "brought built burnt came caught chose chosen come cost cut dealt died dies drank drawn drew "
    "drive driven drove eat eaten expect fall fallen feel fell felt fight find flew flown forget "
    "forgot forgotten fought found gave get gets give given go goes going gone got grew grow "
    "grown heard held help hit hold hope hurt keep kept knew know known laid lay lead leave led "
    "left lend lent let lie lies live look lose lost made make mean meant meet met need paid pay "
    "put quit ran rang read remain ride rise risen rode rose run said sang sank sat saw say says "
    "see seek seem seen sell send sent set shook shot show shown shut sit slept sold sought speak "
    "spend spent spoke spoken spread stand start stay stole stolen stood stop strike struck swam "
    "swept swore take taken taught teach tell think thought threw thrown told took try understand "
    "understood use wake want wear went win woke won wore work worn write written wrote"
)
# Kari Lie, May 12 and the Socialist Left are no verbs: within a text these have no capital.
_STRONG = re.compile(
    rf"\b(?:{'|'.join(sorted({*_AUXILIARIES.split(), *_IRREGULAR.split()}))})\b|\b[a-z]{{2,}}ed\b"
)
# The third person of any verb, or a plural.
_WEAK = re.compile(r"\b[a-z]{2,}[a-rt-z]s\b|\b[a-z]{2,}[^aiou]es\b")
# Of 1,197 English headings, 951 had a verb when any plural was one, and 783 have; of 30 that lost
# theirs, 26 have none.
_WEAK_HEADING = re.compile(
    rf"(?:{_WEAK.pattern}) "
    r"(?!(?:in|of|at|for|from|with|on|and|or|by|after|under|during|between|about)\b)\w"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d[\d.,:]*")
_MARKUP = re.compile(r"[|{}=<>\t]|\w\(\)|^\s*(?:#!|//)")
# An item of a list to tick off.
_TASK = re.compile(r"\s*(?:[-*+•]\s*)?\[[ xX]\]\s")
_LEAST_WORDS = 3
# With as many numbers as this share of its words, a text lists results.
_MANY_NUMBERS = 0.4
# A whole sentence of so many words has a verb, known or not.
_WHOLE = 8
# What is asked is no news; `Who pays? asks the mayor.` ends otherwise.
_ASKED = re.compile(r"\?[\"'”’)]*$")
_ENDED = re.compile(r"[.!?][\"'”’)]*$")


def has_verb(text: str) -> bool:
    """Say whether an English text has a word that may be a verb: any plural may be one."""
    return has_sure_verb(text) or _WEAK.search(text) is not None


def has_sure_verb(text: str) -> bool:
    """Say whether an English text has a word that is a verb more often than not."""
    first = _WORD.search(text)
    begin = first.end() if first else 0
    plain = text.lower() if text.isupper() else text[:begin].lower() + text[begin:]
    return _STRONG.search(plain) is not None


def is_statement(text: str) -> bool:
    """Say whether an English sentence states something: it has words, and a verb among them.

    A question states nothing. What has no mark at its end is a heading: a plural last or before a
    preposition is no verb.
    """
    words = len(_WORD.findall(text))
    if _ASKED.search(text):
        return False
    if words < _LEAST_WORDS or _MARKUP.search(text) or _TASK.match(text) or is_boilerplate(text):
        return False
    if has_sure_verb(text):
        return True
    if len(_NUMBER.findall(text)) >= _MANY_NUMBERS * words:
        return False
    if _ENDED.search(text):
        return words >= _WHOLE or _WEAK.search(text) is not None
    return _WEAK_HEADING.search(text) is not None
