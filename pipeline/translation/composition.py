"""From a segment to what a model is given, and from what it wrote to the segment's English."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from pipeline.documents import Flag
from pipeline.engines.base import Hypothesis
from pipeline.text.fitting import split_to_fit
from pipeline.translation.fixedtext import Part, model_text, split_parts
from pipeline.translation.repairs import repair

Link = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment in parts, in order; joined, their sources are the segment.

    `inputs` holds what the model reads for each part that it has to translate.
    """

    parts: tuple[Part, ...]
    inputs: tuple[str, ...]
    language: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """A segment's English put together; `score` and `finished` speak for all its parts.

    `checked` holds the stretches of the segment that a model translated, as it read them, and
    what it wrote for them: what the checks compare. `flags` say what was put right in them.
    """

    text: str
    score: float
    finished: bool
    checked: tuple[str, str]
    flags: tuple[Flag, ...]
    links: tuple[Link, ...] | None


def make_draft(text: str, language: str = "") -> Draft:
    """Take a segment of a language (BCP-47) apart."""
    parts = tuple(split_parts(text))
    return Draft(parts, _inputs(parts, language), language)


def _inputs(parts: Sequence[Part], language: str) -> tuple[str, ...]:
    return tuple(model_text(part, language) for part in parts if part.target is None)


def cut_draft(draft: Draft, limit: int, count: Callable[[str], int]) -> Draft:
    """Cut the parts that are longer than `limit` tokens; `count` counts a model input's."""

    def cut(part: Part) -> Iterator[Part]:
        if part.target is not None:
            yield part
            return
        pieces = split_to_fit(
            part.source,
            limit,
            lambda piece: count(model_text(replace(part, source=piece), draft.language)),
        )
        for piece in pieces:
            blank = not piece.strip()
            yield replace(part, source=piece, target=piece if blank else None)

    parts = tuple(piece for part in draft.parts for piece in cut(part))
    inputs = _inputs(parts, draft.language)
    return Draft(parts, inputs, draft.language, cut=draft.cut or len(parts) > len(draft.parts))


def compose(
    draft: Draft,
    hypotheses: Sequence[Hypothesis],
    revise: Callable[[str], str] = str,
    spell: Callable[[str], str] = str,
) -> Composed:
    """Put a segment's English together from what the model wrote for its inputs, in order.

    Before they are compared, `revise` puts glossary terms into the stretches of the source, and
    `spell` spells placeholders right in the English.
    """
    written = iter(zip(draft.inputs, hypotheses, strict=True))
    text, position = "", 0
    links: list[Link] = []
    flags: list[Flag] = []
    read, made = "", ""
    for index, part in enumerate(draft.parts):
        if part.target is not None:
            text += part.target
            # A tag in brackets ends before the sentence.
            apart = ". " if read.strip() and part.source[0] in "])" else " "
            read, made = read + apart, made + apart
        else:
            given, hypothesis = next(written)
            before = draft.parts[index - 1] if index else None
            english, repaired = repair(revise(given), spell(hypothesis.text))
            english = _fit(part, english, before)
            flags += repaired
            front, back = _spaces(part.source)
            text += front
            if hypothesis.alignment:
                carried = carry_links(
                    hypothesis.alignment, (given, part.source), (hypothesis.text, english)
                )
                shift = (position, position, len(text), len(text))
                links += [_shift(link, shift) for link in carried]
            text += english + back
            read, made = f"{read}{front}{revise(given)}{back}", f"{made}{front}{english}{back}"
        position += len(part.source)
    tokens = sum(hypothesis.tokens for hypothesis in hypotheses)
    total = sum(hypothesis.score * hypothesis.tokens for hypothesis in hypotheses)
    aligned = not hypotheses or any(each.alignment is not None for each in hypotheses)
    return Composed(
        text,
        total / tokens if tokens else 0.0,
        all(hypothesis.finished for hypothesis in hypotheses),
        (read.strip(), made.strip()),
        tuple(flags),
        tuple(links) if aligned else None,
    )


def _spaces(text: str) -> tuple[str, str]:
    """Return the white space at the front and at the end of a text that is not blank."""
    stripped = text.lstrip()
    return text[: len(text) - len(stripped)], stripped[len(stripped.rstrip()) :]


def _shift(link: Link, by: Link) -> Link:
    return (link[0] + by[0], link[1] + by[1], link[2] + by[2], link[3] + by[3])


# Words that begin an English clause and are lower case inside a sentence.
_CLAUSE_STARTS_TEXT = """
a after again all also although an and another any are as at because been before both but by can
could during each even every for from had has have he her his how however if in including is it
its many more most no not of on only or other our over she should since so some such than that the
their then there these they this those through to under until was we were what when where which
while who will with without would yet you"""
_CLAUSE_STARTS = frozenset(_CLAUSE_STARTS_TEXT.split())


def _fit(part: Part, english: str, before: Part | None) -> str:
    """Fit a part's English into its place: capitals, and a full stop only where one was."""
    english = english.strip()
    if part.shouted:
        english = english.upper()
    source = part.source.strip()
    if before is None and source[:1].isupper() and english[:1].islower():
        english = english[0].upper() + english[1:]
    if before is not None and source[:1].islower():
        first = re.match(r"[A-Z][a-z]*", english)
        if first and first[0].lower() in _CLAUSE_STARTS:
            english = english[0].lower() + english[1:]
    return _end_like(source, english)


def _end_like(source: str, english: str) -> str:
    """Give English the end of its source: a full stop, another mark, or none."""
    mark = re.search(r"([.!?:;,…])[\"'»”’)\]]*$", source)
    if mark is None:
        # An abbreviation keeps its full stop: it has others.
        return english if "." in english[:-1] else english.removesuffix(".")
    if mark[1] in ":;," and english.endswith("."):
        return english[:-1] + mark[1]
    if source[-1] in ".:?!,;" and english[-1:].isalnum():
        return english + source[-1]
    return english


def carry_links(
    links: Sequence[Link], sources: tuple[str, str], targets: tuple[str, str]
) -> list[Link]:
    """Carry word links over from edited texts to others, each given as (old, new).

    Links whose words are gone in the new texts are dropped.
    """
    source, target = _offsets(*sources), _offsets(*targets)
    moved = ((source[link[0]], source[link[1]], target[link[2]], target[link[3]]) for link in links)
    return [link for link in moved if link[0] < link[1] and link[2] < link[3]]


def _offsets(old: str, new: str) -> list[int]:
    """Map every character offset of the old text, its end included, to one of the new."""
    if old == new:
        return list(range(len(old) + 1))
    offsets = [0] * (len(old) + 1)
    for step in Indel.opcodes(_lower(old), _lower(new)):
        for offset in range(step.src_start, step.src_end):
            kept = step.tag == "equal"
            offsets[offset] = step.dest_start + (offset - step.src_start if kept else 0)
    offsets[len(old)] = len(new)
    return offsets


def _lower(text: str) -> str:
    """Lower-case a text, but for letters (İ) that would become two."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(mark.lower() if len(mark.lower()) == 1 else mark for mark in text)
