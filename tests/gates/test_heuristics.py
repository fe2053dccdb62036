"""Every rule earns its place: without it, more cases come out wrong than right.

`python -m tests.benchmarks.heuristics` prints how many cases each rule decides.
"""

import pytest

from tests.benchmarks.heuristics import is_right, rooms, without

ROOMS = rooms()
RULES = [(name, rule) for name, room in ROOMS.items() for rule in room.rules]
# Statements that the support check judges wrongly, and a line; docs/summaries.md names them.
WRONG = {"support": 10, "shortening": 1}


@pytest.fixture(scope="module")
def right():
    return {name: list(map(is_right, room.cases)) for name, room in ROOMS.items()}


@pytest.mark.parametrize("name", ROOMS)
def test_the_cases_come_out_right(name, right):
    assert right[name].count(False) <= WRONG.get(name, 0)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[f"{n}: {rule.name}" for n, rule in RULES])
def test_no_rule_is_idle(name, rule, right):
    with without(rule):
        found = list(map(is_right, ROOMS[name].cases))
    pairs = list(zip(right[name], found, strict=True))
    assert pairs.count((True, False)) > pairs.count((False, True))
