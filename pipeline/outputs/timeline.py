"""The chart of stories over time: bars with links, positions in percent so that it fits a phone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from textwrap import shorten
from typing import Final, Literal

from pipeline.outputs.dates import date_label, first_day

Step = Literal["day", "week", "month", "year"]

HEIGHT: Final = 88
"""Pixels of the highest bar."""

# Longest span of days shown in steps of a day, a week and a month: at most some 100 bars.
_DAYS, _WEEKS, _MONTHS = 45, 400, 3000

_TICKS = 6

# What a bar's tooltip has room for.
_HEADLINES, _HEADLINE_WIDTH = 3, 80

_PRECISION: Final[dict[Step, int]] = {"year": 4, "month": 7, "week": 10, "day": 10}
"""How many characters of an ISO date name a step."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Stories of one step: `x`, its left edge, and `width` in percent, `height` in pixels.

    `headlines` are some of its stories', `href` leads to the first of them.
    """

    x: float
    width: float
    height: float
    count: int
    label: str
    href: str
    headlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the axis at `x` percent; `align` keeps the outer ones inside the chart."""

    x: float
    label: str
    align: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws; `hidden` of the `total` stories have no date fine enough for it."""

    step: Step
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    slots: int
    first: str | None
    last: str | None
    total: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Stack:
    """Stories that share a step: how many, where the first is, and some headlines."""

    count: int
    href: str
    headlines: tuple[str, ...]

    def __add__(self, other: "Stack") -> "Stack":
        headlines = (self.headlines + other.headlines)[:_HEADLINES]
        return Stack(self.count + other.count, self.href, headlines)


@dataclass(slots=True)
class Timeline:
    """Collects story dates; memory grows with the number of different dates only."""

    days: dict[str, Stack] = field(default_factory=dict)
    total: int = 0
    hidden: int = 0

    def add(self, iso: str | None, href: str, headline: str) -> None:
        """Count a story."""
        self.total += 1
        if iso is None or first_day(iso) is None or len(iso) < len("2022-11"):
            self.hidden += 1
            return
        stack = Stack(1, href, (shorten(headline, _HEADLINE_WIDTH, placeholder=" …"),))
        self.days[iso] = self.days[iso] + stack if iso in self.days else stack

    def chart(self) -> Chart:
        """Lay the bars out; there are none without a dated story."""
        if not self.days:
            return Chart("month", (), (), 0, None, None, self.total, self.hidden)
        step = self._step()
        stacks: dict[date, Stack] = {}
        for iso in sorted(self.days):
            start = _start(iso, step)
            stacks[start] = stacks[start] + self.days[iso] if start in stacks else self.days[iso]
        slots = list(_slots(min(stacks), max(stacks), step))
        bars = tuple(_bars(slots, stacks, step))
        ticks = tuple(_ticks(slots, step))
        first, last = date_label(min(self.days)), date_label(max(self.days))
        return Chart(step, bars, ticks, len(slots), first, last, self.total, self.hidden)

    def _step(self) -> Step:
        known = [day for iso in self.days if (day := first_day(iso)) is not None]
        span = (max(known) - min(known)).days
        if any(len(iso) == len("2022-11") for iso in self.days) or span > _WEEKS:
            return "month" if span <= _MONTHS else "year"
        return "day" if span <= _DAYS else "week"


def _start(iso: str, step: Step) -> date:
    day = first_day(iso)
    if day is None:
        msg = f"no date: {iso}"
        raise ValueError(msg)
    if step == "year":
        return day.replace(month=1, day=1)
    if step == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if step == "week" else day


def _slots(first: date, last: date, step: Step) -> Iterator[date]:
    current = first
    while current <= last:
        yield current
        if step == "year":
            current = current.replace(year=current.year + 1)
        elif step == "month":
            current = (current + timedelta(days=31)).replace(day=1)
        else:
            current += timedelta(days=7 if step == "week" else 1)


def _bars(slots: list[date], stacks: Mapping[date, Stack], step: Step) -> Iterator[Bar]:
    width = 100 / len(slots)
    highest = max(stack.count for stack in stacks.values())
    for place, start in enumerate(slots):
        if start in stacks:
            stack = stacks[start]
            yield Bar(
                x=round(place * width, 3),
                width=round(width, 3),
                height=round(stack.count / highest * HEIGHT, 1),
                count=stack.count,
                label=_label(start, step),
                href=stack.href,
                headlines=stack.headlines,
            )


def _label(start: date, step: Step) -> str:
    named = date_label(start.isoformat()[: _PRECISION[step]])
    return f"Week of {named}" if step == "week" else f"{named}"


def _ticks(slots: list[date], step: Step) -> Iterator[Tick]:
    every = max(1, -(-len(slots) // _TICKS))
    width = 100 / len(slots)
    for place in range(0, len(slots), every):
        x = (place + 0.5) * width
        # A middle-aligned label so near an edge would be cut off there.
        align: Literal["start", "middle", "end"] = (
            "start" if x < 8 else "end" if x > 92 else "middle"
        )
        named = date_label(slots[place].isoformat()[: _PRECISION[step]]) or ""
        yield Tick({"start": 0.0, "end": 100.0}.get(align, round(x, 3)), named, align)
