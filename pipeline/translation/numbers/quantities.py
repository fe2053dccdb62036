"""What a number says beyond its value: its sign, its unit, its place before or after another."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.text.numerals import SMALL_ENGLISH, SMALL_NORDIC
from pipeline.translation.numbers.units import has_scandinavian_miles
from pipeline.translation.numbers.words import Mention

# A dash is a sign before a number that counts degrees or shares, and none in 10-12 or a list.
_SIGNED = re.compile(
    r"(?:(?<![^\s(])(?<!\d )-|(?i:\bminus\s))\d{1,18}(?:,\d{1,18})?"
    r"(?=\s?(?:°|%|grad|prosent|procent|pst)|\s(?:til|og|eller)\s-?\d)"
)
_DEGREES = re.compile(r"\s?(?:°|grad)")
_COLD_TEXT = r"(?<![^\s(])-\s?\d|\b(?:minus|negative|below|under|sub-?zero|freez|frost)"
_COLD = re.compile(_COLD_TEXT, re.IGNORECASE)
_FALLING = re.compile(
    r"\b(?:drop|down|f[ae]ll|declin|decreas|shr[aiu]nk|reduc|los[est]|low|cut)", re.IGNORECASE
)
_SCORE = re.compile(r"(?<![\w.,:-])(\d{1,3})-(\d{1,3})(?![\w:-]|[.,]\d)")
_LOSING = re.compile(r"\b(?:los[est]\w*|defeat\w*|beaten)\b", re.IGNORECASE)
_AMOUNT = r"(?<![\d.,])(\d[\d.,]*)"
_NORDIC_PAIR = re.compile(rf"{_AMOUNT}(?: \w+)? (?:til|mot|av|ud af|af) (?:[^\W\d]+ )?(\d[\d.,]*)")
_ENGLISH_PAIR = re.compile(
    rf"{_AMOUNT}(?: \w+|%)? (?:to|against|of|out of|for) (?:[^\W\d]+ )?(?:DKK |NOK )?(\d[\d.,]*)"
)
_NORDIC_SIDE = re.compile(
    r"(?<![\d.,])(\d{1,3})(?: stemmer| røyster)? (?:(for)|(i?mo[td]))\b(?! \d)", re.IGNORECASE
)
_ENGLISH_SIDE = re.compile(
    r"(?<![\d.,])(\d{1,3})(?: votes?)? (?:(for|in favou?r)|(against))\b(?! \d)", re.IGNORECASE
)
_SHARE = r"(?:%|prosent|procent|p[sc]t\b\.?)"
_ENGLISH_SHARE = r"(?:%|per\s?cent(?:age)?\b|\bpct\b)"
_MIL = r"(?<!engelske )\bmil\b"
# Units by kind, each as a Nordic and an English text write it.
_UNITS_TEXT = (
    ((rf"{_SHARE}-?\s?po[ei]", r"points?\b|\bpp\b"),
     (rf"{_SHARE}(?!-?\s?po[ei])", rf"{_ENGLISH_SHARE}(?![- ]points?)"),
     (r"promille|‰", r"per ?mill?[ei]?\b|promille|‰")),
    ((r"\d ?(?:kr\b|kron)|(?<!\w)kroner|\b(?:NOK|DKK|SEK)", r"kron|\bkr\b|NOK|DKK|SEK|crown"),
     (r"euro\b|EUR\b|€", r"euros?\b|EUR|€"),
     (r"dollar|USD|\$", r"dollar|USD|\$|bucks?"),
     (r"\d ?pund|\bGBP|£", r"pound|GBP|£")),
    ((r"\bkm(?:/t)?\b|kilometer", r"\bkm|kilomet|kph"),
     (r"\bmiles?\b|engelske mil|mph", r"\bmiles?\b|\bmph\b"),
     (_MIL, r"\bmil\b|\bkm|kilomet|Scandinavian mile")),
    ((r"\d ?sekund|\bsekunder", r"second"),
     (r"\bminutt?", r"minute"),
     (r"\btimers?\b", r"hour"),
     (r"\b(?:uke|veke|uge)rs?\b", r"week"),
     (r"\bmån[ae]ders?\b|\bmånad[ae]rs?\b", r"month")),
)  # fmt: skip
_UNITS = tuple(
    [[re.compile(each, re.IGNORECASE) for each in unit] for unit in kind] for kind in _UNITS_TEXT
)
_SEVERAL = r"\b(?:flere|fleire|mange|et par|noen|nokre|nogle|adskillige)"
_THOUSANDS = (
    rf"{_SEVERAL} (?:tusen|tusind|tusinde)\b|\b(?:tusen|tusind)(?:vis|er)\b|"
    r"\b(?:ti|hundre|hundrede)tus[ei]n\w*"
)
# Round numbers without digits, and what English has for them.
_ROUND_TEXT = (
    (rf"{_SEVERAL} hundrede?\b|\bhundre(?:de)?vis\b", r"hundred|\d{3}"),
    (_THOUSANDS, r"thousand|\d[,.]?\d{3}|million"),
    (rf"{_SEVERAL} million\w*|\bmillion[ae]r av", r"million|\dm\b"),
    (rf"{_SEVERAL} milliard\w*", r"billion|\dbn\b"),
)  # fmt: skip
_ROUND = tuple([re.compile(each, re.IGNORECASE) for each in row] for row in _ROUND_TEXT)
_UNIT = re.compile(r"[^\W\d]+(?:/\w)?|[%‰$€£]")
# Most sentences have nothing of a table, and one search tells.
_ANY_ROUND = re.compile("|".join(nordic for nordic, _ in _ROUND_TEXT), re.IGNORECASE)
_ANY_UNIT = tuple(
    re.compile("|".join(nordic for nordic, _ in kind), re.IGNORECASE) for kind in _UNITS_TEXT
)


def changed_quantities(source: str, target: str) -> Iterator[Mention]:
    """List what a Nordic text counts and its English counts otherwise, both normalized.

    Minus degrees without a minus, turned results and ranges, percent for percentage points, euros
    for dollars, "several" for "several thousand".
    """
    yield from _lost_signs(source, target)
    yield from _turned_scores(source, target)
    yield from _turned_pairs(source, target)
    yield from _turned_votes(source, target)
    yield from _other_units(source, target)
    yield from _short_miles(source, target)
    for nordic, english in _ROUND if _ANY_ROUND.search(source) else ():
        match = nordic.search(source)
        if match and not english.search(target):
            yield Mention(match[0], frozenset())


def has_invented_share(source: str, target: str) -> bool:
    """Say whether an English text counts something in per cent, and its source nothing."""
    return _COUNTED_SHARE.search(target) is not None and _ANY_SHARE.search(source) is None


_COUNTED_SHARE = re.compile(rf"\d ?{_ENGLISH_SHARE}", re.IGNORECASE)
# Halves, quarters and points of a rate may be told in per cent.
_ANY_SHARE = re.compile(
    rf"{_SHARE}|percent|promille|‰|\b(?:halv|kvart|fjerdedel|femtedel|tidel|tiende|hver)|rente",
    re.IGNORECASE,
)


def _lost_signs(source: str, target: str) -> Iterator[Mention]:
    """List temperatures and shares below nought that the English does not put there.

    A share may fall by 5%, a temperature that falls to 5 degrees is above nought.
    """
    signed = list(_SIGNED.finditer(source))
    if not signed or _COLD.search(target):
        return
    falls = _FALLING.search(target) is not None
    for match in signed:
        if not falls or _DEGREES.match(source, match.end()):
            yield Mention(match[0], frozenset())


def _turned_scores(source: str, target: str) -> Iterator[Mention]:
    """List the results (2-1) of which the English holds only the reverse (1-2).

    English may say "lost 3-0" where Nordic texts say that a team lost 0-3.
    """
    scores = dict.fromkeys(_SCORE.findall(source))
    given = set(_SCORE.findall(target)) if scores else set()
    lost = bool(given) and _LOSING.search(target) is not None
    for score in scores:
        excused = lost and int(score[0]) < int(score[1])
        if score not in given and score[::-1] in given and not excused:
            yield Mention("-".join(score), frozenset())


def _turned_pairs(source: str, target: str) -> Iterator[Mention]:
    """List `fra 2 til 3` and `2 av 3` of which the English holds only the reverse."""
    pairs = list(_NORDIC_PAIR.finditer(source))
    given = {_digits(match) for match in _ENGLISH_PAIR.finditer(target)} if pairs else set()
    for match in pairs:
        pair = _digits(match)
        if pair[0] != pair[1] and pair not in given and pair[::-1] in given:
            yield Mention(match[0], frozenset())


def _turned_votes(source: str, target: str) -> Iterator[Mention]:
    """List votes for something that are against it in the English, and the other way round."""
    sides = list(_NORDIC_SIDE.finditer(source))
    given = {(each[1], bool(each[2])) for each in _ENGLISH_SIDE.finditer(target)} if sides else ()
    for match in sides:
        side = (match[1], bool(match[2]))
        if side not in given and (side[0], not side[1]) in given:
            yield Mention(match[0], frozenset())


def _digits(pair: re.Match[str]) -> tuple[str, str]:
    first, second = (re.sub(r"\D", "", amount) for amount in pair.groups())
    return first, second


def _short_miles(source: str, target: str) -> Iterator[Mention]:
    """List `tre mil` of which the English makes three kilometres: no mil is one."""
    counted = {_count(each, SMALL_ENGLISH) for each in _COUNTED_KM.findall(target)} - {None}
    for match in _COUNTED_MIL.finditer(source) if counted else ():
        count = _count(match[1], SMALL_NORDIC)
        copied = any(_count(each, SMALL_NORDIC) == count for each in _COUNTED_KM.findall(source))
        if count in counted and not copied:
            yield Mention(match[0], frozenset())


def _count(written: str, words: dict[str, Decimal]) -> Decimal | None:
    return Decimal(written) if written.isdecimal() else words.get(written.lower())


_COUNTED_MIL = re.compile(r"(?<![\d.,])\b([^\W\d_]+|\d{1,9}) mil\b")
_COUNTED_KM = re.compile(r"(?<![\d.,])\b([^\W\d_]+|\d{1,9}) (?:km|kilomet)")


def _other_units(source: str, target: str) -> Iterator[Mention]:
    """List units of the source for which the English has another one of their kind."""
    miles = has_scandinavian_miles(source)
    for kind, any_unit in zip(_UNITS, _ANY_UNIT, strict=True):
        if not any_unit.search(source):
            continue
        asked = [nordic.search(source) for nordic, _ in kind]
        held = [english.search(target) is not None for _, english in kind]
        if any(there and not was for was, there in zip(asked, held, strict=True)):
            for was, there in zip(asked, held, strict=True):
                if was and was.re.pattern == _MIL and not miles:
                    continue
                if was and not there and (unit := _UNIT.search(source, was.start())):
                    yield Mention(unit[0], frozenset())
