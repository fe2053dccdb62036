"""What a run was made with, when its settings changed on the way."""

import json
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.training.card import card_text
from pipeline.training.network import Architecture
from pipeline.training.recipe import RUN, keep_start, merge_starts, read_starts

OPEN = {"muon_rate": 0.008, "schedule": "open"}
BUDGET = {"muon_rate": 0.008, "schedule": "budget", "minutes": 101.0}


def test_an_open_run_ended_by_a_budget_tells_both(tmp_path: Path) -> None:
    assert keep_start(tmp_path, 0, OPEN) == []
    assert keep_start(tmp_path, 700, OPEN) == []
    assert keep_start(tmp_path, 900, BUDGET) == [
        "minutes was None when this run began and is 101.0 now",
        "schedule was open when this run began and is budget now",
    ]
    change = {"step": 900, "minutes": 101.0, "schedule": "budget"}
    recipe = merge_starts(read_starts(tmp_path))
    assert recipe == OPEN | {"changes": [change]}
    described = {"name": "x", "task": "translation", "source_languages": ["nb"], "limits": ""}
    described |= {"target_language": "en", "license": "MIT", "data": "", "attribution": []}
    card = card_text(Architecture(300), {**described, "scores": (), "recipe": (recipe,)})
    assert "1. muon_rate 0.008, schedule open; then step 900, minutes 101.0, sched" in card


def test_starts_whose_steps_were_lost_or_none_are_forgotten(tmp_path: Path) -> None:
    for step, rate in ((0, 1), (0, 2), (50, 3), (80, 4), (50, 5)):
        keep_start(tmp_path, step, {"rate": rate})
    assert read_starts(tmp_path) == [{"step": 0, "rate": 2}, {"step": 50, "rate": 5}]


def test_the_settings_of_an_older_run_are_those_of_its_first_start(tmp_path: Path) -> None:
    assert merge_starts(read_starts(tmp_path)) == {}
    (tmp_path / RUN).write_text(json.dumps(OPEN), encoding="utf-8")
    assert merge_starts(read_starts(tmp_path)) == OPEN
    keep_start(tmp_path, 10, BUDGET)
    assert merge_starts(read_starts(tmp_path))["changes"][0]["step"] == 10
    (tmp_path / RUN).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="delete it"):
        read_starts(tmp_path)
