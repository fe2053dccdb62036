"""What the digest needs of an article: its English, its headline, its opening, its record."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from pipeline.documents import Article, Document, Segment

# An event is told in an article's first sentences; later ones are background it shares with
# articles about other events.
_OPENING = 5
# So many words of a sentence stand for a headline.
_LONGEST = 12
# A headline that is no more than the name of a column or of a kind of text.
_LABEL = re.compile(
    r"(?:(?:nyheter|nyheder|nytt|nyt) )?(?:i )?(?:korthet|korthed|korte? (?:fortalt|sagt|nytt|nyt"
    r"|trekk|træk)|notiser|småstoff|smånytt|pressemelding|pressemeddelelse|leder|leiar|kronikk|kronik"
    r"|kommentar|debatt|debat|(?:leser|lesar|læser)brev|referat|intervju|interview|portrett?)\W*",
    re.IGNORECASE,
)
_PAYWALL = re.compile(r"^[+＋]\s+(?=[^\W\d])")


def english(segment: Segment) -> str:
    """Give a segment's English; what is not translated stays as it is."""
    return segment.translation.target if segment.translation else segment.source


def is_flagged(segment: Segment) -> bool:
    """Say whether a segment's translation has a flag."""
    return segment.translation is not None and bool(segment.translation.flags)


def headline(document: Document) -> str:
    """Give an article's English headline; for one without, the beginning of its first sentence.

    The plus with which papers mark what is for subscribers is no part of it.
    """
    return _PAYWALL.sub("", _title(map(english, headline_segments(document)), document))


def headline_segments(document: Document) -> Sequence[Segment]:
    """List the segments of an article's headline; for one without, its first sentence.

    "In brief" is no headline.
    """
    named = list(filter(_is_headline, document.segments))
    body = [segment for segment in document.segments if segment.kind == "body"]
    return named or body[:1]


def _is_headline(segment: Segment) -> bool:
    return segment.kind == "headline" and not _LABEL.fullmatch(segment.source)


def _title(texts: Iterable[str], document: Document) -> str:
    """Join a headline's texts; a first sentence in its place is cut to a headline's length."""
    text = " ".join(texts)
    words = text.split()
    if len(words) <= _LONGEST or any(map(_is_headline, document.segments)):
        return text
    return f"{' '.join(words[:_LONGEST]).rstrip(',;:–—-')} …"


def topic_texts(document: Document) -> tuple[str, ...]:
    """List the texts that say which event an article is about."""
    opening = islice((each for each in document.segments if each.kind == "body"), _OPENING)
    parts = [headline(document), *(english(segment) for segment in opening)]
    if document.summary:
        parts += [sentence.text for sentence in document.summary.sentences]
    return tuple(parts)


def record(document: Document) -> Article:
    """Describe an article as the digest names it."""
    return Article(
        document=document.id,
        headline=headline(document),
        original_headline=_title((each.source for each in headline_segments(document)), document),
        language=document.language.tag if document.language else "und",
        sources=document.sources,
        date=document.date,
        outlet=document.outlet,
        url=document.url,
    )
