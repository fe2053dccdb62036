"""Amounts of money and measures: how Nordic texts write them, and what they are in English.

`5 mill. dollar`, `€30`, `12.500,-`, `84 m²` and `130 km/t` are one thing each: a number, maybe a
magnitude, and a unit. Both languages are read as values of a unit, so that they can be compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.translation.numbers.units import (
    CODES,
    CROWNS,
    CURRENCIES,
    EACH,
    MAGNITUDES,
    MEASURES,
    ORIGINS,
    PER,
    SCALED,
    SCALES,
    SYMBOLS,
    has_scandinavian_miles,
)
from pipeline.translation.numbers.words import plain_number


@dataclass(frozen=True, slots=True)
class Amount:
    """A stretch of a text that counts something, and its English.

    `values` are plain numbers, two for a range. `unit` is a code (`USD`, `m²`), or nothing for a
    magnitude alone (`250 mill.`).
    """

    start: int
    end: int
    text: str
    values: tuple[str, ...]
    unit: str
    english: str


_SINGLY = "each"
# In a Scandinavian mile.
_KILOMETRES = 10
_UNITS = (*CURRENCIES, *MEASURES)
_SPACE = r"[ \u00a0\u202f\u2009]"
_SYMBOL = r"(?:(?:US|R|A|C|NZ|HK|S)?\$|[\u00a3\u00a5\u20a0-\u20cf])"
_CODE = rf"(?:(?:{'|'.join(CODES)}|{SCALED})\b)"
_SIGN = rf"(?:(?<![\w)])[-\u2212+\u00b1\u2248~<>\u2264\u2265]{_SPACE}?)?"
_NORDIC_NUMBER = (
    rf"(?:\d{{1,3}}(?:(?:\.\d{{3}})+|(?:{_SPACE}\d{{3}})+)(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
)
_ENGLISH_NUMBER = r"(?:\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
_NORDIC_RANGE = rf"{_SPACE}?[-\u2013\u00b1\u00d7]{_SPACE}?"
_ENGLISH_RANGE = rf"(?:{_NORDIC_RANGE}|{_SPACE}(?:to|and|or){_SPACE})"
_BEFORE = r"(?<![\w/])(?<!\d[.,:])"
# 2 kg. kaffe: some write a full stop after any unit.
_ABBREVIATED = r"(?:(?<=[a-z])\.(?= [a-zæøå]))?"
_AFTER = r"(?![\w²³]|[.,]\d)"
_NORDIC_MAGNITUDE = "|".join(row[0] for row in MAGNITUDES)
_ENGLISH_MAGNITUDE = rf"(?:{'|'.join(row[1] for row in MAGNITUDES)})\b\.?"
_NORDIC_UNIT = "|".join(unit.nordic for unit in _UNITS)
_ENGLISH_UNIT = rf"(?:{'|'.join(unit.english for unit in _UNITS)})(?!\w)"
# kr/kWh, kr pr. md., kr pr. stk., kr stykket i går, but kroner timen før
_SPANS = "timen|måneden|månaden|uken|uka|ugen|døgnet"
_PER = (
    rf"(?:(?:/|{_SPACE}(?:pr\.?|per){_SPACE}(?=(?:mn?d|stk|stykk?|dekar|daa|mål)\b))"
    rf"(?P<per>{'|'.join(map(re.escape, PER))})"
    rf"|{_SPACE}(?P<each>(?:{_SPANS})\b(?!{_SPACE}(?:før|etter|efter|da|i)\b)"
    rf"|(?!{_SPANS})(?:{'|'.join(EACH)})\b))?"
)

_NORDIC = (
    # $60,000: no price has three decimals
    re.compile(
        rf"{_BEFORE}(?P<unit>(?:US|A|C|NZ|HK|S)?\$|£){_SPACE}?"
        r"(?P<commas>\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?!\w|[.,]\d)"
    ),
    # $45, €1,2 milliarder, NOK 345 mill., kr 500
    re.compile(
        rf"{_BEFORE}(?P<unit>{_SYMBOL}|{_CODE}|(?i:kr)\b\.?){_SPACE}?(?P<first>{_NORDIC_NUMBER})"
        rf"(?:{_NORDIC_RANGE}(?P<last>{_NORDIC_NUMBER}))?(?:{_SPACE}?(?P<magnitude>{_NORDIC_MAGNITUDE}))?"
        rf"(?P<dash>,[-\u2013])?{_PER}(?!\w)"
    ),
    # 5 mill. dollar, 12.500,-, 84 m², 4,5 kr/kWh
    re.compile(
        rf"{_BEFORE}(?P<sign>{_SIGN})(?P<first>{_NORDIC_NUMBER})"
        rf"(?:{_NORDIC_RANGE}(?P<last>{_NORDIC_NUMBER}))?"
        rf"(?:(?P<dash>,[-\u2013](?!\d)(?:{_SPACE}?(?:kr\b\.?|kroner))?)"
        rf"|(?:{_SPACE}?(?P<magnitude>{_NORDIC_MAGNITUDE}))?{_SPACE}?(?:(?P<origin>{'|'.join(ORIGINS)}){_SPACE})?"
        rf"(?P<unit>{_SYMBOL}|{_CODE}|{_NORDIC_UNIT})){_PER}{_ABBREVIATED}{_AFTER}"
    ),
    # 250 mill.
    re.compile(
        rf"{_BEFORE}(?P<first>{_NORDIC_NUMBER})(?:{_NORDIC_RANGE}(?P<last>{_NORDIC_NUMBER}))?"
        rf"{_SPACE}?(?P<magnitude>{_NORDIC_MAGNITUDE}){_AFTER}"
    ),
)
_ENGLISH_SCALED = (
    rf"(?P<first>{_ENGLISH_NUMBER})(?:{_ENGLISH_RANGE}(?P<last>{_ENGLISH_NUMBER}))?"
    rf"(?:[ -]?(?P<magnitude>{_ENGLISH_MAGNITUDE}))?"
)
_ENGLISH = (
    re.compile(rf"(?<!\w)(?P<unit>{_SYMBOL}|{_CODE}|(?i:kr)\b\.?){_SPACE}?{_ENGLISH_SCALED}"),
    re.compile(
        rf"{_BEFORE}{_ENGLISH_SCALED}[ -]?"
        rf"(?:(?P<origin>{'|'.join(ORIGINS.values())}|American|Swiss) )?"
        rf"(?P<unit>{_SYMBOL}|{_CODE}|{_ENGLISH_UNIT})"
    ),
    re.compile(rf"{_BEFORE}{_ENGLISH_SCALED}"),
)


@lru_cache(maxsize=256)
def find_amounts(text: str) -> tuple[Amount, ...]:
    """List the amounts of a Nordic text in order."""
    if not any(map(str.isdigit, text)):
        return ()
    found: list[Amount] = []
    for pattern in _NORDIC:
        for match in pattern.finditer(text):
            apart = all(match.end() <= each.start or each.end <= match.start() for each in found)
            if apart and (amount := _read(match)):
                found.append(amount)
    return tuple(sorted(found, key=lambda each: each.start))


def lost_amounts(source: str, target: str) -> list[Amount]:
    """List the amounts of a Nordic text that its English does not hold, or not as often."""
    wanted = find_amounts(source)
    if not wanted:
        return []
    held = list(_english_values(target))
    return [each for each in wanted if not _take(each, held)]


def _take(amount: Amount, held: list[tuple[str, str]]) -> bool:
    """Take the values of an amount out of what an English text holds, if they are all there."""
    taken = []
    for value in amount.values:
        same = (each for each in held if _is_same((value, amount.unit), each))
        found = next(same, None)
        if found is None:
            return False
        taken.append(found)
    for each in taken:
        held.remove(each)
    return True


def _is_same(wanted: tuple[str, str], given: tuple[str, str]) -> bool:
    """Say whether values with units are the same; `mil` may be told in kilometres."""
    if wanted[1] == "mil" and given == (plain_number(Decimal(wanted[0]) * _KILOMETRES), "km"):
        return True
    return wanted[0] == given[0] and _agree(wanted[1], given[1])


def _agree(wanted: str, given: str) -> bool:
    if not wanted or wanted == given or {wanted, given} == {"mål", "daa"}:
        return True
    return "kr" in {wanted, given} and {wanted, given} <= CROWNS


def _english_values(text: str) -> Iterator[tuple[str, str]]:
    """Yield the values and units of an English text, each number once."""
    read: set[int] = set()
    for pattern in _ENGLISH:
        for match in pattern.finditer(text):
            if read.isdisjoint(range(*match.span())):
                read.update(range(*match.span()))
                unit = _code(match.groupdict().get("unit") or "", english=True)
                yield from ((value, unit) for value in _values(match, english=True))


def _read(match: re.Match[str]) -> Amount | None:
    groups = match.groupdict()
    if groups.get("commas"):
        return _read_commas(match)
    if groups.get("unit") == "mål" and not _is_land(match):
        return None
    if groups.get("unit") == "da" and "," not in match["first"]:
        return None
    if groups.get("unit") == "mil" and not has_scandinavian_miles(match.string):
        return None
    if any(
        re.search(r",\d{3}$", groups[name] or "") for name in ("first", "last") if name in groups
    ):
        return None  # 10,000 kr: thousands the English way, or a decimal
    text, end = match[0], match.end()
    # The full stop of "kr." ends the sentence, too.
    if text.endswith(".") and not match.string[end:].strip("\"'»”) \n"):
        text, end = text[:-1], end - 1
    unit = _code(groups.get("unit") or ("kr" if groups.get("dash") else ""))
    return Amount(match.start(), end, text, _values(match), unit, _english(match, unit))


def _read_commas(match: re.Match[str]) -> Amount:
    written = match["unit"]
    value = plain_number(Decimal(match["commas"].replace(",", "")))
    return Amount(
        *match.span(), match[0], (value,), SYMBOLS.get(written, written), written + match["commas"]
    )


def _is_land(match: re.Match[str]) -> bool:
    """Say whether `mål` are measures of land rather than goals: by a word beside it, or by size."""
    start, end = match.span()
    before, after = match.string[max(0, start - 30) : start], match.string[end : end + 20]
    if _LAND_AFTER.match(after) or _LAND_BEFORE.search(before):
        return True
    return max(map(Decimal, _values(match))) > _MOST_GOALS and not _SPORT.search(match.string)


_LAND = (
    r"(?:dyrk\w+|\w*jord\w*|\w*skog\w*|\w*land(?:et)?|\w*tomt\w*|\w*myr\w*|\w*mark\w*|"
    r"\w*beite\w*|\w*åke?r\w*|\w*eiendom\w*|\w*eigedom\w*|\w*areal\w*|gård\w*|gard\w*|bruk\w*)"
)
_LAND_AFTER = re.compile(
    rf" (?:med |stor[te]? |fulldyrk\w+ |ny )?{_LAND}\b|(?: stor[te]?)\b", re.IGNORECASE
)
_LAND_BEFORE = re.compile(
    rf"\b{_LAND} (?:er )?(?:på |er )?(?:(?:om lag|ca\.|rundt) )?$", re.IGNORECASE
)
_SPORT = re.compile(
    r"\b(?:scor\w+|skår\w+|\w*kamp\w*|karriere\w*|\w*sesong\w*|assist\w*|spiller\w*|spelar\w*|"
    r"klubb\w*|\w*lag(?:et)?|liga\w*|\w*serie\w*|toppscorer\w*)\b",
    re.IGNORECASE,
)
_MOST_GOALS = 20


def _code(written: str, *, english: bool = False) -> str:
    """Return the code of a unit as it is written, itself where it is none of the table."""
    if not written or written in CODES:
        return written
    if re.fullmatch(SCALED, written):
        return written.split(maxsplit=1)[0][1:]
    if written in SYMBOLS:
        return SYMBOLS[written]
    return _unit_codes(written, english=english)


@lru_cache(maxsize=1024)
def _unit_codes(written: str, *, english: bool) -> str:
    for unit in _UNITS:
        # What must follow a Nordic unit was seen when it was found.
        pattern = unit.english if english else unit.nordic.partition("(?=")[0]
        if re.fullmatch(pattern, written):
            return unit.code
    return written


def _values(match: re.Match[str], *, english: bool = False) -> tuple[str, ...]:
    factor = _factor(match["magnitude"], english=english)
    unit = match.groupdict().get("unit") or ""
    factor *= SCALES[unit[0].upper()][0] if re.fullmatch(SCALED, unit) else 1
    numbers = (match["first"], match["last"])
    return tuple(
        plain_number(Decimal(_plain(each, english=english)) * factor) for each in numbers if each
    )


def _factor(magnitude: str | None, *, english: bool) -> int:
    if not magnitude:
        return 1
    side = 1 if english else 0
    return next(row[2] for row in MAGNITUDES if re.fullmatch(rf"(?:{row[side]})\.?", magnitude))


def _plain(number: str, *, english: bool) -> str:
    thousands, point = (",", ".") if english else (".", ",")
    joined = re.sub(_SPACE, "", number)
    if re.fullmatch(rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{point}]\d+)?", joined):
        joined = joined.replace(thousands, "")
    return joined.replace(",", ".")


def _english(match: re.Match[str], code: str) -> str:
    """Write an amount the English way."""
    groups = match.groupdict()
    first, last = match["first"], groups.get("last")
    spell = _kilometres if code == "mil" else english_number
    numbers = spell(first)
    if last:
        between = match.string[match.end("first") : match.start("last")]
        numbers += between + spell(last)
    magnitude = groups["magnitude"]
    scale = next(
        (f" {row[3]}" for row in MAGNITUDES if magnitude and re.fullmatch(row[0], magnitude)), ""
    )
    written = groups.get("unit") or ""
    scaled = re.fullmatch(SCALED, written) is not None
    if scaled:
        scale = SCALES[written[0].upper()][1]
    amount = numbers + scale
    per = _per(groups.get("per"), groups.get("each"))
    if re.fullmatch(_SYMBOL, written):
        return f"{groups.get('sign') or ''}{written}{amount}{per}"
    if written in CODES or (scaled and code in CODES):
        return f"{code} {amount}{per}"
    unit = next((each for each in _UNITS if each.code == code), None)
    if unit is None:
        return amount
    name = unit.one if amount == "1" else unit.more
    origin = f"{ORIGINS[groups['origin']]} " if groups.get("origin") else ""
    space = "" if code == "°" else " "
    return f"{groups.get('sign') or ''}{amount}{space}{origin}{name}{per}"


def _kilometres(mil: str) -> str:
    """Write Scandinavian miles as kilometres: English readers take `mil` for something else."""
    return f"{(Decimal(_plain(mil, english=False)) * _KILOMETRES).normalize():,f}"


def _per(written: str | None, each: str | None) -> str:
    if each:
        return f" {EACH[each]}"
    if not written:
        return ""
    return " each" if PER[written] == _SINGLY else f"/{PER[written]}"


def english_number(number: str) -> str:
    """Write a Nordic number the English way: 1.550 and 1 550 are 1,550, and 3,5 is 3.5."""
    if re.fullmatch(rf"\d{{1,3}}(?:(?:\.|{_SPACE})\d{{3}})+(?:,\d+)?", number):
        return re.sub(_SPACE, ".", number).translate(_TO_ENGLISH)
    return number.replace(",", ".")


_TO_ENGLISH = str.maketrans(".,", ",.")
