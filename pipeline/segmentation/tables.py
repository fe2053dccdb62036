"""Which cells of a table are names, by what the head of their column says."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.text.layout import column_at, is_row
from pipeline.text.sentences import Span

# Towns and countries are left out: many have English names.
_HEADS_TEXT = (
    "lag hold klubb klub spiller spelar utøver utøvar deltaker deltakar deltager kandidat løper "
    "løpar løber rytter forfatter forfattar artist trener trenar træner dommer dommar "
    "kommune bydel krets kreds tettsted"
)
_HEADS = frozenset(_HEADS_TEXT.split())
# Parties called by a common word, below a head as `Parti`: others have an English name.
_PARTY_HEADS = frozenset(["parti", "partier", "liste", "valgliste"])
_PARTIES = frozenset(["Høyre", "Høgre", "Venstre", "Rødt", "Raudt"])
_NAME = re.compile(r"\w*na[vm]n")
_WORD = re.compile(r"\w+")


def find_names(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Return the indices of the cells below a head as `Navn` or `Klubb`, and of some parties.

    The first row of a table is its head, and so is one that has such a word again. A model takes
    such cells for words: `Lyn` for lightning.
    """
    found: set[int] = set()
    columns: frozenset[int] | None = None
    parties: frozenset[int] = frozenset()
    for line, row in _rows(text, spans):
        heads = frozenset(column for index, column in row if _heads_names(text, spans[index]))
        headed = frozenset(column for index, column in row if _heads_parties(text, spans[index]))
        if not is_row(line):
            columns = None
        elif columns is None or heads or headed:
            columns, parties = heads, headed
        else:
            found.update(
                index
                for index, column in row
                if column in columns
                or (column in parties and _cell(text, spans[index]) in _PARTIES)
            )
    return frozenset(found)


def _rows(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield each line that has cells, and the index and the column of each of them."""
    for _, group in groupby(enumerate(spans), key=lambda each: each[1].paragraph):
        cells = list(group)
        start = text.rfind("\n", 0, cells[0][1].start) + 1
        end = text.find("\n", cells[-1][1].end)
        line = text[start : end if end >= 0 else len(text)].strip()
        # The first sentence of a text may begin with pipes.
        starts = ((index, span.end - len(_cell(text, span))) for index, span in cells)
        yield line, [(index, column_at(text[start:first])) for index, first in starts]


def _cell(text: str, span: Span) -> str:
    return text[span.start : span.end].lstrip("| ")


def _heads_names(text: str, span: Span) -> bool:
    word = _WORD.match(_cell(text, span).lower())
    return word is not None and (word[0] in _HEADS or _NAME.fullmatch(word[0]) is not None)


def _heads_parties(text: str, span: Span) -> bool:
    return _cell(text, span).lower() in _PARTY_HEADS
