"""What an English sentence counts and dates, so that two sentences about one event compare."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from pipeline.text.content import Token, read_content
from pipeline.text.numerals import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTHS, WEEKDAYS

_MONTH = rf"(?:{'|'.join(ENGLISH_MONTHS)})"
_WEEKDAY = rf"(?:{'|'.join(ENGLISH_WEEKDAYS)})"
_OF_YEAR = r"(?:,? (?:19|20)\d\d\b)?"
_DAY = re.compile(
    rf"(?:the )?(?P<first>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<of>{_MONTH})\b{_OF_YEAR}"
    rf"|\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d){_OF_YEAR}"
    rf"|\b(?P<weekday>{_WEEKDAY})s?\b"
    rf"|\b(?:in|from|until|since|by|early|late|mid) (?P<alone>{_MONTH})\b"
    r"|\b(?P<near>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]his (?:morning|afternoon|evening)"
    r"|[Ll]ast night|[Tt]omorrow)\b"
)
_SHIFTS = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_PER_CENT = re.compile(r"\bper cent\b")
_CHANGED_PLAN = re.compile(
    r"\b(?:postpon\w+|delay\w*|was to|were to|should have|than (?:planned|promised)|originally)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# So many content words around a number show what it counts.
_AFTER, _BEFORE = 3, 2
# Translations spell a name in several ways: Grena, Grenaa.
_NAME = 5
_ROUGH_TEXT = "about around almost nearly roughly some approximately barely close"
_ROUGH = frozenset(_ROUGH_TEXT.split())
_HEDGE_REACH = 2
# A rounded number keeps so many digits; said to be rough, it may keep one.
_KEPT_DIGITS = 2
# A rough number is so near to the exact one.
_ROUGH_SHARE = Decimal("0.1")
# A number is near the bound that another sentence gives: more than 80, 84.
_AT_LEAST = ("more than", "over", "at least", "above")
_AT_MOST = ("less than", "fewer than", "under", "up to", "at most", "below")
_WITHIN = Decimal("1.25")
# What differs more counts other things.
_MOST_TIMES = 5


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A number of a sentence, the content words around it, and the words right before it.

    `following` holds the words of `after` as written, as far as nothing stands between them.
    """

    value: str
    text: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    hedges: tuple[str, ...]
    following: tuple[str, ...]

    @property
    def dates(self) -> bool:
        """Say whether the number is a year."""
        return _YEAR.fullmatch(self.value) is not None

    def agrees(self, other: "Quantity") -> bool:
        """Say whether two numbers can be one: equal, or one of them rounds the other."""
        if self.value == other.value:
            return True
        return _approximates(self, other) or _approximates(other, self)

    def counted_like(self, other: "Quantity") -> str:
        """Write the number with what it counts, as far as the other one counts the same."""
        shared = [key in other.after for key in self.after[: len(self.following)]]
        end = shared.index(False) if False in shared else len(shared)
        return " ".join((self.text, *self.following[:end]))

    def likeness(self, other: "Quantity") -> int:
        """Count the words that both stand beside: 84 passengers, 90 passengers. Years are alike."""
        years = [self.dates, other.dates]
        if any(years):
            return int(all(years))
        if _far_apart(self.value, other.value):
            return 0
        if self.after and other.after:
            # The next word is the unit, which weighs most.
            if self.after[0] not in other.after and other.after[0] not in self.after:
                return 0
            return len({*self.after} & {*other.after}) + (self.after[0] == other.after[0])
        if self.after or other.after:
            return 0
        return len({*self.before} & {*other.before})


@dataclass(frozen=True, slots=True)
class Day:
    """A day or month that a sentence names; a weekday alone has no `month`, a month no weekday."""

    text: str
    weekday: int | None
    month: int | None
    day: int | None

    def agrees(self, other: "Day") -> bool:
        """Say whether two may be the same; a month agrees with each of its days."""
        if self.month and other.month:
            same_day = self.day is None or other.day is None or self.day == other.day
            return self.month == other.month and same_day
        return self.weekday is None or other.weekday is None or self.weekday == other.weekday


@dataclass(frozen=True, slots=True)
class Facts:
    """A sentence taken apart: its words as stems, its names among them, its numbers and its days.

    `postpones` says that it tells of a plan that was changed, and may name the day before or after.
    """

    words: frozenset[str]
    names: frozenset[str]
    quantities: tuple[Quantity, ...]
    days: tuple[Day, ...]
    negations: int
    postpones: bool


def read_facts(sentence: str, published: date | None) -> Facts:
    """Read what a sentence of an article states; the day it was published dates "yesterday"."""
    sentence = _PER_CENT.sub("percent", sentence)
    days = tuple(_read_day(match, published) for match in _DAY.finditer(sentence))
    # What is blanked keeps its place, so that numbers are found where they stand.
    bare = _DAY.sub(_blank, sentence)
    content = read_content(_ORDINAL.sub(_blank, bare))
    quantities = tuple(_quantities(content.tokens, bare))
    words = frozenset(_key(token) for token in content.tokens if token.role != "number")
    names = frozenset(
        _key(token) for token in content.tokens if token.role == "name" and not token.initial
    )
    return Facts(
        words,
        names,
        quantities,
        days,
        content.negations,
        _CHANGED_PLAN.search(sentence) is not None,
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _read_day(match: re.Match[str], published: date | None) -> Day:
    month = match["of"] or match["month"] or match["alone"]
    number = match["first"] or match["day"]
    text = match.group()
    if match["weekday"]:
        return Day(text, WEEKDAYS[match["weekday"].lower()], None, None)
    if match["near"]:
        if published is None:
            return Day(text, None, None, None)
        day = published + timedelta(days=_SHIFTS.get(match["near"].lower(), 0))
        return Day(text, day.isoweekday(), day.month, day.day)
    name = MONTHS[month.lower()]
    if number is None:
        return Day(month, None, name, None)
    return Day(text, _weekday(name, int(number), published), name, int(number))


def _weekday(month: int, day: int, published: date | None) -> int | None:
    """Find the weekday of a date without a year, which is the one nearest to an article's day."""
    if published is None:
        return None
    near = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            near.append(date(year, month, day))
        except ValueError:
            continue
    return min(near, key=lambda each: abs(each - published)).isoweekday() if near else None


def _quantities(tokens: Sequence[Token], sentence: str) -> Iterator[Quantity]:
    starts = list(_places(tokens, sentence))
    for index, token in enumerate(tokens):
        if token.role != "number":
            continue
        after = _run(tokens[index + 1 :], _AFTER)
        before = _run(tokens[:index][::-1], _BEFORE)
        hedges = sentence[: starts[index]].lower().split()[-_HEDGE_REACH:]
        following: list[str] = []
        end = starts[index] + len(token.text)
        ordinal = _ORDINAL.match(sentence, end)
        end = ordinal.end() if ordinal else end
        text = token.text + (ordinal.group() if ordinal else "")
        for place, word in zip(starts[index + 1 :], after, strict=False):
            if place != end + 1 or sentence[end] != " ":
                break
            following.append(word.text)
            end = place + len(word.text)
        yield Quantity(
            token.key,
            text,
            tuple(map(_key, after)),
            tuple(map(_key, before)),
            tuple(hedges),
            tuple(following),
        )


def _places(tokens: Sequence[Token], sentence: str) -> Iterator[int]:
    """Yield where each token begins; one that is written otherwise begins where the last ended."""
    end = 0
    for token in tokens:
        start = sentence.find(token.text, end)
        start = end if start < 0 else start
        yield start
        end = start + len(token.text)


def _run(tokens: Sequence[Token], most: int) -> Sequence[Token]:
    """Take the words as far as the next number."""
    run = tokens[:most]
    ends = [index for index, token in enumerate(run) if token.role == "number"]
    return run[: ends[0]] if ends else run


def _key(token: Token) -> str:
    is_name = token.role == "name" and not token.initial
    return token.key[:_NAME] if is_name else token.key


def _far_apart(one: str, other: str) -> bool:
    """Say whether one number is many times the other."""
    try:
        less, more = sorted((abs(Decimal(one)), abs(Decimal(other))))
    except InvalidOperation:
        return False
    return more > _MOST_TIMES * less


def _approximates(rounded: Quantity, exact: Quantity) -> bool:
    """Say whether a number is another one rounded, or a rough one near it."""
    try:
        value, other = Decimal(rounded.value), Decimal(exact.value)
    except InvalidOperation:
        return False
    if value <= 0 or other <= 0:
        return False
    rough = not _ROUGH.isdisjoint(rounded.hedges)
    bound = " ".join(rounded.hedges)
    if bound.endswith(_AT_LEAST):
        return value <= other <= value * _WITHIN
    if bound.endswith(_AT_MOST):
        return value >= other >= value / _WITHIN
    digits = len(value.normalize().as_tuple().digits)
    exactly = other != other.to_integral() and value == value.to_integral()
    if digits >= (1 if rough or exactly else _KEPT_DIGITS):
        step = Decimal(10) ** (other.adjusted() - digits + 1)
        if (other / step).to_integral() * step == value:
            return True
    return rough and abs(other - value) <= _ROUGH_SHARE * value
