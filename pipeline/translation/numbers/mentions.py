"""Numbers and dates of a sentence, read so that two languages' ways of writing them compare."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pipeline.text import numerals
from pipeline.text.clock import AT, SpokenTime, find_spoken_times
from pipeline.translation.numbers.quantities import changed_quantities
from pipeline.translation.numbers.words import (
    HALF,
    LONG_MAGNITUDE,
    Mention,
    converted,
    plain_number,
    read_words,
    word_kind,
)

_TOKEN = re.compile(
    r"""
    (?P<iso>(?<!\d)\d{4}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?!\d))
  | (?P<date>(?<![\d.])\d{1,2}(?:[./]\d{1,2}[./]|/\d{1,2}[ -])(?:\d{4}|\d{2})(?![\d.]*\d))
  | (?P<fraction>(?:(?<!\d)\d{1,18}[ ]?)?[¼-¾⅐-⅞])
  | (?P<phone>(?<![\d.,])\d{2}(?:[ ]\d{2}){3,}(?!\d))
  | (?P<grouped>(?<![\d.,])\d{1,3}(?:(?:[.,]\d{3})+|(?:[ ]\d{3})+)(?:[.,]\d+)?(?![\d]))
  | (?P<clock>(?<![\d.,:])\d{1,2}[.:][0-5]\d(?![\d:]|[.,]\d))
  | (?P<decimal>\d+[.,]\d+)
  | (?P<integer>\d+)
  | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)
_DECADE = re.compile(
    r"- og \d|-?(?:tall?(?:s|et|ets)?\b|talls|tall?et|år[ae]|årene|'?erne|'?s\b|'s\b)"
)
_BEGAN = re.compile(r"\b([12]\d)\d\d[-/]$")
_AT = re.compile(rf"\b(?:{AT}|klokkeslett\w*)\s?$", re.IGNORECASE)
_LONGEST_AT = 20
_DOLLAR = re.compile(r"\$ ?$")
# m2 is square metres.
_SQUARE = re.compile(r"(?<![^\W\d_])[ckdm]?m$")
_CENTURY = re.compile(r"\.? ?(?:århundre|hundreår|århundrade)")
_PERCENT = re.compile(r"\s?(?:%|prosent|procent|pst\b|per\s?cent)")
_MERIDIEM = re.compile(r"\s?([ap])\.?\s?m\b", re.IGNORECASE)
# Longer runs of digits are compared as written: they count nothing, and `int` refuses thousands.
_MOST_DIGITS = 18
_SEVERAL_TIMES = 2
_POWERS = (1, 100, 10**3, 10**6, 10**9, 10**12)
_RANGE = re.compile(r"\s*(?:-|til|to|og|and|eller|or)\s*", re.IGNORECASE)


# A sentence is read when its translation is mended, and again when it is checked.
@lru_cache(maxsize=256)
def find_mentions(text: str, *, english: bool) -> tuple[Mention, ...]:
    """List the numbers and dates of a normalized text (see `normalize`), in order."""
    spoken = [
        (each.start, each.end, _read_spoken(text, each))
        for each in find_spoken_times(text, english=english)
    ]
    # Most words mean nothing here; those that do are read with the gaps between them.
    tokens = [
        token
        for token in _TOKEN.finditer(text)
        if (token.lastgroup != "word" or word_kind(token.group(), english=english))
        and not _SQUARE.search(text, max(0, token.start() - 4), token.start())
        and not any(start <= token.start() < end for start, end, _ in spoken)
    ]
    found = [(start, end, False, mention) for start, end, mention in spoken]
    position = 0
    while position < len(tokens):
        used, scaled, mentions = _read(text, tokens, position, english=english)
        start, end = tokens[position].start(), tokens[position + used - 1].end()
        found.extend((start, end, scaled, mention) for mention in mentions)
        position += used
    found.sort(key=lambda each: each[:2])
    return tuple(_share_magnitudes(text, found, english=english))


def _read_spoken(text: str, time: SpokenTime) -> Mention:
    parts = tuple(_number(str(each), str(each)) for each in time.numbers)
    return Mention(text[time.start : time.end], time.readings, digits=False, parts=parts)


@lru_cache(maxsize=256)
def unanswered(source: str, target: str) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Compare a Nordic text's numbers and dates with its English, both normalized.

    Returns what the English lacks, and the digits and dates it holds without cause.
    """
    wanted, given = find_mentions(source, english=False), find_mentions(target, english=True)
    asked, held = _readings(wanted), _readings(given)
    lost = [each for each in wanted if each.required and not _answered(each, held, target)]
    lost += _counted_less(wanted, given)
    lost += changed_quantities(source, target)
    invented = [each for each in given if not _answered(each, asked, source)]
    telling = (
        each for each in invented if each.digits or (each.kind != "number" and each.required)
    )
    more = () if _TWICE_MEANT.search(source) else _counted_more(wanted, given)
    return tuple(lost), (*telling, *more)


# 15 likt is 15-15.
_TWICE_MEANT = re.compile(
    r"\b(?:likt?|lige|uavgjort|uafgjort|begge|både|hver|kvar|hvert|kvart|fyl[td]e|fyller|fylder)\b",
    re.IGNORECASE,
)


def _counted_more(wanted: Sequence[Mention], given: Sequence[Mention]) -> Iterator[Mention]:
    """List the numbers of several digits that an English text has more often than its source."""
    counts = Counter(each.readings for each in given if each.digits and len(each.text) > 1)
    for readings, count in counts.items():
        asked = sum(not _readings([each]).isdisjoint(readings) for each in wanted)
        if 0 < asked < count:
            text = next(each.text for each in given if each.readings == readings)
            yield Mention(f"{text} ({count} times)", readings)


def _counted_less(wanted: Sequence[Mention], given: Sequence[Mention]) -> Iterator[Mention]:
    """List the numbers in digits that a text has several times, and its English not as often."""
    counts = Counter(each.readings for each in wanted if each.required and each.digits)
    for readings, count in counts.items():
        if count < _SEVERAL_TIMES:
            continue
        held = sum(not _readings([each]).isdisjoint(readings) for each in given)
        if 0 < held < count:
            text = next(each.text for each in wanted if each.readings == readings)
            yield Mention(f"{text} ({count} times)", readings)


def _readings(mentions: Iterable[Mention]) -> frozenset[str]:
    """Collect what mentions may mean, whole or in part."""
    return frozenset().union(*(mention.readings | _readings(mention.parts) for mention in mentions))


def _answered(mention: Mention, held: frozenset[str], other: str) -> bool:
    """Say whether a mention is held in the other text, whole or all its parts.

    Those of a number written with spaces must stand together there: 1 200 is not 1 to 200.
    """
    if not mention.readings.isdisjoint(held):
        return True
    if not mention.parts or not all(_answered(part, held, other) for part in mention.parts):
        return False
    groups = mention.text.split(" ") if mention.digits else []
    return len(groups) < 2 or re.search(r"\D{1,2}".join(map(re.escape, groups)), other) is not None


def _read(
    text: str, tokens: Sequence[re.Match[str]], position: int, *, english: bool
) -> tuple[int, bool, list[Mention]]:
    """Read what starts at a token: tokens used, whether a magnitude was among them, mentions."""
    token = tokens[position]
    if token.lastgroup == "word":
        return read_words(text, tokens, position, english=english)
    if token.lastgroup in {"iso", "date"}:
        return 1, False, _read_date(token, english=english)
    if token.lastgroup == "phone":
        pairs = tuple(_number(pair, pair) for pair in token.group().split())
        return (
            1,
            False,
            [replace(_number(token.group(), token.group().replace(" ", "")), parts=pairs)],
        )
    if token.lastgroup == "clock":
        magnitude = _magnitude_after(text, tokens, position, english=english)
        if magnitude is None or (english and "," in token.group()):
            return 1, False, [_read_clock(text, token, english=english)]
    if token.lastgroup == "fraction":
        read = _read_fraction(token)
    else:
        read = _read_number(text, token, english=english)
    mention, value = read
    if value is not None and not english and (more := converted(value, text, token.end())):
        mention = replace(mention, readings=mention.readings | more)
    magnitude = _magnitude_after(text, tokens, position, english=english)
    if magnitude is None or value is None:
        return 1, False, [mention]
    written = text[token.start() : tokens[position + 1].end()]
    readings = {plain_number(value * magnitude)}
    if tokens[position + 1].group().lower() == "m":  # 100m: metres, or millions
        readings.add(plain_number(value))
    return 2, True, [Mention(written, frozenset(readings))]


def _magnitude_after(
    text: str, tokens: Sequence[re.Match[str]], position: int, *, english: bool
) -> int | None:
    if position + 1 >= len(tokens) or tokens[position + 1].lastgroup != "word":
        return None
    table = numerals.ENGLISH_MAGNITUDES if english else numerals.NORDIC_MAGNITUDES
    between = text[tokens[position].end() : tokens[position + 1].start()]
    word = tokens[position + 1].group()
    if between.strip(" -") or (len(word) < 3 and word != "bn" and between):
        return None
    if not english and (long := LONG_MAGNITUDE.match(word.lower())):
        word = long[1]
    return table.get(word.lower())


def _read_fraction(token: re.Match[str]) -> tuple[Mention, Decimal | None]:
    """Read `2½`: 2.5, two and one half, or 2 1/2; and `⅔`: two thirds, or 2/3."""
    written = token.group()
    share = Fraction(unicodedata.numeric(written[-1])).limit_denominator(10)
    value = Decimal(share.numerator) / share.denominator
    names = [str(share.numerator), str(share.denominator)]
    # A third, a quarter: the one is often no number.
    parts = tuple(_number(each, each) for each in names if each != "1" or share.denominator == 2)
    readings = frozenset({written[-1], plain_number(value)})
    part = Mention(written[-1], readings, parts=parts)
    if len(written) == 1:
        return part, value
    whole = written[:-1].strip()
    value += Decimal(whole)
    return Mention(
        written, frozenset({plain_number(value)}), parts=(_number(whole, whole), part)
    ), value


def _read_number(
    text: str, token: re.Match[str], *, english: bool
) -> tuple[Mention, Decimal | None]:
    written = token.group()
    digits = re.sub(r"\D", "", written)
    if len(digits) > _MOST_DIGITS:
        return Mention(written, frozenset({digits})), None
    before = text[max(0, token.start() - 2) : token.start()]
    thousands, point = (",", ".") if english else (".", ",")
    grouped = token.lastgroup == "grouped" and (" " in written or thousands in written)
    if grouped or re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", written):
        return _read_grouped(written, thousands, point, english=english)
    if not written.isdecimal():
        plain = written.replace(",", ".") if written.count(".") + written.count(",") == 1 else ""
        if not plain or (english and "," in written):
            pieces = tuple(_number(part, part) for part in re.findall(r"\d+", written))
            return Mention(written, frozenset({written}), parts=pieces), None
        readings = {plain_number(Decimal(plain))}
        # 10,000 and 783,562 the English way in a Nordic text
        thousands_too = r"\d+,\d{3}" if _DOLLAR.search(before) else r"\d+,000|[1-9]\d{1,2},\d{3}"
        if not english and re.fullmatch(thousands_too, written):
            readings.add(written.replace(",", ""))
        if thousands in written and not english:  # 2.4 and 1.12: versions, sections, days
            day, month = written.split(".")
            pieces = (_number(day, day), _month_or_number(int(month)))
            return Mention(written, frozenset(readings), parts=pieces), Decimal(plain)
        return Mention(written, frozenset(readings)), Decimal(plain)
    return _read_integer(text, token, english=english), Decimal(written)


def _read_grouped(
    written: str, thousands: str, point: str, *, english: bool
) -> tuple[Mention, Decimal | None]:
    """Read a number with its thousands set apart: 1.234,50 and 1 234,50, or 1,234.50."""
    plain = written.replace(thousands, "").replace(point, ".")
    joined = plain.replace(" ", "")
    if joined.count(".") > 1 and not english and thousands not in written:  # 1,000,000
        joined = joined.replace(".", "")
    if joined.count(".") <= 1:
        parts = tuple(_number(part, part) for part in plain.split()) if " " in plain else ()
        return replace(_number(written, joined), parts=parts), Decimal(joined)
    # The other language's notation: 1,234,567.50 in a Nordic text, which its English may copy.
    joined = written.replace(point, "").replace(thousands, ".")
    if english or joined.count(".") > 1:
        return Mention(written, frozenset({re.sub(r"\D", "", written)})), None
    return _number(written, joined), Decimal(joined)


def _read_integer(text: str, token: re.Match[str], *, english: bool) -> Mention:
    written, end = token.group(), token.end()
    value = int(written)
    readings = {str(value)}
    if _CENTURY.match(text, end):
        readings |= {str((value - 1) * 100)}
    elif _DECADE.match(text, end):
        if not value % 100:
            readings.add(str(value // 100 + 1))
        elif english and value > 99:  # 1980s is 80-tallet, and no 1880-tallet
            readings.add(f"decade {value % 100}")
        else:
            readings |= {str(value % 100), f"decade {value}"}
    elif len(written) == 2 and (
        began := _BEGAN.search(text, max(0, token.start() - 5), token.start())
    ):
        readings.add(began[1] + written)  # 1939-45
    elif len(written) == 4 and written[0] == "0" and value % 100 < 60:  # 0230 UTC
        readings.add(f"{value // 100}:{value % 100:02}")
    if HALF.match(text, end):
        readings.add(f"{value}.5")
    if value == 50 and _PERCENT.match(text, end):
        readings.add("0.5")
    if meridiem := _MERIDIEM.match(text, end) if english else None:
        hour = value % 12 + (12 if meridiem[1].lower() == "p" else 0)
        readings |= {str(hour), f"{hour}:00"}
    return Mention(written, frozenset(readings))


def _read_clock(text: str, token: re.Match[str], *, english: bool) -> Mention:
    hour, minute = (int(part) for part in re.split(r"[.:]", token.group()))
    readings = {f"{hour}:{minute:02}"} | ({str(hour)} if minute == 0 else set())
    if meridiem := _MERIDIEM.match(text, token.end()) if english else None:
        hour = hour % 12 + (12 if meridiem[1].lower() == "p" else 0)
        readings |= {f"{hour}:{minute:02}"} | ({str(hour)} if minute == 0 else set())
    if "." in token.group():
        readings.add(plain_number(Decimal(token.group())))
    parts = (_number(str(hour), str(hour)), _month_or_number(minute)) if minute <= 12 else ()
    if english or _AT.search(text, max(0, token.start() - _LONGEST_AT), token.start()):
        parts = ()
    return Mention(token.group(), frozenset(readings), parts=parts)


def _read_date(token: re.Match[str], *, english: bool) -> list[Mention]:
    mentions = []
    for place, part in enumerate(re.findall(r"\d+", token.group())):
        mention = _month_or_number(int(part))
        if not english and place != 1:  # 3.4.2022 is in April, and 2022-04-03 too
            mention = _number(part, part)
        if token.lastgroup == "iso" and place == 1:  # 2001-05 may be 2001 to 2005
            year = token.group()[:2] + part
            mention = replace(mention, readings=mention.readings | {year})
        if len(part) == 2 and token.lastgroup == "date":
            mention = replace(mention, readings=mention.readings | {f"20{part}", f"19{part}"})
        mentions.append(mention)
    return mentions


def _share_magnitudes(
    text: str, found: Sequence[tuple[int, int, bool, Mention]], *, english: bool
) -> Iterator[Mention]:
    """Let `1,5 til 2 millioner` also mean that its first number counts millions."""
    for (_, end, scaled, mention), following in zip(found, [*found[1:], None], strict=False):
        largest = max(_values(following[3]), default=Decimal(0)) if following else Decimal(0)
        shared = (
            following is not None
            and not scaled
            and (following[2] or (not english and _is_short(mention, largest)))
        )
        if following and shared and _RANGE.fullmatch(text, end, following[0]):
            factor = max((power for power in _POWERS if largest >= power), default=1)
            more = {plain_number(value * factor) for value in _values(mention)}
            yield replace(mention, readings=mention.readings | more)
        else:
            yield mention


def _is_short(mention: Mention, largest: Decimal) -> bool:
    """Say whether a range's first number may leave its zeros to the second: 2-300, 6-7.000."""
    own = max(_values(mention), default=largest)
    return mention.digits and own < 100 <= largest and not largest % 100


def _values(mention: Mention) -> Iterator[Decimal]:
    """Yield the readings of a mention that are plain numbers, short enough to count with."""
    for reading in mention.readings:
        if re.fullmatch(r"\d+(?:\.\d+)?", reading) and len(reading) <= _MOST_DIGITS:
            yield Decimal(reading)


def _number(written: str, plain: str) -> Mention:
    return Mention(written, frozenset({plain_number(Decimal(plain))}))


def _month_or_number(value: int) -> Mention:
    readings = {str(value)} | ({f"month {value}"} if 1 <= value <= 12 else set())
    return Mention(str(value), frozenset(readings))
