"""Texts cut where word links begin and end, so that linked words can light up together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the numbers of the links it belongs to."""

    text: str
    links: tuple[int, ...]


def cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text at the ends of all spans (character offsets); link i covers `spans[i]`.

    The pieces joined are the text. Spans that reach outside the text are cut off at its ends.
    """
    inside = [(max(start, 0), min(end, len(text))) for start, end in spans]
    edges = sorted({0, len(text), *(edge for span in inside if span[0] < span[1] for edge in span)})
    return tuple(
        Piece(
            text[start:end],
            tuple(i for i, (first, last) in enumerate(inside) if first <= start and end <= last),
        )
        for start, end in pairwise(edges)
    )
