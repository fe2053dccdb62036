"""The sentences of an article that a digest may tell, and which need another before them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.digests.articles import english, is_flagged
from pipeline.documents import Document, Flag
from pipeline.summarization.english_boilerplate import without_dateline
from pipeline.summarization.statements import is_statement
from pipeline.text.content import plain_words
from pipeline.text.references import (
    has_unnamed_speaker,
    lacks_speaker,
    refers_back,
    with_quotation_marks,
)

# A sentence that needs more than so many before it is left out.
_LONGEST_CHAIN = 2
# Where no sentence of a summary can stand alone, so many of the article are looked at,
_LOOKED_AT = 10
# and the first so many taken that can.
_TAKEN = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be told, the segments behind it, and its place in its article's summary.

    `leans_on` is the number of the candidate that must stand right before it; one that is not of
    the summary is told for that only. `flagged` says that the translation of a sentence behind
    it is flagged.
    """

    text: str
    segments: tuple[int, ...]
    replaced: Flag | None
    flagged: bool
    position: int
    article: int
    leans_on: int | None
    summarized: bool


def read_candidates(document: Document, article: int, first: int) -> list[Candidate]:
    """List what may be told of an article, numbered from `first`.

    These are the sentences of its summary. One that refers back comes with the sentence before
    it, or not at all. One whose subject is "I" is told where no other can be. Where
    nothing is left, they are the article's first sentences that refer to no other.
    """
    sentences = document.summary.sentences if document.summary else ()
    named = [each for each in sentences if not has_unnamed_speaker(each.text)]
    for told in (named, sentences):
        reading = _Reading(document, article, first)
        previous: int | None = None
        for position, sentence in enumerate(told):
            previous = reading.add(
                sentence.text, sentence.segments, position, previous, sentence.replaced
            )
        if reading.found:
            return reading.found
    reading.add_opening()
    return reading.found


class _Reading:
    """The candidates of one article, as they are found."""

    def __init__(self, document: Document, article: int, first: int) -> None:
        self._document = document
        self._article = article
        self._first = first
        self._numbers: dict[str, int] = {}
        self.found: list[Candidate] = []

    def add(
        self,
        written: str,
        segments: tuple[int, ...],
        position: int,
        previous: int | None,
        replaced: Flag | None = None,
        depth: int = 0,
    ) -> int | None:
        """Add a sentence after what it leans on; gives its number, None for one left out.

        A sentence of the article, whole or shortened, leans on the article's sentence before it,
        one that a model worded on the `previous` one of the summary.
        """
        text = with_quotation_marks(without_dateline(written))
        if lacks_speaker(text):
            return None
        known = self._numbers.get(text)
        if known is not None:
            place = known - self._first
            self.found[place] = replace(
                self.found[place],
                summarized=depth == 0 or self.found[place].summarized,
                replaced=replaced or self.found[place].replaced,
            )
            return known
        leans_on = None
        if refers_back(text):
            own = self._own_segment(written, segments)
            leans_on = previous if own is None else self._add_before(own, position, depth)
            if leans_on is None:
                return None
        flagged = any(is_flagged(self._document.segments[index]) for index in segments)
        self.found.append(
            Candidate(
                text, segments, replaced, flagged, position, self._article, leans_on, depth == 0
            )
        )
        self._numbers[text] = self._first + len(self.found) - 1
        return self._numbers[text]

    def add_opening(self) -> None:
        """Add the first sentences of the article that refer to no other."""
        for index in self._body()[:_LOOKED_AT]:
            text = english(self._document.segments[index])
            if len(self.found) < _TAKEN and is_statement(text) and not refers_back(text):
                self.add(text, (index,), len(self.found), None)

    def _own_segment(self, text: str, segments: Sequence[int]) -> int | None:
        """Find the cited segment that has all words of a sentence in their order."""
        said = plain_words(text.casefold())
        for index in segments:
            words = iter(plain_words(english(self._document.segments[index]).casefold()))
            if all(word in words for word in said):
                return index
        return None

    def _add_before(self, index: int, position: int, depth: int) -> int | None:
        """Add the statement before a sentence of the article, with what that leans on."""
        before = [other for other in self._body() if other < index]
        if not before or depth == _LONGEST_CHAIN:
            return None
        text = english(self._document.segments[before[-1]])
        if not is_statement(text):
            return None
        return self.add(text, (before[-1],), position, None, depth=depth + 1)

    def _body(self) -> list[int]:
        return [n for n, each in enumerate(self._document.segments) if each.kind == "body"]
