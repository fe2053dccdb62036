"""The digest: articles about the same event become one story, told in a few cited sentences."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.config import Digest
from pipeline.digests.articles import headline, profile, record
from pipeline.digests.choice import choose_statements
from pipeline.digests.clustering import Profile, cluster, days_of
from pipeline.digests.headlines import best_headline
from pipeline.digests.length import Weight, rank, tell_in_full
from pipeline.documents import Document, Story

_DAY = len("2022-11-02")


@dataclass(frozen=True, slots=True)
class _Group:
    """Articles of one story, its period and day, and how it ranks among all."""

    articles: tuple[str, ...]
    period: str
    day: str | None
    weights: tuple[Weight, ...]

    @property
    def id(self) -> str:
        return hashlib.sha256("\n".join(sorted(self.articles)).encode()).hexdigest()[:16]


def tell_stories(
    documents: Iterable[Document],
    lookup: Callable[[str], Document],
    settings: Digest,
) -> Iterator[tuple[Story, dict[str, Document]]]:
    """Tell the stories of finished documents by period, the newest first, the undated last.

    In a period the top stories come first, told in full, then the others, the newest first.
    Yields each with its documents by their ids. Depends on the set of documents alone, not on
    their order. One pass over them keeps ids, dates, lengths and sparse vectors only; each
    story's documents are then looked up. The stories told in full, a few in a hundred of a large
    run, are told first and held.
    """
    groups = {group.id: group for group in _group(documents, settings)}
    ranked = sorted(groups.values(), key=lambda each: (*rank(each.weights), each.id), reverse=True)
    places = {group.id: place for place, group in enumerate(ranked)}

    def tell(key: str) -> Story:
        found = [lookup(each) for each in groups[key].articles]
        return _tell(groups[key], found, settings.max_statements)

    weighed = [(group.id, group.weights) for group in ranked]
    full = tell_in_full(weighed, tell, settings.minutes)
    order = sorted(groups.values(), key=lambda each: each.articles)
    order.sort(key=lambda each: (_begins(each.period), each.period, each.day or ""), reverse=True)
    order.sort(key=lambda each: places[each.id] if each.id in full else len(places))
    order.sort(
        key=lambda each: (bool(each.period), _begins(each.period), each.period), reverse=True
    )
    for group in order:
        story = full.get(group.id) or replace(tell(group.id), brief=True)
        yield story, {each: lookup(each) for each in group.articles}


def _group(documents: Iterable[Document], settings: Digest) -> Iterator[_Group]:
    dates: dict[str, str | None] = {}
    weights: dict[str, Weight] = {}

    def profiles() -> Iterator[Profile]:
        for document in documents:
            dates[document.id] = document.date
            weights[document.id] = _weigh(document)
            yield Profile(document.id, days_of(document.date), profile(document))

    for articles in cluster(profiles(), settings.similarity, settings.days):
        period, day = _heading([dates[each] for each in articles], settings.period)
        yield _Group(tuple(articles), period, day, tuple(weights[each] for each in articles))


def _weigh(document: Document) -> Weight:
    outlet = document.outlet or document.id
    return Weight(outlet, len(document.text.split()), len(headline(document).split()))


def _heading(dates: Sequence[str | None], period: str) -> tuple[str, str | None]:
    """Choose a story's period and date: those of its earliest article, a day before a month.

    The period is empty for a story without a date, and the date itself where that is no more
    than a year (or a month, among weeks).
    """
    dated = [(days[0], -len(each), each) for each in dates if each and (days := days_of(each))]
    if not dated:
        return "", None
    # A year or a month stands for a story's day only where no article has a day.
    first, _, day = min([each for each in dated if len(each[2]) == _DAY] or dated)
    if period == "week" and len(day) == _DAY:
        year, week, _ = date.fromordinal(first).isocalendar()
        return f"{year}-W{week:02}", day
    return day[: len("2022-11")], day


def _begins(period: str) -> int:
    """Find the first day of a period (a year, a month or an ISO week) as an ordinal."""
    year, _, week = period.partition("-W")
    if week:
        return date.fromisocalendar(int(year), int(week), 1).toordinal()
    days = days_of(period) if period else None
    return days[0] if days else 0


def _tell(group: _Group, documents: Sequence[Document], most: int) -> Story:
    ordered = sorted(documents, key=lambda each: (days_of(each.date) or (0, 0), each.id))
    return Story(
        id=group.id,
        period=group.period,
        date=group.day,
        headline=best_headline(ordered),
        statements=choose_statements(ordered, most),
        articles=tuple(map(record, ordered)),
    )
