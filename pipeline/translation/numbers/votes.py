"""How many voted for and against: `8 mot 25 stemmer`, `vedtatt med 25–8`.

A model leaves one of the numbers out, or writes the pair the other way round.
"""

import re
from collections.abc import Iterator

from pipeline.text.functionwords import NORDIC_WORDS
from pipeline.translation.placeholders import Kept

_NUMBER = r"(?<![\w.,:/–-])\d{1,3}(?![\w:/]|[.,]\d)"
_VOTES = r" (?:stemmer|stemme|røyster|røyst)\b"
_PAIR = re.compile(
    rf"(?P<first>{_NUMBER})(?P<before>{_VOTES})? i?mo[td] (?P<last>{_NUMBER})(?P<after>{_VOTES})?"
)
# Vedtatt mot 3 stemmer: models read `to 3 votes`, and `against` before what looks like a name.
_AGAINST = re.compile(
    r"\b(?:vedtat?t|vedteke|vedtaget|vedtok|vedtog|besluttet|beslutta|godkjent|godkjente|godkendt"
    r"|godkendte|støttet|støtta|støttede|gjort|truffet)(?: [^\W\d]+){0,4} i?mo[td] "
    rf"(?P<votes>(?P<number>\d{{1,3}}){_VOTES})",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(?<![\w.,:/–-])\d{1,3}[–-]\d{1,3}(?![\w:/–-]|[.,]\d)")
# A pair without the word for votes is one where the sentence is about a vote, or after `med`.
_VOTING = re.compile(
    r"\b(?:stem(?:me|te|t)\w*|nedstem\w*|røyst\w*|\w*votering\w*|avstem\w*|\w*forslag\w*"
    r"|vedta\w*|vedtek\w*|vedtok\w*|forkast\w*|innstilling\w*|indstilling\w*)",
    re.IGNORECASE,
)
_WITH = re.compile(r"\bmed $", re.IGNORECASE)
_LEADING = re.compile(r"(?:\b(?:med|stemt?e?|falt|faldt|ende?te?|ble|blei|blev|vart)|[,:(]) ?$")
# What counts something else, or compares with another year.
_OTHER = re.compile(r"\s?(?:%|°|i fjor|i \d{4}|året før|året efter|sist|sidst)")
_NEXT = re.compile(r" ([^\W\d_]+)")
_FOLLOWING_TEXT = "i for men mens falt faldt vedtok vedtog vant vandt tapte"
_FOLLOWING = NORDIC_WORDS | frozenset(_FOLLOWING_TEXT.split())


def find_votes(text: str) -> Iterator[Kept]:
    """Yield pairs of votes; in English the winners, or what is named first, come first, too."""
    about = _VOTING.search(text) is not None
    for match in _PAIR.finditer(text):
        counted = match["before"] or match["after"]
        alone = about or _WITH.search(text, max(0, match.start() - 4), match.start())
        if (counted or alone) and (match["after"] or _ends(text, match.end())):
            votes = " votes" if counted else ""
            yield Kept(*match.span(), f"{match['first']}{votes} to {match['last']}", "number")
    for match in _AGAINST.finditer(text):
        votes = "vote" if match["number"] == "1" else "votes"
        yield Kept(*match.span("votes"), f"{match['number']} {votes}", "bare")
    for match in _DASHED.finditer(text) if about else ():
        led = _LEADING.search(text[: match.start()])
        if led and (re.match(_VOTES, text[match.end() :]) or _ends(text, match.end())):
            yield Kept(*match.span(), match[0], "number")


def _ends(text: str, end: int) -> bool:
    """Say whether no noun follows that a number would count."""
    if _OTHER.match(text, end):
        return False
    word = _NEXT.match(text, end)
    return word is None or word[1][0].isupper() or word[1] in _FOLLOWING
