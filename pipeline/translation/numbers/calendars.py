"""Weeks, feast days and opening hours: `uke 16`, `2. juledag`, `man–fre 10–18, søn stengt`."""

import re
from collections.abc import Iterator

from pipeline.translation.numbers.ordinals import ordinal
from pipeline.translation.placeholders import Kept

_WEEK = re.compile(
    r"\b(?:uke|veke|uge) (?P<first>[1-9]\d?)"
    r"(?:(?P<joint> (?:og|til|eller) |[-–])(?P<last>[1-9]\d?))?(?![\w/–-]|[.,:]\d| ?%)",
    re.IGNORECASE,
)
_JOINTS = {"og": "and", "til": "to", "eller": "or"}

_FEASTS = {
    ("jule", 1): "Christmas Day", ("jule", 2): "Boxing Day",
    ("påske", 1): "Easter Sunday", ("påske", 2): "Easter Monday",
    ("pinse", 1): "Whit Sunday", ("pinse", 2): "Whit Monday",
    ("nyttårs", 1): "New Year's Day", ("nyårs", 1): "New Year's Day",
    ("nytårs", 1): "New Year's Day",
}  # fmt: skip
_LATER = {"jule": "day of Christmas", "påske": "day of Easter", "pinse": "day of Whitsun"}
_FEAST = re.compile(
    r"(?<![\w.,])(?:(?P<number>[1-4])\.|(?P<first>første|fyrste)|(?P<second>andre|anden|annen)"
    r"|(?P<third>tredje))[ -]?(?P<feast>jule|påske|pinse|nyttårs|nyårs|nytårs)dag(?!\w)",
    re.IGNORECASE,
)
# Alone, the first day; a compound (pinsedagene) is none.
_NAMED = {"påskedag": "Easter Sunday", "pinsedag": "Whit Sunday"}
_NAMED_DAY = re.compile(rf"(?<![\w-])(?:{'|'.join(_NAMED)})(?![\w-])", re.IGNORECASE)
_ASCENSION = re.compile(r"\b(?:Kr\.|Krist[ie]) ?himmelfartsdag(?!\w)", re.IGNORECASE)
# The 5th of this month (ds.), of the last (f.m.), of the next (n.m.).
_MONTH = re.compile(r"(?<![\w.,])(?:den )?(\d{1,2})\. ?(ds|d\.m|f\.m|n\.m)\.?(?=[ ,;)]|$)")
_MONTHS = {"ds": "this", "d.m": "this", "f.m": "last", "n.m": "next"}

_DAYS = {
    "man": "Mon", "mån": "Mon", "tir": "Tue", "tirs": "Tue", "tys": "Tue", "ons": "Wed",
    "tor": "Thu", "tors": "Thu", "fre": "Fri", "lør": "Sat", "lau": "Sat", "laur": "Sat",
    "søn": "Sun", "sun": "Sun",
}  # fmt: skip
_LONG = {
    "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday",
    "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
# A pronoun, a name and fried.
_WORDS = frozenset({"man", "mån", "tor", "lau", "sun", "tir", "fre"})
_DAY = rf"(?:{'|'.join(sorted(_DAYS, key=len, reverse=True))})"
_CLOCK = r"\d{1,2}(?:[.:][0-5]\d)?"
_SPAN = re.compile(
    rf"(?<![\w-])(?P<first>{_DAY})(?P<long>dag)?\.?"
    rf"(?: ?[-–] ?(?P<last>{_DAY})(?P<longer>dag)?\.?)?"
    rf"(?:(?::? ?(?:kl\.? ?)|:? )(?P<opens>{_CLOCK}) ?[-–] ?(?P<closes>{_CLOCK})(?![\w–-]|[.,:]\d)"
    r"|:? (?P<shut>stengt|lukket|lukka)|(?P<dated>(?= \d{1,2}\. [a-zæøå]{3})))?(?![\w-])",
    re.IGNORECASE,
)


def find_feasts(text: str) -> Iterator[Kept]:
    """Yield feast days with a number, and those that are named alone."""
    numbered = set()
    for match in _FEAST.finditer(text):
        numbered.add(match.end())
        which = ("first", "second", "third")
        worded = next((place for place, name in enumerate(which, 1) if match[name]), 0)
        feast, number = match["feast"].lower(), int(match["number"] or worded)
        english = _FEASTS.get((feast, number))
        if english is None and feast in _LATER:
            english = f"the {ordinal(number)} {_LATER[feast]}"
        if english:
            yield Kept(*match.span(), english)
    for match in _NAMED_DAY.finditer(text):
        if match.end() not in numbered:
            yield Kept(*match.span(), _NAMED[match[0].lower()])


def find_calendars(text: str) -> Iterator[Kept]:
    """Yield numbered weeks, feast days, days of this month, and days with their opening hours."""
    yield from find_feasts(text)
    for match in _ASCENSION.finditer(text):
        yield Kept(*match.span(), "Ascension Day")
    for match in _MONTH.finditer(text):
        yield Kept(*match.span(), f"the {ordinal(int(match[1]))} of {_MONTHS[match[2]]} month")
    for match in _WEEK.finditer(text):
        first, last, joint = match["first"], match["last"], match["joint"]
        word = "Week" if match[0][0].isupper() else "week"
        joined = f"s {first}{_join(joint)}{last}" if last else f" {first}"
        yield Kept(*match.span(), word + joined, "number")
    yield from _hours(text)


def _join(joint: str) -> str:
    return f" {_JOINTS[joint.strip().lower()]} " if joint.strip().isalpha() else joint


def _hours(text: str) -> Iterator[Kept]:
    """Yield days with hours, `man` and `søn` being words as well unless hours or a day follow."""
    for match in _SPAN.finditer(text):
        last, opens, shut = match["last"], match["opens"], match["shut"]
        dated = match["dated"] is not None and match["first"].lower() not in _WORDS
        shortened = not match["long"] or bool(last and not match["longer"])
        if not (last or ((opens or shut or dated) and shortened)):
            continue
        # A man 10-12: the pronoun, and a son.
        if not last and not dated and not match[0][len(match["first"]) :].startswith("."):
            before = text[: match.start()].rstrip(" ")
            if before and before[-1] not in ",;:(" and not re.search(r"\d og$", before):
                continue
        english = _day(match["first"], match["long"])
        if last:
            english += f"–{_day(last, match['longer'])}"
        if opens:
            english += f" {opens.replace('.', ':')}–{match['closes'].replace('.', ':')}"
        english += " closed" if shut else ""
        yield Kept(*match.span(), english)


def _day(short: str, long: str | None) -> str:
    day = _DAYS[short.lower()]
    return _LONG[day] if long else day
