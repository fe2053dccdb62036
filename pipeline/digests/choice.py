"""What a story says: its statements, chosen from the summaries, in order, each with its sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from pipeline.digests.agreement import ArticleFacts, Verdict, judge, read_article_facts
from pipeline.digests.articles import english
from pipeline.digests.candidates import Candidate, read_candidates
from pipeline.digests.facts import Facts, read_facts
from pipeline.documents import Difference, Document, Evidence, Statement

# Carbonell and Goldstein 1998: how much relevance counts against novelty.
_RELEVANCE = 0.6
# A flagged second sentence comes after an unflagged third one.
_FLAGGED = 0.1
# Time grows with the articles told from and the articles asked: a large story is told from its
# longest articles, and all are asked.
_TOLD_FROM = 20
# A sentence that shares more of its content (Jaccard) with a chosen one adds nothing.
_REDUNDANT = 0.5


@dataclass(frozen=True, slots=True)
class _Body:
    """An article's sentences as facts, each with its index in the document."""

    document: str
    segments: tuple[int, ...]
    account: ArticleFacts


@dataclass(frozen=True, slots=True)
class _Option:
    """A candidate with its facts and what the other articles say of it, by their numbers."""

    candidate: Candidate
    facts: Facts
    verdicts: Mapping[int, Verdict]


def choose_statements(documents: Sequence[Document], most: int) -> tuple[Statement, ...]:
    """Choose what a story says by maximal marginal relevance, and order it.

    Relevance is the share of the other articles that tell a sentence's matter and how early it
    stands in its own, less what a flagged translation takes off. What several articles agree on
    comes first, then what they tell differently, then what one alone tells. A sentence that leans
    on another follows it.
    """
    bodies = [_read_body(document) for document in documents]
    options = _options(documents, bodies)
    chosen = _choose(options, bodies, most)
    told = (_statement(options[index], bodies) for index in _in_order(chosen, options))
    return tuple(_without_repeats(told))


def _read_body(document: Document) -> _Body:
    published = _day(document)
    body = [(n, each) for n, each in enumerate(document.segments) if each.kind == "body"]
    account = read_article_facts(read_facts(english(each), published) for _, each in body)
    return _Body(document.id, tuple(index for index, _ in body), account)


def _day(document: Document) -> date | None:
    try:
        return date.fromisoformat(document.date or "")
    except ValueError:
        return None


def _options(documents: Sequence[Document], bodies: Sequence[_Body]) -> list[_Option]:
    options: list[_Option] = []
    longest = sorted(enumerate(documents), key=lambda each: -len(each[1].text))[:_TOLD_FROM]
    for number, document in sorted(longest, key=itemgetter(0)):
        for candidate in read_candidates(document, number, len(options)):
            facts = read_facts(candidate.text, _day(document))
            verdicts = {
                other: judge(facts, bodies[number].account, body.account)
                for other, body in enumerate(bodies)
                if other != number
            }
            options.append(_Option(candidate, facts, verdicts))
    return options


def _choose(options: Sequence[_Option], bodies: Sequence[_Body], most: int) -> list[int]:
    scores = [_relevance(option, len(bodies)) for option in options]
    wanted = [index for index, option in enumerate(options) if option.candidate.summarized]
    chosen: list[int] = []
    while True:
        groups = (_with_antecedents(index, options, chosen) for index in wanted)
        open_ = [
            group
            for group in groups
            if 0 < len(group) <= most - len(chosen)
            and not any(_repeats(options[index], chosen, options, bodies) for index in group)
        ]
        if not open_:
            return chosen
        worth = [
            sum(_marginal(index, scores[index], chosen, options) for index in group) / len(group)
            for group in open_
        ]
        chosen += open_[worth.index(max(worth))]


def _relevance(option: _Option, articles: int) -> float:
    telling = sum(bool(verdict.near) for verdict in option.verdicts.values())
    early = 1 / (2 + option.candidate.position)
    return telling / max(articles - 1, 1) + early - _FLAGGED * option.candidate.flagged


def _with_antecedents(
    index: int, options: Sequence[_Option], chosen: Sequence[int]
) -> Sequence[int]:
    """List a sentence and those it leans on that are not chosen yet, first what comes first."""
    group: list[int] = []
    current: int | None = index
    while current is not None and current not in chosen:
        group.insert(0, current)
        current = options[current].candidate.leans_on
    return group


def _marginal(
    index: int, relevance: float, chosen: Sequence[int], options: Sequence[_Option]
) -> float:
    words = _content(options[index].facts)
    nearest = max((_overlap(words, _content(options[other].facts)) for other in chosen), default=0)
    return _RELEVANCE * relevance - (1 - _RELEVANCE) * nearest


def _repeats(
    own: _Option, chosen: Sequence[int], options: Sequence[_Option], bodies: Sequence[_Body]
) -> bool:
    """Say whether a sentence adds little to one that was chosen."""
    words = _content(own.facts)
    return any(
        _overlap(words, _content(other.facts)) >= _REDUNDANT
        or words <= _content(other.facts)
        or own.candidate.text == other.candidate.text
        or _is_told(own, other, bodies)
        for other in (options[index] for index in chosen)
    )


def _is_told(own: _Option, other: _Option, bodies: Sequence[_Body]) -> bool:
    """Say whether a chosen statement tells a sentence's matter, with its numbers or instead."""
    verdict = own.verdicts.get(other.candidate.article)
    if verdict is None:
        return False
    segments = bodies[other.candidate.article].segments
    if {segments[place] for place in verdict.near}.isdisjoint(other.candidate.segments):
        return False
    known = other.facts.quantities
    return bool(verdict.contrasts) or all(
        any(quantity.agrees(each) for each in known) for quantity in own.facts.quantities
    )


def _in_order(chosen: Sequence[int], options: Sequence[_Option]) -> Iterator[int]:
    """Order statements by who agrees on them, then by how many tell of their matter.

    One that leans on another follows it.
    """
    leader = options[chosen[0]].candidate.article if chosen else 0

    def rank(index: int) -> tuple[int, int, int, bool, int]:
        candidate = options[index].candidate
        other_article = candidate.article != leader
        tellers = sum(bool(verdict.near) for verdict in options[index].verdicts.values())
        return _tier(options[index]), -tellers, candidate.position, other_article, index

    def with_leaning(index: int) -> Iterator[int]:
        yield index
        for other in sorted(chosen):
            if options[other].candidate.leans_on == index:
                yield from with_leaning(other)

    heads = (index for index in chosen if options[index].candidate.leans_on is None)
    for head in sorted(heads, key=rank):
        yield from with_leaning(head)


def _tier(option: _Option) -> int:
    kinds = {verdict.kind for verdict in option.verdicts.values()}
    return 0 if "agrees" in kinds else 1 if "differs" in kinds else 2


def _statement(option: _Option, bodies: Sequence[_Body]) -> Statement:
    own = option.candidate
    evidence = [Evidence(bodies[own.article].document, own.segments)]
    differences: list[Difference] = []
    for number, verdict in option.verdicts.items():
        body = bodies[number]
        segments = tuple(body.segments[place] for place in verdict.sentences)
        if verdict.kind == "agrees":
            evidence.append(Evidence(body.document, segments))
        differences += (
            Difference(Evidence(body.document, segments), each.said, each.otherwise)
            for each in verdict.contrasts
        )
    return Statement(own.text, tuple(evidence), own.replaced, tuple(differences))


def _without_repeats(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Leave out of a statement the differences that one before it has."""
    seen: set[tuple[str, str, str]] = set()
    for statement in statements:
        new: list[Difference] = []
        for each in statement.differences:
            key = (each.evidence.document, each.said.lower(), each.otherwise.lower())
            if key not in seen:
                new.append(each)
            seen.add(key)
        yield replace(statement, differences=tuple(new))


def _content(facts: Facts) -> frozenset[str]:
    return facts.words | {quantity.value for quantity in facts.quantities}


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard similarity of two sets of content words."""
    return len(one & other) / max(len(one | other), 1)
