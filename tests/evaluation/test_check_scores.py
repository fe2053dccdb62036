import json

import pytest
from typer.testing import CliRunner

from pipeline.cli.eval import app
from pipeline.errors import ConfigError, InputError
from pipeline.evaluation.checks import Case, flag_rates, read_cases, score_checks
from pipeline.evaluation.corruptions import CORRUPTIONS, found_corruptions
from pipeline.evaluation.lines import read_parallel

HEADER = "language\tsource\ttarget\tflags\n"


def test_counts_right_wrong_and_missed():
    cases = [
        Case("nb", "Det kom 30 dyr.", "Animals came.", frozenset({"number"})),
        Case("nb", "Det kom 30 dyr.", "3 animals came.", frozenset()),
        Case("nb", "Det regner.", "It rains.", frozenset({"number"})),
    ]
    score = score_checks(cases)["number"]
    assert (score.right, score.wrong, score.missed) == (1, 1, 1)
    assert (score.precision, score.recall) == (0.5, 0.5)


def test_rates_are_shares_of_pairs():
    rates = flag_rates(["Det kom 30 dyr."] * 4, ["30 animals came."] * 3 + ["Animals came."])
    assert rates["number"] == 0.25
    assert rates["name"] == 0


@pytest.mark.parametrize("line", ["nb\ta\tb", "nb\ta\tb\tnonsense", "nb\ta\tb\tname\tmore"])
def test_a_bad_case_is_named(tmp_path, line):
    path = tmp_path / "cases.tsv"
    path.write_text(HEADER + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_cases(path)


def test_parallel_files_must_be_of_one_length(tmp_path):
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("en\n\nto\n", encoding="utf-8")
    target.write_text("one\n\ntwo\n", encoding="utf-8")
    assert read_parallel(source, target) == (["en", "to"], ["one", "two"])
    target.write_text("one\n", encoding="utf-8")
    with pytest.raises(InputError, match="must be equal"):
        read_parallel(source, target)
    with pytest.raises(InputError, match="cannot be read"):
        read_parallel(source, tmp_path / "none.txt")
    source.write_text("\n", encoding="utf-8")
    target.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="no pair"):
        read_parallel(source, target)


def test_the_command_prints_scores_and_rates(tmp_path):
    cases, source, target = tmp_path / "cases.tsv", tmp_path / "a.txt", tmp_path / "b.txt"
    cases.write_text(HEADER + "nb\tDet kom 30 dyr.\tAnimals came.\tnumber\n", encoding="utf-8")
    source.write_text("Det kom 30 dyr.\n", encoding="utf-8")
    target.write_text("30 animals came.\n", encoding="utf-8")
    arguments = ["checks", str(cases), "--pairs", str(source), "--pairs", str(target)]
    shown = CliRunner().invoke(app, arguments)
    assert "precision 100.0%, recall 100.0% (1 right" in shown.stdout
    data = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    assert data["cases"] == 1
    assert {row["check"] for row in data["rows"]} >= {"number", "name"}
    assert data["flag_rates"][str(source)]["number"] == 0
    assert data["found"][str(source)]["number"] == [1, 1]
    odd = CliRunner().invoke(app, arguments[:4])
    assert isinstance(odd.exception, ConfigError)


def test_spoiled_translations_are_found():
    sources = [
        "I 2019 kom ikke 300 dyr fra Bergen til «Storparken» i den lille byen ved sjøen vår."
    ]
    target = (
        'In 2019, 300 animals did not come from Bergen to the "Great Park" in our small town '
        "by the sea."
    )
    found = found_corruptions(sources, [target])
    assert set(found) == {*CORRUPTIONS, "untranslated"}
    assert all(counts == (1, 1) for counts in found.values())


def test_what_cannot_be_spoiled_is_left_out():
    found = found_corruptions(["Det regner."], ["It is raining."])
    assert found["number"] == found["name"] == found["quotes"] == (0, 0)
    assert found["untranslated"] == (1, 1)
