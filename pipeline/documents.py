"""The records every stage reads and returns; this module imports nothing else of ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "headline", "subhead", "body", "byline", "timestamp", "related", "caption", "table", "code"
]

BOILERPLATE: frozenset[Kind] = frozenset(
    {"byline", "timestamp", "related", "caption", "table", "code"}
)
"""Kinds of paragraph around an article's text: kept, translated but for code, never summarized."""


FOREIGN = "foreign"
"""The flag of a text, or a quotation in it, that was copied since no model translates it."""


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP-47 tag (`nb`, `nn`, `da`, `en`, `und`, ...) and the identifier's probability for it."""

    tag: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Flag:
    """What a check saw in a text and a reader should know: the check's name and the reason.

    `split` and `repaired` are notes on how a text was made; all other flags say what may be wrong.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The English of one segment.

    `score` is the mean log-probability per target token (0.0 for copied English). `alignment`
    holds word links as character spans (source start, source end, target start, target end),
    relative to the segment's `source` and to `target`, or None when it was not asked for.
    """

    target: str
    score: float
    flags: tuple[Flag, ...] = ()
    alignment: tuple[tuple[int, int, int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of a document.

    `source` equals `document.text[start:end]`; `gap` is the white space (in a table, also the pipes
    and rules) between this segment and the next, so joining `source + gap` over all segments gives
    the document's text back.
    `paragraph` counts from 0.
    """

    paragraph: int
    start: int
    end: int
    source: str
    gap: str
    kind: Kind = "body"
    language: Language | None = None
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """An English statement and the indices of the segments that support it (never empty).

    `replaced` holds the model's own sentence and why it was rejected, when a source sentence
    stands in its place.
    """

    text: str
    segments: tuple[int, ...]
    replaced: Flag | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of one document, in reading order."""

    sentences: tuple[SummarySentence, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An article: identity first, then what the stages fill in.

    `id` is derived from the text alone, so a renamed file is the same document. `sources` lists
    every place it was read from (relative path, with `#row` for tables). `date` is ISO 8601
    (`2022`, `2022-11` or `2022-11-02`). `pinned` is the language the config fixes for its source.
    `text` has no white space at either end. `flags` are about the reading itself, as
    repaired mojibake.
    """

    id: str
    sources: tuple[str, ...]
    text: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    pinned: str | None = None
    flags: tuple[Flag, ...] = ()
    language: Language | None = None
    segments: tuple[Segment, ...] = ()
    summary: Summary | None = None

    @property
    def english(self) -> str:
        """The English of the text with its paragraphs; what is not translated stays as it is."""
        return "".join(
            (each.translation.target if each.translation else each.source) + each.gap
            for each in self.segments
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement comes from: segments (by index) of one document."""

    document: str
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What another article says otherwise: the number or day `said` by a statement, and its own."""

    evidence: Evidence
    said: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a story's digest and the sentences behind it, in one or more articles.

    `differences` are the articles that tell the same with another number or day.
    """

    text: str
    evidence: tuple[Evidence, ...]
    replaced: Flag | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """How a digest names a document: its headline in both languages and its origin."""

    document: str
    headline: str
    original_headline: str
    language: str
    sources: tuple[str, ...]
    date: str | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about the same event; `period` is the month (`2022-11`) or week (`2022-W44`).

    `brief` says that a digest to be read has room for its headline only.
    """

    id: str
    period: str
    date: str | None
    headline: str
    statements: tuple[Statement, ...]
    articles: tuple[Article, ...]
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A document, or a part of the input that never became one, that could not be processed."""

    source: str
    stage: str
    reason: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class ModelCredit:
    """A model as its attribution wants it: role is `translate` or `summarize`.

    `languages` are the tags it translates in this run; empty for all of them.
    """

    role: str
    name: str
    digest: str
    licence: str
    attribution: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What is the same for all of a run's outputs; holds no clock, so reruns write equal bytes.

    `title` heads the pages, `version` is Nordigest's, `languages` counts documents by language,
    `formats` are the outputs that are written side by side.
    """

    title: str
    version: str
    models: tuple[ModelCredit, ...]
    languages: Mapping[str, int]
    formats: tuple[str, ...] = ()
