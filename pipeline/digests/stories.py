"""The digest: articles about the same event become one story, told in a few cited sentences."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.config import Digest
from pipeline.digests.articles import headline, record, topic_texts
from pipeline.digests.choice import choose_statements
from pipeline.digests.clustering import Profile, cluster, days_of, find_features
from pipeline.digests.headlines import best_headline
from pipeline.digests.length import Salience, count_full_stories, rank
from pipeline.documents import Document, Story

_DAY = len("2022-11-02")


@dataclass(frozen=True, slots=True)
class Group:
    """Articles about the same event, by their ids in order; `period` and `date` as in `Story`."""

    documents: tuple[str, ...]
    period: str
    date: str | None
    weights: tuple[Salience, ...]

    @property
    def id(self) -> str:
        """Name the story by its articles, whatever their order."""
        return hashlib.sha256("\n".join(sorted(self.documents)).encode()).hexdigest()[:16]


def profile(document: Document) -> Profile:
    """Find what says which event an article is about, and how much it weighs."""
    outlet = document.outlet or document.id
    weight = Salience(outlet, len(document.text.split()), len(headline(document).split()))
    features = tuple(find_features(topic_texts(document)))
    return Profile(document.id, document.date, features, weight)


def group_stories(profiles: Iterable[Profile], settings: Digest) -> list[Group]:
    """Group articles by event.

    Depends on the set of articles alone, not on their order. One pass over them keeps ids, dates,
    lengths and sparse vectors only.
    """
    dates: dict[str, str | None] = {}
    weights: dict[str, Salience] = {}

    def noted() -> Iterator[Profile]:
        for each in profiles:
            dates[each.id], weights[each.id] = each.date, each.weight
            yield each

    groups = []
    for articles in cluster(noted(), settings.similarity, settings.days):
        period, day = _heading([dates[each] for each in articles], settings.period)
        weighed = tuple(weights[each] for each in articles)
        groups.append(Group(tuple(articles), period, day or None, weighed))
    return groups


def order_stories(
    groups: Iterable[Group], length: Callable[[Group], int], minutes: int
) -> Iterator[tuple[Group, bool]]:
    """Order stories by period, the newest first, the undated last; yields which are told in brief.

    In a period the top stories come first, told in full, then the others, the newest first.
    `length` gives the words of a story's statements; the top stories are asked for it first.
    """
    ranked = sorted(groups, key=lambda each: (*rank(each.weights), each.id), reverse=True)
    full = count_full_stories([(each, each.weights) for each in ranked], length, minutes)
    places = {group.id: place for place, group in enumerate(ranked[:full])}
    order = sorted(ranked, key=lambda each: each.documents)
    order.sort(key=lambda each: (_begins(each.period), each.period, each.date or ""), reverse=True)
    order.sort(key=lambda each: places.get(each.id, len(places)))
    order.sort(
        key=lambda each: (bool(each.period), _begins(each.period), each.period), reverse=True
    )
    for group in order:
        yield group, group.id not in places


def build_story(group: Group, documents: Mapping[str, Document], most: int) -> Story:
    """Tell a group's story in at most `most` statements."""
    ordered = sorted(documents.values(), key=lambda each: (days_of(each.date) or (0, 0), each.id))
    return Story(
        id=group.id,
        period=group.period,
        date=group.date,
        headline=best_headline(ordered),
        statements=choose_statements(ordered, most),
        articles=tuple(map(record, ordered)),
    )


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
