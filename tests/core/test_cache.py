from contextlib import closing

import pytest

from pipeline.core.cache import Cache


def run(path, making, wanted, *, publish=True):
    """Ask for texts as a run does; returns which of them were made now."""
    made = []
    with closing(Cache(path, making)) as cache:
        for name in wanted:

            def make(name=name):
                made.append(name)
                return f"text of {name} \ud800"

            assert cache.text(cache.key(name), make) == f"text of {name} \ud800"
        if publish:
            cache.publish()
    return made


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "cache"


def test_what_the_last_run_made_or_read_is_not_made_again(path):
    assert run(path, 1, ["a", "b", "a"]) == ["a", "b"]
    assert run(path, 1, ["a", "c"]) == ["c"]
    assert run(path, 1, ["a", "b", "c"]) == ["b"]


def test_other_code_or_models_make_everything_again(path):
    run(path, {"code": 1}, ["a"])
    assert run(path, {"code": 2}, ["a"]) == ["a"]


def test_a_run_that_did_not_end_leaves_the_last_ones_file(path):
    run(path, 1, ["a"])
    assert run(path, 1, ["b"], publish=False) == ["b"]
    assert [each.name for each in path.parent.iterdir()] == ["cache"]
    assert run(path, 1, ["a", "b"]) == ["b"]


@pytest.mark.parametrize("damage", ["cut", "overwritten", "foreign", "empty"])
def test_a_damaged_file_costs_time_only(path, damage):
    names = [f"n{number}" for number in range(300)]
    run(path, 1, names)
    data = path.read_bytes()
    half = len(data) // 2
    zeros = bytes(len(data) - half)
    path.write_bytes(
        {
            "cut": data[:half],
            "overwritten": data[:half] + zeros,
            "foreign": b"x" * 999,
            "empty": b"",
        }[damage]
    )
    assert set(run(path, 1, names)) <= set(names)
    assert run(path, 1, names) == []
