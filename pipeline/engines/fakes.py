"""A model that needs no weights: for tests, scale runs and trying out."""

import re
import zlib
from collections.abc import Iterator, Sequence

from pipeline.engines.base import Decoding, Hypothesis
from pipeline.engines.batching import check_lengths

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SPACED = re.compile(r"(\W+)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORDS = (
    "about", "after", "before", "board", "budget", "children", "city", "country", "during",
    "early", "evening", "family", "harbour", "house", "island", "large", "later", "market",
    "morning", "mountain", "nearly", "number", "office", "people", "police", "report", "road",
    "school", "several", "small", "spring", "station", "street", "summer", "their", "through",
    "under", "village", "water", "week", "where", "winter", "without", "work", "young",
)  # fmt: skip
_KNOWN = frozenset(_WORDS)


class FakeSeq2Seq:
    """Replaces every lower-case word by an English one chosen by its checksum.

    Names, numbers and punctuation stay where they are, so the checks find nothing to flag. Text
    over `max_tokens` ends after the last sentence that fits, or is cut and not finished.
    """

    max_source_tokens = 512

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count words and punctuation marks, and one end token."""
        return [len(_TOKEN.findall(text)) + 1 for text in texts]

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[Hypothesis]:
        """Yield one hypothesis a text, in the same order.

        Raises ValueError for a text longer than `max_source_tokens`.
        """
        check_lengths(self.count_tokens(texts), self.max_source_tokens)
        return (_write(text, decoding) for text in texts)


def _write(text: str, decoding: Decoding) -> Hypothesis:
    limit = decoding.max_tokens
    target = "".join(_word(part) for part in _SPACED.split(text.strip()))
    finished = True
    if len(_TOKEN.findall(target)) > limit:
        target, finished = _shorten(target, limit)
    score = -0.25 - (zlib.crc32(text.encode()) % 100) / 400
    links = _links(text, target) if decoding.alignment else None
    return Hypothesis(target, score, finished, links)


def _word(part: str) -> str:
    if not part.isalpha() or not part.islower() or part in _KNOWN:
        return part
    return _WORDS[zlib.crc32(part.encode()) % len(_WORDS)]


def _shorten(text: str, limit: int) -> tuple[str, bool]:
    kept: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        if len(_TOKEN.findall(" ".join([*kept, sentence]))) > limit:
            break
        kept.append(sentence)
    if kept:
        return " ".join(kept), True
    end = [match.end() for match in _TOKEN.finditer(text)][: max(1, limit)][-1]
    return text[:end], False


def _links(source: str, target: str) -> tuple[tuple[int, int, int, int], ...]:
    pairs = zip(_TOKEN.finditer(source), _TOKEN.finditer(target), strict=False)
    return tuple((*left.span(), *right.span()) for left, right in pairs)
