"""Number words of Danish, Norwegian and English, and the names of months and weekdays."""

from collections.abc import Iterable
from decimal import Decimal

_UNITS = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "sjø": 7, "åtte": 8,
    "otte": 8, "ni": 9,
}  # fmt: skip
_TEENS = {
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_TENS = {
    "tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "tredive": 30, "førti": 40, "fyrre": 40,
    "fyrretyve": 40, "femti": 50, "halvtreds": 50, "halvtredsindstyve": 50, "seksti": 60,
    "tres": 60, "tresindstyve": 60, "sytti": 70, "halvfjerds": 70, "halvfjerdsindstyve": 70,
    "åtti": 80, "firs": 80, "firsindstyve": 80, "nitti": 90, "halvfems": 90,
    "halvfemsindstyve": 90,
}  # fmt: skip
_ORDINALS = {
    "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "sjuende": 7, "syvende": 7, "sjuande": 7,
    "åttende": 8, "ottende": 8, "åttande": 8, "niende": 9, "niande": 9, "tiende": 10,
    "tiande": 10, "ellevte": 11, "tolvte": 12, "trettende": 13, "fjortende": 14,
    "femtende": 15, "sekstende": 16, "syttende": 17, "nittende": 19, "tjuende": 20,
    "tyvende": 20, "trettiende": 30,
}  # fmt: skip
_SPECIAL = {"halvannen": "1.5", "halvanden": "1.5", "dusin": "12", "tylft": "12", "snes": "20"}

_JOINED = _UNITS | {"en": 1, "én": 1, "ett": 1, "ein": 1, "eitt": 1}

SMALL_NORDIC: dict[str, Decimal] = {
    word: Decimal(value)
    for table in (_UNITS, _TEENS, _TENS, _SPECIAL)
    for word, value in table.items()
}
SMALL_NORDIC |= {  # tjueto, femtitre; toogtyve, femoghalvtreds
    unit_first: Decimal(ten + unit)
    for ten_word, ten in _TENS.items()
    for unit_word, unit in _JOINED.items()
    for unit_first in (ten_word + unit_word, f"{unit_word}og{ten_word}")
}


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


# A list of all its words takes 30 ms to compile.
SMALL_NORDIC_PATTERN = (
    f"(?:{_any_of(_JOINED)}og{_any_of(_TENS)}|{_any_of(_TENS)}{_any_of(_JOINED)}?"
    f"|{_any_of((*_UNITS, *_TEENS, *_SPECIAL))})"
)
"""Matches the words of `SMALL_NORDIC`."""
NORDIC_ORDINALS = {word: Decimal(value) for word, value in _ORDINALS.items()}
NORDIC_ONES_TEXT = "en ei ein et ett eit eitt én éi éin ét første fyrste"
NORDIC_ONES = frozenset(NORDIC_ONES_TEXT.split())
"""Articles as often as numbers: they explain a 1 in the English but ask for none."""
NORDIC_TWOS_TEXT = "begge både annen anden annet andet andre annan anna par dobbelt"
NORDIC_TWOS = frozenset(NORDIC_TWOS_TEXT.split())
"""They explain a 2 in the English but ask for none."""

NORDIC_MAGNITUDES = {
    "hundre": 100, "hundrede": 100, "tusen": 1000, "tusind": 1000, "tusinde": 1000,
    "million": 10**6, "millioner": 10**6, "millionar": 10**6, "mill": 10**6, "mio": 10**6,
    "mnok": 10**6, "mdkk": 10**6, "musd": 10**6, "meur": 10**6, "mkr": 10**6, "tkr": 1000,
    "tnok": 1000, "tdkk": 1000, "k": 1000,
    "milliard": 10**9, "milliarder": 10**9, "milliardar": 10**9, "mrd": 10**9, "mia": 10**9,
    "billion": 10**12, "billioner": 10**12, "billionar": 10**12,
}  # fmt: skip

_ENGLISH_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "dozen": 12,
    "noon": 12, "midnight": 24, "thirdly": 3, "fourthly": 4,
    "both": 2, "couple": 2, "pair": 2, "twice": 2, "double": 2, "twin": 2, "once": 1, "first": 1,
    "second": 2, "third": 3, "thirds": 3, "fourth": 4, "quarter": 4, "quarters": 4, "fifth": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11,
    "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "triple": 3,
    "three-quarters": 3, "fifths": 5, "tenths": 10, "a": 1, "an": 1, "single": 1, "half-dozen": 6,
    "fortnight": 14, "biannual": 2, "duo": 2, "trio": 3, "quartet": 4, "decade": 10,
}  # fmt: skip
_ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_PLURALS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90, "thirtieth": 30, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
SMALL_ENGLISH = {
    word: Decimal(value) for word, value in (_ENGLISH_SMALL | _ENGLISH_TENS | _PLURALS).items()
}
ENGLISH_MAGNITUDES = {
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "million": 10**6,
    "millions": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6, "billion": 10**9,
    "billions": 10**9, "bn": 10**9, "trillion": 10**12, "trillions": 10**12, "tn": 10**12,
    "k": 1000,
    # English copies these.
    "mnok": 10**6, "mdkk": 10**6, "musd": 10**6, "meur": 10**6, "mkr": 10**6, "tkr": 1000,
    "tnok": 1000, "tdkk": 1000,
}  # fmt: skip

_MONTHS = (
    "januar|january|jan", "februar|february|feb|febr", "mars|marts|march|mar", "april|apr",
    "mai|maj|may", "juni|june|jun", "juli|july|jul", "august|aug", "september|sept|sep",
    "oktober|october|okt|oct", "november|nov", "desember|december|des|dec",
)  # fmt: skip
_WEEKDAYS = (
    "mandag|måndag|monday|mondays", "tirsdag|tysdag|tuesday|tuesdays",
    "onsdag|wednesday|wednesdays|askeonsdag",
    "torsdag|thursday|thursdays|skjærtorsdag|skærtorsdag", "fredag|friday|fridays|langfredag",
    "lørdag|laurdag|saturday|saturdays", "søndag|sundag|sunday|sundays|palmesøndag|palmesundag",
)  # fmt: skip
# `calendar` names them in the locale's language.
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ENGLISH_WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
MONTHS = {word: n for n, words in enumerate(_MONTHS, 1) for word in words.split("|")}
WEEKDAYS = {word: n for n, words in enumerate(_WEEKDAYS, 1) for word in words.split("|")}
