"""The chart of stories over time: bars with links, positions in percent so that it fits a phone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from pipeline.outputs.dates import date_label, first_day

Step = Literal["day", "week", "month", "year"]

HEIGHT: Final = 88
"""Pixels of the highest bar."""

# Longest span of days shown in steps of a day, a week and a month: at most some 100 bars.
_DAYS, _WEEKS, _MONTHS = 45, 400, 3000

_TICKS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """Stories of one step: `x` and `width` in percent, `height` in pixels."""

    x: float
    width: float
    height: float
    count: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the axis at `x` percent; `align` keeps the outer ones inside the chart."""

    x: float
    label: str
    align: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws; `hidden` counts the stories whose date is too coarse or missing."""

    step: Step
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    hidden: int


@dataclass(slots=True)
class Timeline:
    """Collects story dates; memory grows with the number of different dates only."""

    days: dict[str, tuple[int, str]] = field(default_factory=dict)
    hidden: int = 0

    def add(self, iso: str | None, href: str) -> None:
        """Count a story; the first of a date is what its bar links to."""
        if iso is None or first_day(iso) is None or len(iso) < len("2022-11"):
            self.hidden += 1
            return
        count, first = self.days.get(iso, (0, href))
        self.days[iso] = (count + 1, first)

    def chart(self) -> Chart | None:
        """Lay the bars out; None without a dated story."""
        if not self.days:
            return None
        step = self._step()
        counts: dict[date, tuple[int, str]] = {}
        for iso in sorted(self.days):
            count, href = self.days[iso]
            before, first = counts.get(_start(iso, step), (0, href))
            counts[_start(iso, step)] = (before + count, first)
        slots = list(_slots(min(counts), max(counts), step))
        width = 100 / len(slots)
        highest = max(count for count, _ in counts.values())
        bars = tuple(
            Bar(
                x=round(place * width, 3),
                width=round(width, 3),
                height=round(counts[start][0] / highest * HEIGHT, 1),
                count=counts[start][0],
                label=_label(start, step),
                href=counts[start][1],
            )
            for place, start in enumerate(slots)
            if start in counts
        )
        return Chart(step, bars, tuple(_ticks(slots, step)), self.hidden)

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


def _label(start: date, step: Step) -> str:
    iso = start.isoformat()
    named = date_label(iso[: {"year": 4, "month": 7, "week": 10, "day": 10}[step]])
    return f"Week of {named}" if step == "week" else f"{named}"


def _ticks(slots: list[date], step: Step) -> Iterator[Tick]:
    every = max(1, -(-len(slots) // _TICKS))
    width = 100 / len(slots)
    marked: Iterable[int] = range(0, len(slots), every)
    for place in marked:
        align: Literal["start", "middle"] = "start" if place == 0 and len(slots) > 1 else "middle"
        x = 0.0 if align == "start" else (place + 0.5) * width
        iso = slots[place].isoformat()
        cut = {"year": 4, "month": 7, "week": 10, "day": 10}[step]
        yield Tick(round(x, 3), date_label(iso[:cut]) or "", align)
