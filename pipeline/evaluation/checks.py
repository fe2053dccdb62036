"""How well the checks of translations tell wrong ones from right ones."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.evaluation.lines import read_lines
from pipeline.translation.checks import CHECKS, check

NAMES = (*CHECKS, "unfinished", "empty")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, its English, and the names of the flags it should get."""

    language: str
    source: str
    target: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class CheckScore:
    """Counts of one check over cases: rightly flagged, wrongly flagged, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Return the share of flags that were right; 1.0 if there was none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of errors that were flagged; 1.0 if there was none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read_cases(path: Path) -> list[Case]:
    """Read labelled cases: TSV of language, source, target, and flag names with commas.

    Raises InputError for another layout or an unknown flag.
    """
    cases = []
    for number, line in enumerate(read_lines(path, "labelled cases")[1:], 2):
        cells = line.split("\t")
        flags = frozenset(filter(None, cells[3].split(","))) if len(cells) == 4 else None
        if flags is None or not flags <= set(NAMES):
            msg = f"{path}, line {number} must hold language, source, target and known flag names"
            raise InputError(msg)
        cases.append(Case(cells[0], cells[1], cells[2], flags))
    return cases


def score_checks(cases: Iterable[Case]) -> dict[str, CheckScore]:
    """Run the checks on labelled cases; one score for every check."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        found = {flag.name for flag in check(case.source, case.target)}
        right.update(found & case.flags)
        wrong.update(found - case.flags)
        missed.update(case.flags - found)
    return {name: CheckScore(right[name], wrong[name], missed[name]) for name in NAMES}


def flag_rates(sources: Sequence[str], targets: Sequence[str]) -> dict[str, float]:
    """Return the share of pairs each check flags.

    For human translations that is how often it is wrong at the most: they, too, drop names and
    convert units.
    """
    counts: Counter[str] = Counter()
    for source, target in zip(sources, targets, strict=True):
        counts.update({flag.name for flag in check(source, target)})
    return {name: counts[name] / len(sources) for name in NAMES}
