"""Nights before a feast or a date: `natt til 2. påskedag`, `natten til julaften`.

Such a night ends on the morning of the day that it names. Models write the night after it. Of 74 in
written and parallel sentences, the English has `the early hours of` 47 times.
"""

import re
from collections.abc import Iterator

from pipeline.text.numerals import ENGLISH_MONTHS, MONTHS
from pipeline.translation.numbers.calendars import find_feasts
from pipeline.translation.placeholders import Kept

_NIGHT = re.compile(
    r"(?P<led>\b(?i:fra|frå|til|før|etter|efter|om|i|på) )?"
    r"\b[Nn]att?(?P<definite>en|a)? til (?:den )?"
)
# Natten til juledag blev kold, and no passive.
_IS = re.compile(
    r" (?:(?:er|var)\b|(?:bl(?:e|ei|ev|ir|iver)|vart|vert) "
    r"(?:\w+(?:ere|ig|som|full|fuld)|kald|kold|varm|mild|våt)\b)"
)
# Natt til 1. mai og natt til 3. mai: one preposition for both.
_JOINTS = frozenset([" og ", " eller "])
_EVES = (
    (r"lille ?jule?(?:aften|kveld|aftan)", "the day before Christmas Eve"),
    (r"jule?(?:aften|kveld|aftan)", "Christmas Eve"),
    (r"jule?dag(?:en)?", "Christmas Day"),
    (r"ny(?:tt)?års(?:aften|kveld|aftan)|nytårsaften", "New Year's Eve"),
    (r"ny(?:tt)?årsdag(?:en)?|nytårsdag", "New Year's Day"),
    (r"påske(?:aften|kveld|aftan)|påskelørdag", "Holy Saturday"),
    (r"pinse(?:aften|kveld|aftan)", "Whit Saturday"),
    (r"palmesøndag|palmesundag", "Palm Sunday"),
    (r"skj?ærtorsdag", "Maundy Thursday"),
    (r"langfredag", "Good Friday"),
    (r"(?:st\.? ?|sankt ?)hans(?:aften|kveld|aftan)", "Midsummer Eve"),
)
_EVE = re.compile("|".join(f"({nordic})(?!\\w)" for nordic, _ in _EVES), re.IGNORECASE)
_DATE = re.compile(rf"(?P<day>\d{{1,2}})\. ?(?P<month>{'|'.join(MONTHS)})(?![\w-])", re.IGNORECASE)


def find_nights(text: str) -> Iterator[Kept]:
    """Yield the nights of a text before a feast or a date, as the early hours of that day.

    The model reads `i 617` for one without a preposition, unless it is what a sentence is about.
    """
    last = 0
    feasts = {feast.start: feast for feast in find_feasts(text)}
    for match in _NIGHT.finditer(text):
        feast = feasts.get(match.end())
        day = (feast.end, feast.target) if feast else _find_day(text, match.end())
        if day is None:
            continue
        end, english = day
        start = match.end("led") if match["led"] else match.start()
        topic = match["definite"] and _IS.match(text, end)
        led = match["led"] or (last and text[last:start] in _JOINTS)
        lead = "" if led or topic else "I " if text[start].isupper() else "i "
        last = end
        yield Kept(start, end, f"the early hours of {english}", "number", lead)


def _find_day(text: str, start: int) -> tuple[int, str] | None:
    """Return where a feast or a date that starts at an offset ends, and its English."""
    if eve := _EVE.match(text, start):
        return eve.end(), _EVES[(eve.lastindex or 1) - 1][1]
    date = _DATE.match(text, start)
    if date is None:
        return None
    month = ENGLISH_MONTHS[MONTHS[date["month"].lower()] - 1]
    return date.end(), f"{date['day']} {month}"
