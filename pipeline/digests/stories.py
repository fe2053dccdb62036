"""The digest: articles about the same event become one story, told in a few cited sentences."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from operator import itemgetter

from pipeline.config import Digest
from pipeline.digests.clustering import Profile, cluster, days_of
from pipeline.documents import Article, Document, Evidence, Segment, Statement, Story
from pipeline.summarization.support import Support
from pipeline.text.content import read_content

# An event is told in an article's first sentences; later ones are background it shares with
# articles about other events.
_OPENING = 5
# Carbonell and Goldstein 1998: how much relevance counts against novelty.
_RELEVANCE = 0.6
# A flagged second sentence comes after an unflagged third one.
_DOUBT = 0.1
_DAY = len("2022-11-02")
# A sentence that shares more of its content (Jaccard) with a chosen one adds nothing.
_REDUNDANT = 0.5


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A summary sentence that may be told: its content and its place in its article.

    `doubtful` says that the translation of a sentence behind it is flagged.
    """

    statement: Statement
    doubtful: bool
    keys: frozenset[str]
    position: int
    article: int


def tell_stories(
    documents: Iterable[Document],
    lookup: Callable[[str], Document],
    settings: Digest,
) -> Iterator[tuple[Story, dict[str, Document]]]:
    """Tell the stories of finished documents, the newest first, those without a date last.

    Yields each with its documents by their ids. Depends on the set of documents alone, not on
    their order. One pass over them keeps ids, dates and sparse vectors only; each story's
    documents are then looked up.
    """
    dates, groups = _group(documents, settings)
    headings = []
    for group in groups:
        period, day = _heading([dates[each] for each in group], settings.period)
        headings.append(((bool(period), _begins(period), period, day or ""), group))
    headings.sort(key=itemgetter(1))
    for (_, _, period, day), group in sorted(headings, key=itemgetter(0), reverse=True):
        found = {each: lookup(each) for each in group}
        yield _tell([*found.values()], period, day or None, settings.max_sentences), found


def _group(
    documents: Iterable[Document], settings: Digest
) -> tuple[dict[str, str | None], list[list[str]]]:
    dates: dict[str, str | None] = {}

    def profiles() -> Iterator[Profile]:
        for document in documents:
            dates[document.id] = document.date
            yield Profile(document.id, days_of(document.date), _profile(document))

    groups = cluster(profiles(), settings.similarity, settings.days)
    return dates, groups


def _profile(document: Document) -> tuple[str, ...]:
    """List the texts that say which event an article is about."""
    opening = islice((each for each in document.segments if each.kind == "body"), _OPENING)
    parts = [_headline(document), *(_english(segment) for segment in opening)]
    if document.summary:
        parts += [sentence.text for sentence in document.summary.sentences]
    return tuple(parts)


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


def _tell(documents: Sequence[Document], period: str, day: str | None, most: int) -> Story:
    ordered = sorted(documents, key=lambda each: (days_of(each.date) or (0, 0), each.id))
    candidates = _candidates(ordered)
    statements = _choose(candidates, most)
    joined = "\n".join(sorted(each.id for each in documents))
    return Story(
        id=hashlib.sha256(joined.encode()).hexdigest()[:16],
        period=period,
        date=day,
        headline=_best_headline(ordered),
        statements=tuple(statements),
        articles=tuple(_article(each) for each in ordered),
    )


def _candidates(documents: Sequence[Document]) -> list[_Candidate]:
    return [
        _Candidate(
            Statement(
                sentence.text, (Evidence(document.id, sentence.segments),), sentence.replaced
            ),
            any(_is_flagged(document.segments[index]) for index in sentence.segments),
            _keys(sentence.text),
            position,
            number,
        )
        for number, document in enumerate(documents)
        if document.summary
        for position, sentence in enumerate(document.summary.sentences)
    ]


def _choose(candidates: Sequence[_Candidate], most: int) -> list[Statement]:
    """Choose statements by maximal marginal relevance; what repeats one becomes its evidence.

    Relevance is the mean overlap with the other articles' sentences and how early the sentence
    stands in its own, less what a flagged translation takes off. The statements of one article
    keep their order.
    """
    scores = {index: _relevance(index, candidates) for index in range(len(candidates))}
    chosen: list[int] = []
    while len(chosen) < most:
        open_ = [i for i in scores if i not in chosen and not _repeats(i, chosen, candidates)]
        if not open_:
            break
        chosen.append(max(open_, key=lambda i: (_marginal(i, scores[i], chosen, candidates), -i)))
    leader = candidates[chosen[0]].article if chosen else 0
    chosen.sort(key=lambda i: (candidates[i].position, candidates[i].article != leader, i))
    return [_with_witnesses(i, chosen, candidates) for i in chosen]


def _relevance(index: int, candidates: Sequence[_Candidate]) -> float:
    own = candidates[index]
    others = [each for each in candidates if each.article != own.article]
    shared = sum(_overlap(own.keys, each.keys) for each in others) / max(len(others), 1)
    return shared + 1 / (2 + own.position) - _DOUBT * own.doubtful


def _marginal(
    index: int, relevance: float, chosen: Sequence[int], candidates: Sequence[_Candidate]
) -> float:
    keys = candidates[index].keys
    nearest = max((_overlap(keys, candidates[other].keys) for other in chosen), default=0.0)
    return _RELEVANCE * relevance - (1 - _RELEVANCE) * nearest


def _repeats(index: int, chosen: Sequence[int], candidates: Sequence[_Candidate]) -> bool:
    """Say whether a sentence adds little to one that was chosen, or the other way round."""
    own = candidates[index]
    return any(
        _overlap(own.keys, candidates[other].keys) >= _REDUNDANT
        or own.keys <= candidates[other].keys
        or own.statement.text == candidates[other].statement.text
        for other in chosen
    )


def _with_witnesses(
    index: int, chosen: Sequence[int], candidates: Sequence[_Candidate]
) -> Statement:
    """Add, as evidence, the sentences of other articles that say all of the statement."""
    own = candidates[index]
    evidence = list(own.statement.evidence)
    for other, candidate in enumerate(candidates):
        seen = {each.document for each in evidence}
        if other in chosen or candidate.statement.evidence[0].document in seen:
            continue
        if not own.keys or _overlap(own.keys, candidate.keys) < _REDUNDANT:
            continue
        if Support([candidate.statement.text]).trace(own.statement.text).doubt is None:
            evidence += candidate.statement.evidence
    return replace(own.statement, evidence=tuple(evidence))


def _best_headline(documents: Sequence[Document]) -> str:
    """Choose the headline most like the other articles' headlines and openings, unflagged first."""
    if len(documents) == 1:
        return _headline(documents[0])
    profiles = [frozenset().union(*map(_keys, _profile(each))) for each in documents]

    def rank(index: int) -> tuple[bool, bool, float, int]:
        keys = _keys(_headline(documents[index]))
        others = [each for number, each in enumerate(profiles) if number != index]
        shared = sum(len(keys & each) / max(len(keys), 1) for each in others)
        named = _headline_segments(documents[index])
        has_headline = any(each.kind == "headline" for each in named)
        return has_headline, not any(map(_is_flagged, named)), shared, -index

    return _headline(documents[max(range(len(documents)), key=rank)])


def _is_flagged(segment: Segment) -> bool:
    """Say whether a segment's translation is in doubt."""
    return segment.translation is not None and bool(segment.translation.flags)


def _article(document: Document) -> Article:
    return Article(
        document=document.id,
        headline=_headline(document),
        original_headline=" ".join(segment.text for segment in _headline_segments(document)),
        language=document.language.tag if document.language else "und",
        sources=document.sources,
        date=document.date,
        outlet=document.outlet,
        url=document.url,
    )


def _headline(document: Document) -> str:
    """Give an article's English headline; for one without, its first sentence.

    The plus with which papers mark what is for subscribers is no part of it.
    """
    headline = " ".join(_english(segment) for segment in _headline_segments(document))
    return _PAYWALL.sub("", headline)


_PAYWALL = re.compile(r"^[+＋]\s+(?=[^\W\d])")


def _headline_segments(document: Document) -> Sequence[Segment]:
    named = [segment for segment in document.segments if segment.kind == "headline"]
    body = [segment for segment in document.segments if segment.kind == "body"]
    return named or body[:1]


def _english(segment: Segment) -> str:
    return segment.translation.text if segment.translation else segment.text


def _keys(text: str) -> frozenset[str]:
    return frozenset(token.key for token in read_content(text).tokens)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard similarity of two sets of content words."""
    return len(one & other) / max(len(one | other), 1)
