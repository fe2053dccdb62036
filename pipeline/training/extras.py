"""Pairs to mix into the corpus, weighted by where they come from.

Three kinds of files: language, source, English; origin, language, source, English; and quadruples
of English, Bokmål, Nynorsk, Danish. Weights and licences by origin are in a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from importlib import resources
from pathlib import Path

from pipeline.errors import InputError

from .reading import read_rows

# Pairs of fewer words weigh less: a label has no context, and there are a great many.
_FEW_WORDS = 4
_FEW_WORDS_WEIGHT = 0.4
_LANGUAGES = ("da", "nb", "nn")
# Dictionaries and catalogues name languages by ISO 639-3.
_OTHER_TAGS = {"dan": "da", "nob": "nb", "nno": "nn"}


class Licence(StrEnum):
    """Classes of licences, by what they ask of derived works."""

    open = "open"
    share_alike = "share-alike"
    copyleft = "copyleft"


@dataclass(frozen=True, slots=True)
class Origin:
    """A line of the table: which origins, their licence, and their weights by language."""

    pattern: str
    licence: Licence
    weights: dict[str, float]
    rewritten: float


@dataclass(frozen=True, slots=True)
class Extra:
    """A file to mix in; `quadruples` says that its columns are the four languages."""

    path: Path
    weight: float = 1.0
    quadruples: bool = False


@dataclass(frozen=True, slots=True)
class ExtraPair:
    """A pair, how often to repeat it, and the share of repeats to write as Norwegian."""

    kind: str
    language: str
    source: str
    target: str
    repeats: float
    rewritten: float = 0.0


def read_origins(path: Path | None) -> list[Origin]:
    """Read the table of origins, or the project's own; raises InputError naming a wrong line."""
    if path is None:
        own = resources.files(__package__).joinpath("origins.tsv")
        lines = own.read_text(encoding="utf-8").splitlines()
        rows = [tuple(line.split("\t")) for line in lines]
    else:
        rows = list(read_rows(path))
    origins = []
    for number, row in enumerate(rows, 1):
        if not row[0] or row[0].startswith("#"):
            continue
        try:
            pattern, licence, *numbers = row
            *weights, rewritten = map(float, numbers)
            by_language = dict(zip(_LANGUAGES, weights, strict=True))
            origin = Origin(pattern, Licence(licence), by_language, rewritten)
        except ValueError as error:
            message = (
                f"{path} line {number}: write origin, licence ({', '.join(Licence)}), the weights "
                "of da, nb and nn, and the share rewritten as Norwegian, between tabs"
            )
            raise InputError(message) from error
        if not (all(0 <= each <= 100 for each in weights) and 0 <= rewritten <= 1):
            message = f"{path} line {number}: weights are from 0 to 100, shares from 0 to 1"
            raise InputError(message)
        origins.append(origin)
    return origins


def read_extras(
    extras: list[Extra], origins: list[Origin], without: frozenset[Licence]
) -> Iterator[ExtraPair]:
    """Yield the pairs of all files in order, those under the licences `without` left out.

    Raises InputError for a file that is missing or damaged, a line of other columns, and an origin
    that the table does not have: whether its licence is wanted is not known then.
    """
    known: dict[str, Origin] = {}
    for extra in extras:
        for number, row in enumerate(read_rows(extra.path), 1):
            if extra.quadruples:
                yield from _quadruple(extra, row, number, _find("authored", origins, extra.path))
            elif len(row) == 4:
                name = row[0]
                if name not in known:
                    known[name] = _find(name, origins, extra.path)
                if known[name].licence not in without:
                    yield _of_origin(extra, row, number, known[name])
            elif len(row) == 3:
                yield _plain(extra, row)
            else:
                message = (
                    f"{extra.path} line {number} has {len(row)} columns: language, source, "
                    "English wanted, with the origin before them or not"
                )
                raise InputError(message)


def _plain(extra: Extra, row: tuple[str, ...]) -> ExtraPair:
    name, source, target = row
    language = _OTHER_TAGS.get(name, name)
    # Dictionaries give verbs as "to run": the source gets its infinitive marker.
    if target.startswith("to ") and " " not in source:
        source = f"{'at' if language == 'da' else 'å'} {source}"
    return ExtraPair(f"{extra.path.stem} {language}", language, source, target, extra.weight)


def _of_origin(extra: Extra, row: tuple[str, ...], number: int, origin: Origin) -> ExtraPair:
    name, language, source, target = row
    if language not in _LANGUAGES:
        message = f"{extra.path} line {number}: the language is {language!r}, not da, nb or nn"
        raise InputError(message)
    weight = extra.weight * origin.weights[language]
    if len(target.split()) < _FEW_WORDS:
        weight *= _FEW_WORDS_WEIGHT
    rewritten = origin.rewritten if language == "da" else 0.0
    return ExtraPair(f"{name} {language}", language, source, target, weight, rewritten)


def _quadruple(
    extra: Extra, row: tuple[str, ...], number: int, origin: Origin
) -> Iterator[ExtraPair]:
    if len(row) != 4 or not all(column.strip() for column in row):
        message = f"{extra.path} line {number}: English, Bokmål, Nynorsk, Danish wanted"
        raise InputError(message)
    target, bokmaal, nynorsk, danish = row
    for language, source in (("nb", bokmaal), ("nn", nynorsk), ("da", danish)):
        weight = extra.weight * origin.weights[language]
        yield ExtraPair(f"{extra.path.stem} {language}", language, source, target, weight)


def _find(name: str, origins: list[Origin], path: Path) -> Origin:
    found = next((each for each in origins if fnmatchcase(name, each.pattern)), None)
    if found is None:
        message = f"{path} has the origin {name!r}: add a line for it to the table of --origins"
        raise InputError(message)
    return found
