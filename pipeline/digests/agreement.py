"""Which articles of a story state what one of them states, and which state it otherwise.

A statement and a sentence of another article are about the same matter when they share enough
content words (overlap coefficient). Then their numbers and days are compared, each with what
counts or dates the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from pipeline.digests.facts import Facts, Quantity
from pipeline.text.content import content_keys

# All chosen on tests/digests/agreement_cases.jsonl.
_SAME_MATTER = 0.3
_COVERAGE = 0.6
_PLAIN_COVERAGE = 0.2
_LEAST_SHARED = 2
# Sentences that share nothing but these are about different matters.
_MEASURES = content_keys("million billion krone kroner euro percent")
_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Contrast:
    """A number or day of a statement, and what another article has in its place."""

    said: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an article says of a statement, and its sentences (by place) that say it.

    `near` are those about the same matter, also where they are silent on a number.
    """

    kind: Literal["agrees", "differs", "silent"]
    near: tuple[int, ...] = ()
    sentences: tuple[int, ...] = ()
    contrasts: tuple[Contrast, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article's sentences as facts, and all words it has."""

    sentences: tuple[Facts, ...]
    words: frozenset[str]


def read_article_facts(sentences: Iterable[Facts]) -> ArticleFacts:
    """Collect what an article's sentences have."""
    known = tuple(sentences)
    return ArticleFacts(known, frozenset().union(*(each.words for each in known)))


def judge(statement: Facts, own: ArticleFacts, other: ArticleFacts) -> Verdict:
    """Say whether another article states what one does, with another number or day, or nothing."""
    sentences = other.sentences
    likeness = [
        0.0 if _name_others(statement, each, own, other) else _likeness(statement, each)
        for each in sentences
    ]
    order = sorted(range(len(sentences)), key=lambda place: (-likeness[place], place))
    near = [place for place in order[:_MOST_SENTENCES] if likeness[place] >= _SAME_MATTER]
    if not near:
        return Verdict("silent")
    holding = {quantity: _holder(quantity, near, sentences) for quantity in statement.quantities}
    lacking = [quantity for quantity, place in holding.items() if place is None]
    contrasts = dict(_other_counts(lacking, statement, near, sentences))
    dated = _other_day(statement, near, sentences)
    # "He promised in May that none would close" is no other day than "they close in June".
    if dated and bool(statement.negations) == bool(sentences[dated[1]].negations):
        contrasts[dated[0]] = dated[1]
    denied = any(sentences[place].negations for place in near)
    if contrasts:
        said = tuple(sorted({*contrasts.values()}))
        return Verdict("differs", tuple(near), said, tuple(contrasts))
    told = _covers(statement, [sentences[place] for place in near])
    if lacking or not told or bool(statement.negations) != denied:
        return Verdict("silent", tuple(near))
    held = {place for place in holding.values() if place is not None}
    stating = {*_stating(statement, near, sentences), *held}
    return Verdict("agrees", tuple(near), tuple(sorted(stating)))


def _stating(statement: Facts, near: Iterable[int], sentences: Sequence[Facts]) -> Iterator[int]:
    """Yield the sentences near a statement that have a word of it which none before them has."""
    missing = set(statement.words)
    for place in near:
        told = missing & sentences[place].words
        if told:
            yield place
        missing -= told


def _covers(statement: Facts, near: Iterable[Facts]) -> bool:
    """Say whether sentences have enough of a statement's words, and not of its names alone."""
    told = frozenset().union(*(sentence.words for sentence in near))
    plain = statement.words - statement.names
    enough = len(statement.words & told) >= _COVERAGE * len(statement.words)
    return enough and len(plain & told) >= _PLAIN_COVERAGE * len(plain)


def _likeness(one: Facts, other: Facts) -> float:
    """Measure how much of the shorter sentence's content the other has; equal numbers count."""
    common = one.words & other.words
    shared = 0 if common <= _MEASURES else len(common)
    values = {quantity.value for quantity in other.quantities}
    equal = sum(quantity.value in values for quantity in one.quantities)
    units = {quantity.after[:1] for quantity in other.quantities} - {()}
    same_unit = any(quantity.after[:1] in units for quantity in one.quantities)
    if shared + equal + same_unit < _LEAST_SHARED:
        return 0.0
    return (shared + equal) / (min(len(one.words), len(other.words)) + equal)


def _name_others(statement: Facts, sentence: Facts, own: ArticleFacts, other: ArticleFacts) -> bool:
    """Say whether two sentences name none in common, and each one whom the other article lacks."""
    return bool(
        statement.names.isdisjoint(sentence.words)
        and statement.names - other.words
        and sentence.names - own.words
    )


def _holder(quantity: Quantity, near: Sequence[int], sentences: Sequence[Facts]) -> int | None:
    """Find the sentence that has a number: one near the statement, or one that counts the same."""
    for place in near:
        if any(quantity.agrees(other) for other in sentences[place].quantities):
            return place
    for place, sentence in enumerate(sentences):
        for other in sentence.quantities:
            if quantity.agrees(other) and quantity.likeness(other):
                return place
    return None


def _other_counts(
    lacking: Sequence[Quantity],
    statement: Facts,
    near: Sequence[int],
    sentences: Sequence[Facts],
) -> Iterator[tuple[Contrast, int]]:
    """Pair the numbers that no sentence has with those that stand in their place, most alike first.

    A number takes one place, and is none of the statement's own.
    """
    pairs = sorted(
        (-quantity.likeness(other), rank, number, place, other)
        for number, quantity in enumerate(lacking)
        for rank, place in enumerate(near)
        for other in sentences[place].quantities
        if quantity.likeness(other)
        and not any(other.agrees(own) for own in statement.quantities)
        and not _halves(quantity, other, statement, sentences[place])
        and not (quantity.dates and statement.postpones and sentences[place].postpones)
    )
    answered: set[int] = set()
    taken: set[tuple[int, Quantity]] = set()
    for _, _, number, place, other in pairs:
        if number not in answered and (place, other) not in taken:
            answered.add(number)
            taken.add((place, other))
            quantity = lacking[number]
            yield Contrast(quantity.text, other.counted_like(quantity)), place


def _halves(one: Quantity, other: Quantity, *sentences: Facts) -> bool:
    """Say whether a number is half of another, and a sentence has "half"."""
    try:
        less, more = sorted((Decimal(one.value), Decimal(other.value)))
    except InvalidOperation:
        return False
    return 2 * less == more and any("half" in sentence.words for sentence in sentences)


def _other_day(
    statement: Facts, near: Sequence[int], sentences: Sequence[Facts]
) -> tuple[Contrast, int] | None:
    """Find the day that the sentences near the statement name, where none is one of its own."""
    dated = [(place, day) for place in near for day in sentences[place].days]
    if not statement.days or not dated:
        return None
    if any(own.agrees(day) for own in statement.days for _, day in dated):
        return None
    place, day = dated[0]
    return Contrast(statement.days[0].text, day.text), place
