"""What each rule of a room brings: the cases of its tests with all rules, and without each in turn.

`boilerplate` tells an article from the page around it, and `languages` says what is in which
language. `reading` joins wrapped lines and reads dates. `support` says whether an article supports
a statement, and `shortening` takes back what a shortened sentence has got wrong. A rule is left out
by a patch of the function or pattern that is its code.
"""

import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from inspect import signature
from itertools import product
from types import FunctionType, ModuleType
from typing import Annotated, Any
from unittest.mock import patch

import pytest
import typer

from tests.benchmarks.launch import launch

NEVER = re.compile(r"(?!)")
_PARAMETERS = type(pytest.param())


def no(*_: object) -> bool:
    """Stand for a rule that says whether something is so."""
    return False


def none(*_: object) -> None:
    """Stand for a rule that finds something."""
    return


Case = Callable[[], object]
"""Raises an exception where the code under test is wrong."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and what stands for each part of its code while it is off, by dotted name."""

    name: str
    off: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Room:
    """Rules that work together, and cases that hold with all of them."""

    rules: Sequence[Rule]
    cases: Sequence[Case]


def cases_of(*modules: ModuleType, **fixtures: object) -> Iterator[Case]:
    """Yield the cases of test modules: each plain test with each of its parameters.

    Tests of laws (hypothesis) are left out, and those that ask for other fixtures.
    """
    for module in modules:
        for name, test in vars(module).items():
            is_test = name.startswith("test_") and isinstance(test, FunctionType)
            if not is_test or hasattr(test, "hypothesis"):
                continue
            wanted = set(signature(test).parameters)
            for values in _parameters(test):
                given = {**fixtures, **values}
                if wanted <= set(given):
                    yield partial(test, **{each: given[each] for each in wanted})


def _parameters(test: Any) -> Iterator[dict[str, object]]:
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    for chosen in product(*(list(_rows(*mark.args)) for mark in marks)):
        yield {name: value for row in chosen for name, value in row.items()}


def _rows(names: str | Sequence[str], rows: Iterable[Any]) -> Iterator[dict[str, object]]:
    listed = [each.strip() for each in names.split(",")] if isinstance(names, str) else names
    for row in rows:
        values = row.values if isinstance(row, _PARAMETERS) else row
        yield dict(zip(listed, [values] if len(listed) == 1 else values, strict=True))


def alternatives(place: str) -> Iterator[Rule]:
    """Yield a rule for each alternative of a compiled pattern, left out one at a time."""
    pattern = pkgutil.resolve_name(place)
    parts = list(_split(pattern.pattern))
    for number, part in enumerate(parts):
        rest = "|".join([*parts[:number], f"(?!){part}", *parts[number + 1 :]])
        short = " ".join(part.split())[:60]
        yield Rule(f"{place.rpartition('.')[2]} {short}", {place: re.compile(rest, pattern.flags)})


def _split(pattern: str) -> Iterator[str]:
    """Yield the alternatives of a pattern that no brackets enclose."""
    depth, start, in_class, escaped = 0, 0, False, False
    for place, sign in enumerate(pattern):
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            yield pattern[start:place]
            start = place + 1
    yield pattern[start:]


@contextmanager
def without(rule: Rule) -> Iterator[None]:
    """Leave a rule out; what its modules remember of earlier calls is forgotten."""
    owners = [pkgutil.resolve_name(place.rpartition(".")[0]) for place in rule.off]
    modules = [sys.modules[getattr(owner, "__module__", owner.__name__)] for owner in owners]
    with ExitStack() as stack:
        for module in modules:
            _forget(module)
            stack.callback(_forget, module)
        for place, instead in rule.off.items():
            stack.enter_context(patch(place, instead))
        yield


def _forget(module: ModuleType) -> None:
    for member in vars(module).values():
        if hasattr(member, "cache_clear"):
            member.cache_clear()


def is_right(case: Case) -> bool:
    """Say whether a case holds."""
    try:
        case()
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - a test fails by any of them
        return False
    return True


def rooms() -> dict[str, Room]:
    """Name the rooms; their tests are imported here."""
    from tests.benchmarks import language_rules, page_rules, reading_rules, support_rules

    return {
        "boilerplate": page_rules.ROOM,
        "languages": language_rules.ROOM,
        "reading": reading_rules.ROOM,
        "support": support_rules.SUPPORT,
        "shortening": support_rules.SHORTENING,
    }


def main(
    room: Annotated[list[str] | None, typer.Argument(help="Rooms to measure [all].")] = None,
) -> None:
    """Count the cases that come out right with all rules of a room, and without each."""
    for name, each in rooms().items():
        if room and name not in room:
            continue
        right = sum(map(is_right, each.cases))
        typer.echo(f"{name}: {len(each.rules)} rules, {right} of {len(each.cases)} cases right")
        for rule in each.rules:
            with without(rule):
                typer.echo(f"{sum(map(is_right, each.cases)):>6} without {rule.name}")


if __name__ == "__main__":
    launch(main)
