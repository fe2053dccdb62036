"""Which cells of a table are names, by what the head of their column says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.text.dictionaries import NORDIC, find_lemma, given_names
from pipeline.text.layout import column_at, row_lines
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
# What goods, dishes and plants are called is in words.
_UNSURE = re.compile(r"(?:vare|produkt|rett|ret|art|plante|dyre|fag)?na[vm]n")
_FIRM = re.compile(r" (?:ASA?|A/S|ApS|AB|DA|ANS)$")
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Column:
    """The cells below a head, as indices; whether they are names may depend on what they are."""

    sure: bool
    cells: list[int]


def find_names(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Return the indices of the cells below a head as `Klubb`, and of some parties.

    Below a head as `Navn`, the cells are names if half of them look so: it may head goods.
    The first row of a table is its head, and so is one that has such a word again. A model takes
    such cells for words: `Lyn` for lightning.
    """
    found: list[_Column] = []
    columns: dict[int, _Column] | None = None
    parties: frozenset[int] = frozenset()
    lines = list(_rows(text, spans))
    rows = row_lines([line for line, _ in lines])
    for number, (_, row) in enumerate(lines):
        heads = {column: head for index, column in row if (head := _head(text, spans[index]))}
        headed = frozenset(column for index, column in row if _heads_parties(text, spans[index]))
        if number not in rows:
            columns = None
        elif columns is None or heads or headed:
            columns, parties = heads, headed
            found += heads.values()
        else:
            for index, column in row:
                if column in columns:
                    columns[column].cells.append(index)
                elif column in parties and _cell(text, spans[index]) in _PARTIES:
                    found.append(_Column(True, [index]))
    return frozenset(
        index
        for column in found
        if column.sure or _are_names([_cell(text, spans[each]) for each in column.cells])
        for index in column.cells
    )


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


def _head(text: str, span: Span) -> _Column | None:
    """Return a new column if a cell heads names."""
    word = _WORD.match(_cell(text, span).lower())
    if word is None or not (word[0] in _HEADS or _NAME.fullmatch(word[0])):
        return None
    return _Column(_UNSURE.fullmatch(word[0]) is None, [])


def _heads_parties(text: str, span: Span) -> bool:
    return _cell(text, span).lower() in _PARTY_HEADS


def _are_names(cells: Sequence[str]) -> bool:
    return 2 * sum(map(_looks_named, cells)) >= len(cells)


def _looks_named(cell: str) -> bool:
    """Say whether a cell is a firm's, or all words have a capital and one is no common word."""
    if _FIRM.search(cell):
        return True
    words = _WORD.findall(cell)
    capitals = all(word[0].isupper() or not word[0].isalpha() for word in words)
    lower = [word.lower() for word in words]
    return capitals and any(
        word in given_names() or (find_lemma(word, NORDIC) or "A")[0].isupper() for word in lower
    )
