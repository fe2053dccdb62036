"""The headline of a story: of its articles' headlines, the one that names the event best."""

import re
from collections.abc import Sequence

from pipeline.digests.articles import headline, headline_segments, is_flagged, topic_texts
from pipeline.documents import Document
from pipeline.summarization.english_boilerplate import without_dateline
from pipeline.text.content import read_content

# Names a kind of piece or a channel, and no event.
_TAGS = (
    "live|breaking|just now|latest|video|tv|podcast|photo series|in pictures|quiz|player ratings",
    "comment|commentary|opinion|analysis|editorial|column|debate|letter|feature|portrait|review",
    "interview|press release|ntb|ritzau|reuters|afp",
)
_TAG = re.compile(rf"(?:{'|'.join(_TAGS)})\s?[:|–-] ", re.IGNORECASE)
_PAYWALL = re.compile(r"\s*(?:\(\+\)|\[\+\]|\(for subscribers\)|\+)$", re.IGNORECASE)
_QUOTED = re.compile(r"^[–—-] |^[\"“«]|: [–—-] |: [\"“«]")
_LEAST_WORDS = 3


def best_headline(documents: Sequence[Document]) -> str:
    """Choose the headline most like the other articles' headlines and openings.

    One with an unflagged translation comes before others, then one that names the event.
    """
    if len(documents) == 1:
        return bare_headline(headline(documents[0]))
    profiles = [frozenset().union(*map(_keys, topic_texts(each))) for each in documents]

    def rank(index: int) -> tuple[bool, bool, bool, float, int]:
        text = headline(documents[index])
        keys = _keys(text)
        others = [each for number, each in enumerate(profiles) if number != index]
        shared = sum(len(keys & each) / max(len(keys), 1) for each in others)
        named = headline_segments(documents[index])
        has_headline = any(each.kind == "headline" for each in named)
        return has_headline, not any(map(is_flagged, named)), names_event(text), shared, -index

    return bare_headline(headline(documents[max(range(len(documents)), key=rank)]))


def bare_headline(text: str) -> str:
    """Take off what is no headline: "LIVE:", "NTB:", "(+)", and the full stop of a sentence."""
    bare = _PAYWALL.sub("", _TAG.sub("", without_dateline(text), count=1))
    bare = re.sub(r"(?<=[^\W\d_]{2}[\w”\"])\.$", "", bare)
    return bare[:1].upper() + bare[1:]


def names_event(text: str) -> bool:
    """Say whether a headline states an event by itself: it is no quotation and no label."""
    return len(text.split()) >= _LEAST_WORDS and _QUOTED.search(text) is None


def _keys(text: str) -> frozenset[str]:
    return frozenset(token.key for token in read_content(text).tokens)
