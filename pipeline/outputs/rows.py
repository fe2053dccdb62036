"""The row that stands for one segment in every aligned format."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from pipeline.documents import FOREIGN, Document, Flag, Kind, RunInfo, Segment
from pipeline.languages import NO_LANGUAGE
from pipeline.outputs.characters import REPLACEMENT
from pipeline.outputs.words import Piece, cut

ALIGNED_SCHEMA: Final = "nordigest-aligned/2"
"""Name and version of the rows' schema; docs/formats.md describes it."""

LOW_SCORE: Final = -1.0
"""Below this mean log-probability a translation is shown as flagged: the model gave its own
words a geometric mean probability under 37%."""

REPLACED: Final = "replaced-characters"
"""Flag of a row in which characters that the format cannot hold became U+FFFD."""


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """A segment and its English; `target`, `score` and `model` are None without a translation.

    `index` counts the document's segments from 0, `paragraph` its paragraphs. `model` is also None
    where English was copied. `alignment` links words as in `documents.Translation`.
    """

    schema: str
    document: str
    sources: tuple[str, ...]
    date: str | None
    outlet: str | None
    index: int
    paragraph: int
    kind: Kind
    language: str
    source: str
    target: str | None
    score: float | None
    flags: tuple[Flag, ...]
    alignment: tuple[tuple[int, int, int, int], ...] | None
    model: str | None
    document_flags: tuple[Flag, ...]

    @property
    def copied(self) -> bool:
        """Whether the sentence was English already, or in no language a model translates."""
        return is_copied(self.language, self.source, self.target, self.flags)

    @property
    def low(self) -> bool:
        """Whether its score is under `LOW_SCORE`."""
        return not self.copied and self.score is not None and self.score < LOW_SCORE

    @property
    def source_pieces(self) -> tuple[Piece, ...]:
        """The source, cut where word links begin and end."""
        return cut(self.source, [link[:2] for link in self.alignment or ()])

    @property
    def target_pieces(self) -> tuple[Piece, ...]:
        """The target, cut where word links begin and end."""
        return cut(self.target or "", [link[2:] for link in self.alignment or ()])


_FIELDS: Final = tuple(field.name for field in fields(AlignedRow))

_FLAGS: Final = frozenset({"flags", "document_flags"})


def record(row: AlignedRow) -> dict[str, Any]:
    """Turn a row into what JSON and Parquet hold; `dataclasses.asdict` takes ten times as long."""
    return {
        name: [{"name": flag.name, "reason": flag.reason} for flag in getattr(row, name)]
        if name in _FLAGS
        else getattr(row, name)
        for name in _FIELDS
    }


def document_rows(
    document: Document, info: RunInfo, clean: Callable[[str], str]
) -> Iterator[AlignedRow]:
    """Yield the rows of one document; `clean` replaces what the format cannot hold."""
    sources = tuple(clean(source) for source in document.sources)
    document_flags = tuple(clean_flag(flag, clean) for flag in document.flags)
    for index, segment in enumerate(document.segments):
        translation = segment.translation
        source = clean(segment.source)
        target = None if translation is None else clean(translation.target)
        flags = () if translation is None else translation.flags
        tag = segment_language(document, segment)
        yield AlignedRow(
            schema=ALIGNED_SCHEMA,
            document=document.id,
            sources=sources,
            date=document.date and clean(document.date),
            outlet=document.outlet and clean(document.outlet),
            index=index,
            paragraph=segment.paragraph,
            kind=segment.kind,
            language=tag,
            source=source,
            target=target,
            score=None if translation is None else translation.score,
            flags=(
                *(clean_flag(flag, clean) for flag in flags),
                *_replaced(segment, source, target),
            ),
            alignment=None if translation is None else translation.alignment,
            model=None
            if translation is None or is_copied(tag, segment.source, translation.target, flags)
            else _translator(info, tag),
            document_flags=document_flags,
        )


def segment_language(document: Document, segment: Segment) -> str:
    """Tell a segment's BCP-47 tag: its own, else its document's, else `und`."""
    language = segment.language or document.language
    return "und" if language is None else language.tag


def is_copied(language: str, source: str, target: str | None, flags: Sequence[Flag]) -> bool:
    """Say whether a sentence's English is the sentence itself, and no model's work."""
    foreign = source == target and any(flag.name == FOREIGN for flag in flags)
    return language in {"en", NO_LANGUAGE} or foreign


def _translator(info: RunInfo, tag: str) -> str | None:
    for model in info.models:
        if model.role == "translate" and (not model.languages or tag in model.languages):
            return model.name
    return None


def clean_flag(flag: Flag, clean: Callable[[str], str]) -> Flag:
    """Replace in a flag what a format cannot hold."""
    return Flag(clean(flag.name), clean(flag.reason))


def _replaced(segment: Segment, source: str, target: str | None) -> tuple[Flag, ...]:
    before = segment.source + (segment.translation.target if segment.translation else "")
    number = (source + (target or "")).count(REPLACEMENT) - before.count(REPLACEMENT)
    if not number:
        return ()
    characters = "character" if number == 1 else "characters"
    reason = f"{number} {characters} that this format cannot hold stand as U+FFFD"
    return (Flag(REPLACED, reason),)
