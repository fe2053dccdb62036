"""Number words, months and weekdays of a sentence, read for comparison across languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.text import numerals


@dataclass(frozen=True, slots=True)
class Mention:
    """A number, month or weekday as written, and what it may mean.

    `readings` are values in one notation (`1550`, `3.5`, `10:08`, `month 11`, `weekday 3`);
    `parts` are numbers it may stand for instead, each of them (10.08: a time, or a day and a
    month). A mention that is not `required` explains one on the other side and asks for none.
    """

    text: str
    readings: frozenset[str]
    required: bool = True
    digits: bool = True
    kind: Literal["number", "month", "weekday"] = "number"
    parts: tuple["Mention", ...] = ()


HALF = re.compile(
    r"(?:\s[^\W\d_]+)?\s(?:og (?:en |et |eit |ei )?halvt?|and a half)\b|-and-a-half\b",
    re.IGNORECASE,
)
"""What follows a number that counts halves too."""
# Units that English counts in others, from how many on, and how many of those one is. Fewer `mål`
# are goals.
_CONVERTED = (
    (re.compile(r" ?døgn"), 1, Decimal(24)),
    (re.compile(r" mil\b"), 1, Decimal(10)),
    (re.compile(r" dekar\b"), 1, Decimal("0.1")),
    (re.compile(r" mål\b"), 100, Decimal("0.1")),
)


def converted(value: Decimal, text: str, end: int) -> set[str]:
    """Read a Nordic number that ends at `end` in the unit that English would count in, too."""
    return {
        plain_number(value * factor)
        for unit, least, factor in _CONVERTED
        if value >= least and unit.match(text, end)
    }


_COUNTED = re.compile(
    rf"({numerals.SMALL_NORDIC_PATTERN}|fir)"
    r"(?:år|dag|døgn|time|måned|månad|minut|uke|veke|uge|del|dob|gang|siff|cif|sid|mann|mands|"
    r"person|roms|værel|kant|etas|kamp|ledd|part|sesong|hjul)"
)
_WEEKDAY_PREFIX = re.compile("|".join(name for name in numerals.WEEKDAYS if name.endswith("dag")))
# How many characters before a word decide what it means.
_BEFORE = 20
_AMBIGUOUS_MONTHS = frozenset({"mars", "marts", "mai", "maj", "may", "march"})
_SHORT_MONTHS_TEXT = "jan feb febr mar apr jun jul aug sept sep okt oct nov des dec"
_SHORT_MONTHS = frozenset(_SHORT_MONTHS_TEXT.split())


def read_words(
    text: str, tokens: Sequence[re.Match[str]], position: int, *, english: bool
) -> tuple[int, bool, list[Mention]]:
    """Read what the words from a token on say: tokens used, whether scaled, mentions."""
    token = tokens[position]
    word = token.group()
    kind = word_kind(word, english=english)
    if kind == "cardinal":
        return _read_cardinal(text, tokens, position, english=english)
    if kind == "calendar":
        return 1, False, _read_calendar(text, token, english=english)
    if kind == "roman":
        before = text[max(0, token.start() - _BEFORE) : token.start()]
        if len(word) == 1 and not _NUMBERED.search(before):
            return 1, False, []
        value = sum(_ROMAN[mark] for mark in word) - 2 * sum(
            _ROMAN[mark] for mark, after in pairwise(word) if _ROMAN[mark] < _ROMAN[after]
        )
        return 1, False, [Mention(word, frozenset({str(value)}), required=False, digits=False)]
    optional = _read_optional(word.lower()) if kind == "optional" else None
    return 1, False, [optional] if optional else []


# 300 millionene, et 500-millionersprosjekt; millionærer are people.
LONG_MAGNITUDE = re.compile(r"(million|milliard|billion)(?!ær)")
_ROMAN = {"I": 1, "V": 5, "X": 10}
# Harald V: one letter is a number after a name alone.
_NUMBERED = re.compile(r"[A-Z][^\W\d_]+\s$")


@lru_cache(maxsize=65536)
def word_kind(word: str, *, english: bool) -> str:
    """Say what a word may be: cardinal, calendar, roman, joining, optional or nothing."""
    lower = word.lower()
    if lower in (numerals.SMALL_ENGLISH if english else numerals.SMALL_NORDIC):
        return "cardinal"
    if not english and lower in {"hundre", "hundrede", "tusen", "tusind"}:
        return "cardinal"
    if _calendar_reading(word, english=english):
        return "calendar"
    magnitudes = numerals.ENGLISH_MAGNITUDES if english else numerals.NORDIC_MAGNITUDES
    inflected = not english and LONG_MAGNITUDE.match(lower)
    if inflected or lower in magnitudes or lower in {"og", "and"}:
        return "joining"
    if english and lower != "half":
        # A single I is a pronoun.
        return "roman" if word != "I" and set(word) <= set(_ROMAN) else ""
    return "optional" if _read_optional(lower) else ""


def _read_cardinal(
    text: str, tokens: Sequence[re.Match[str]], position: int, *, english: bool
) -> tuple[int, bool, list[Mention]]:
    """Read `to hundre og femti` or `two hundred and fifty`."""
    small = numerals.SMALL_ENGLISH if english else numerals.SMALL_NORDIC
    magnitudes = numerals.ENGLISH_MAGNITUDES if english else numerals.NORDIC_MAGNITUDES
    total = current = last = Decimal(0)
    used, scaled = 0, False
    for index in range(position, len(tokens)):
        word = tokens[index].group().lower()
        gap = text[tokens[index - 1].end() : tokens[index].start()] if used else ""
        if gap not in {"", " ", "-"}:
            break
        if word in {"og", "and"} and scaled and _continues(tokens, index, small):
            continue
        if word in small and (
            not used or (scaled and small[word] < 100) or 20 <= last < 100 > small[word] * 10
        ):
            last = small[word]
            current += last
        elif word in magnitudes and len(word) > 3 and not word.endswith("ds"):
            scaled = True
            current = (current or Decimal(1)) * magnitudes[word]
            if magnitudes[word] >= 1000:
                total, current = total + current, Decimal(0)
        else:
            break
        used = index - position + 1
    value = total + current
    end = tokens[position + used - 1].end()
    readings = {plain_number(value)}
    if half := HALF.match(text, end):
        value += Decimal("0.5")
        readings.add(plain_number(value))
        following = _token_from(tokens, half.end() + 1)
        word = tokens[following].group().lower() if following else ""
        if following and len(word) > 3 and word in magnitudes:  # to og en halv million
            used, scaled, end = following + 1 - position, True, tokens[following].end()
            readings = {plain_number(value * magnitudes[word])}
    start = tokens[position].start()
    before = text[max(0, start - _BEFORE) : start].lower()
    if english:
        last_word = tokens[position + used - 1].group().lower()
        readings |= _factors(value, magnitudes.get(last_word, 1), text[end : end + 2])
        mention = Mention(text[start:end], frozenset(readings), digits=False)
    else:
        readings |= converted(value, text, end)
        counts = _counts_surely(text[start:end], before, alone=scaled and used == 1)
        mention = Mention(text[start:end], frozenset(readings), required=counts, digits=False)
    return used, scaled, [mention]


def _factors(value: Decimal, magnitude: int, after: str) -> set[str]:
    """Read two thousand-krone notes as two of a thousand."""
    if not re.fullmatch("-[a-z]", after):
        return set()
    return {plain_number(value / magnitude), plain_number(Decimal(magnitude))}


def _token_from(tokens: Sequence[re.Match[str]], start: int) -> int | None:
    """Find the token that begins at an offset."""
    return next((index for index, token in enumerate(tokens) if token.start() == start), None)


def _counts_surely(written: str, before: str, *, alone: bool) -> bool:
    """Say whether a Nordic number word must have an English number.

    Not so: a tree (et tre), de to (both, either), tusen takk and et par tusen,
    a capitalised word amid a sentence (a title), and thieves (tyve).
    """
    word = written.lower()
    if alone or (word == "tyve" and not re.search(r"\d\s$", before)):
        return False
    if word == "tre" and re.search(r"\b(?:et|eit)\s$", before):
        return False
    if word == "to" and re.search(r"\b(?:dei?|disse|desse|os|oss|jer|dem)\s$", before):
        return False
    titled = written[0].isupper() and re.search(r"[\w,]\s$|[\"]$", before) is not None
    return not titled


def _continues(tokens: Sequence[re.Match[str]], index: int, small: dict[str, Decimal]) -> bool:
    following = tokens[index + 1].group().lower() if index + 1 < len(tokens) else ""
    return following in small and following not in {"a", "an"}


def _read_calendar(text: str, token: re.Match[str], *, english: bool) -> list[Mention]:
    word = token.group()
    lower = word.lower()
    before = text[max(0, token.start() - _BEFORE) : token.start()]
    dated = (
        re.search(r"\d\.?\s$", before) is not None
        or _YEAR.match(text, token.end()) is not None
        or (english and before.lower().endswith(" in "))
    )
    if lower in _SHORT_MONTHS and not dated:
        return []
    # In lower case they are no names and no English verbs; the planet is written mars at times.
    plain = word.islower() and (lower != "mars" or before.lower().endswith(" i "))
    sure = dated or lower not in _AMBIGUOUS_MONTHS or plain
    reading = _calendar_reading(word, english=english)
    kind: Literal["month", "weekday"] = "month" if reading.startswith("month") else "weekday"
    readings = {reading}
    # Natt til søndag is Saturday night, as in 138 of 189 written sentences.
    if kind == "weekday" and not english and _NIGHT.search(before):
        readings.add(f"weekday {(int(reading[-1]) - 2) % _WEEK + 1}")
    return [Mention(word, frozenset(readings), required=sure, digits=False, kind=kind)]


_WEEK = 7
_NIGHT = re.compile(r"\b[Nn]att?(?:en|a)? til \Z")
_YEAR = re.compile(r"\s(?:19|20)\d\d(?!\d)")
_MAIZE = frozenset({"mais", "majs"})


def _calendar_reading(word: str, *, english: bool) -> str:
    lower = word.lower()
    if english and not word[0].isupper():
        return ""
    day = numerals.WEEKDAYS.get(lower)
    if day is None and not english and (match := _WEEKDAY_PREFIX.match(lower)):
        day = numerals.WEEKDAYS[match[0]]
    if day is not None:
        return f"weekday {day}"
    if lower in _MAIZE:
        return ""
    month = numerals.MONTHS.get(lower) or numerals.MONTHS.get(lower.removesuffix("s"))
    return f"month {month}" if month else ""


@lru_cache(maxsize=8192)
def _read_optional(word: str) -> Mention | None:
    """Read Nordic words that may explain an English number without asking for one."""
    if word in numerals.NORDIC_ORDINALS:
        value = numerals.NORDIC_ORDINALS[word]
        return Mention(word, frozenset({plain_number(value)}), digits=False)
    if word in numerals.NORDIC_ONES:
        return Mention(word, frozenset({"1"}), required=False, digits=False)
    if word == "half" or "døgn" in word:  # døgnåpent: 24/7
        readings = {"0.5"} if word == "half" else {"24", "7"}
        return Mention(word, frozenset(readings), required=False, digits=False)
    if word in numerals.NORDIC_TWOS or word.startswith("halv"):
        return Mention(word, frozenset({"2", "0.5"}), required=False, digits=False)
    if counted := _COUNTED.match(word):  # femårig, toårs, firhjulstrekk
        value = numerals.SMALL_NORDIC.get(counted[1], Decimal(4))
        return Mention(word, frozenset({plain_number(value)}), required=False, digits=False)
    return None


def plain_number(value: Decimal) -> str:
    """Write a value in one way: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
