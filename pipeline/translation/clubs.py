"""Sports clubs that are called by a common word: Brann, Start, Lyn.

Inside a sentence, a capital makes them names. At its start, and in capitals, they are words unless
the sentence is about sport.
"""

import re
from collections.abc import Iterator

from pipeline.translation.firms import shape_before
from pipeline.translation.names import starts_sentence
from pipeline.translation.persons import ACTS
from pipeline.translation.placeholders import Kept

_CLUBS_TEXT = (
    "Brann Start Viking Lyn Fram Frem Fremad Glimt Jerv Djerv Urædd Freidig Skarp "
    "Kvik Rapp Fløya Comet Drott Skeid Ull Donn Vindbjart Trane Mjølner Runar Skovbakken Odd"
)
_CLUBS = frozenset(_CLUBS_TEXT.split())
# A genitive's s is no part, nor what follows a hyphen: Brann-treneren.
_CLUB = re.compile(
    rf"(?<![\w-])(?P<name>{'|'.join(_CLUBS_TEXT.split())})(?=s?(?:-[a-zæøå]|[^\w-]|-?$))"
)
_PLAYS = re.compile(
    r" (?:vant|vandt|vann|vinner|vinn|vinder|tapte|tabte|taper|tapar|taber|(?:slo|slår)(?! ned)"
    r"|spilte|spelte|spillede|(?:rykke[rt]|rykka|rykte) (?:opp?|ned)|utlign\w+|udlign\w+"
    r"|scor\w+|signer\w+|(?:møter|møtte|møder|mødte) [A-ZÆØÅ]\w+|(?:leder|leier) \d)\b"
)
# Glimt snudde 0–2 til 3–2
_TURNS = re.compile(
    r" (?:snu(?:r|dde)|vend(?:te|er)|led(?:er|et|a)|kom|gikk) [^.]{0,20}?\d{1,2}[-–]\d{1,2}\b"
)
_SPORT = re.compile(
    r"\b(?:\w*(?:cup|trener|træner|trenar|keeper|målmand|spiller|spelar|spiss|kamp|sesong|sæson|liga"
    r"|divisjon|division|finale|fotball|fodbold|håndball|håndbold)\w*"
    r"|serie(?:n|mest|gull|guld|lede|start|åpn)\w*|eliteserie\w*|opprykk\w*|oprykn\w*|nedrykk\w*"
    r"|nedrykn\w*|kvalik\w*|uavgjort|uafgjort|skår\w*|scor\w*|rykk\w+|vant|vandt|tapte|tabte"
    r"|mål|poeng|point|ledelsen|leiinga|føringen|føringa)\b|(?<![\w.,:-])\d{1,2}[-–]\d{1,2}(?![\w:-]|[.,]\d)",
    re.IGNORECASE,
)
# Tabellen: 1. Glimt, 2. Brann 58
_RANKED = re.compile(r"(?<!\w)\d{1,2}[.)] \Z")
_SCORED = re.compile(r"$|,|[ :]+\d")
_NAME_AFTER = re.compile(r" ([A-ZÆØÅ][\w-]*)")
_NAME_BEFORE = re.compile(r"([A-ZÆØÅ][\w-]*) \Z")


def is_club(word: str) -> bool:
    """Say whether a capitalized word is the name of a club that is a common word as well."""
    return word in _CLUBS


def is_about_sport(text: str) -> bool:
    """Say whether a text has a word or a result of sport, in any case."""
    return _SPORT.search(text) is not None


def find_clubs(text: str) -> Iterator[Kept]:
    """Yield the names of such clubs of a text that is not in capitals."""
    for match in _CLUB.finditer(text):
        if starts_sentence(text, match.start()):
            ranked = _RANKED.search(text, 0, match.start()) and _SCORED.match(text, match.end())
            if not ranked and not _begins(text, match.end()):
                continue
        elif _is_part(_NAME_BEFORE.search(text, 0, match.start())):
            continue
        if not _is_part(_NAME_AFTER.match(text, match.end())):
            yield Kept(*match.span("name"), match["name"], shape_before(text, match.end()))


def _begins(text: str, end: int) -> bool:
    """Say whether a club begins a sentence and ends at an offset, rather than a common word."""
    if text.startswith("-", end) or _PLAYS.match(text, end) or _TURNS.match(text, end):
        return True
    return ACTS.match(text, end) is not None and is_about_sport(text)


def _is_part(neighbour: re.Match[str] | None) -> bool:
    """Say whether the neighbour of a word makes it a part of another name: Kvik Halden."""
    return neighbour is not None and not is_club(neighbour[1])
