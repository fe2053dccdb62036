"""Times of day in digits: `kl. 18.30`, `fra 07.00 til 16.30`, `Klokken er 22.30`.

A full stop between digits is the sign of a time here, since decimals have a comma. What may be a
date (`22.10`) or a decimal the English way (`3.15`) is kept as it is.
"""

import re
from collections.abc import Iterator

from pipeline.text.clock import AT
from pipeline.translation.placeholders import Kept

_TIME = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?![\w%]|[.,:]\d)"
_ABOUT = r"(?:(?:er|var|ble|blev|vart|ca\.?|cirka|rundt|omkring|kring)\s)"
# After `og`, a whole hour counts what a noun after it names: klokken 14 og 3 personer.
_NO_NOUN = (
    r"(?!\s(?!(?:ble|blev|blei|blir|var|vart|er|i|på|om|for|den|hver|hvert|kvar)\b)[a-zæøå]{2})"
)
# kl. 18.00, klokken 14 og 16.30, kl. 9.30–15
_CLOCK = re.compile(
    rf"\b{AT}\s?{_ABOUT}{{0,2}}({_TIME})(?:(?:\stil\s|\s?[-–]\s?)({_TIME})"
    rf"|\s(?:og|eller)\s({_TIME})(?:(?<=[.:]\d\d)|{_NO_NOUN}))?",
    re.IGNORECASE,
)
_UNIT = (
    r"(?!\s?(?:%|°|-?\s?(?:poeng|point|sek|min(?:utt)?\b|minutt?er|pro[sc]ent|grader|liter|meter|barn"
    r"|gang|gong|kg|km|kr|mill|mrd|mia|promille|tonn|timer|mål|dollar|euro|pund|øre)))"
)
_DOTTED = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_END = rf"(?![\w/]|[.,:]\d|[-–]\d){_UNIT}"
_BARE = re.compile(
    rf"(?<![\w.,:/–-])(?<!§ )(?:(?P<first>{_DOTTED})(?:\s(?:og|til|eller)\s|\s?[-–]\s?)"
    rf"(?P<last>{_DOTTED}){_END}|(?P<hour>{_TIME})[-–](?P<closing>{_DOTTED}){_END}"
    rf"|(?P<only>{_DOTTED}){_END})"
)
# A preposition before a time, which a number may follow as well: after others, it is kept as is.
_PREPOSITION = re.compile(
    r"\b(?:fra|frå|mellom|mellem|før|etter|efter|ved|rundt|omkring|kring|innen|inden|siden|sidan"
    r"|fre?m til|fram til|ca\.?|cirka|av|på|til) $",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"(?<!frem )(?<!fram )\b(?:av|på|til) $", re.IGNORECASE)
# What the model reads better with `kl.` before the time.
_EVENT = re.compile(
    r"\b(?:start\w*|begyn\w*|gå[rs]|gikk|gjekk|gik|kjør\w*|kør\w*|ank\w+|avgang\w*|avgår|åpn\w*|opn\w*"
    r"|åbn\w*|steng\w*|lukk\w*|slutt\w*|avspark|møtes|mødes|sendes|vises|møte[tr]? (?:er|var)"
    r"|(?:man|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag(?:en)?|i (?:dag|går|kveld|morgen|morgon"
    r"|aften|natt?|ettermiddag|eftermiddag))(?P<colon>:?) $",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:åpen|åpent|ope|open|åben|åbent|åpningstid\w*|åbningstid\w*):? $", re.IGNORECASE
)
_LONGEST_BEFORE = 24
_MONTHS = 12


def find_times(text: str) -> Iterator[Kept]:
    """Yield times of day that English writes otherwise, and what is either a time or a number."""
    for match in _CLOCK.finditer(text):
        # Whole hours, too: a model adds halves of the day.
        yield from (_time(match, group) for group in (1, 2, 3) if match[group])
    for match in _BARE.finditer(text):
        yield from _bare(match, text[max(0, match.start() - _LONGEST_BEFORE) : match.start()])


def _bare(match: re.Match[str], before: str) -> Iterator[Kept]:
    """Keep times without a word for o'clock, by what is before them."""
    event, opening = _EVENT.search(before), _OPEN.search(before)
    if not (event or opening or _PREPOSITION.search(before)):
        return
    groups = [name for name, value in match.groupdict().items() if value]
    if "hour" in groups and not (event or opening):
        return
    sure = len(groups) > 1 or not _VAGUE.search(before)
    sure = sure and any(_is_time_only(match[name]) for name in groups)
    for name in groups:
        if sure:
            lead = "kl. " if event and not event["colon"] and name == groups[0] else ""
            yield _time(match, name, lead)
        else:
            yield Kept(*match.span(name), match[name], "number")


def _is_time_only(written: str) -> bool:
    """Say whether digits are neither a date nor a decimal: 22.30 and 07.15, not 22.10 and 3.15."""
    hour, minute = _split(written)
    if not minute or ":" in written or minute == "00" or hour.startswith("0"):
        return bool(minute)
    return int(minute) > _MONTHS and len(hour) > 1


def _time(match: re.Match[str], group: int | str, lead: str = "") -> Kept:
    hour, minute = _split(match[group])
    return Kept(*match.span(group), f"{int(hour):02}:{minute or '00'}", "time", lead)


def _split(written: str | None) -> tuple[str, str]:
    hour, _, minute = (written or "").replace(".", ":").partition(":")
    return hour, minute
