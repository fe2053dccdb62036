import json

import pytest
from typer.testing import CliRunner

from pipeline.cli.eval import app
from pipeline.documents import Language
from pipeline.evaluation.language import (
    first_words,
    make_documents,
    score_boundaries,
    score_documents,
    score_identification,
)
from pipeline.segmentation.detect import DetectStage

NB = ["Kommunen har ikke fått svar fra fylket.", "Nå må elevene vente til høsten igjen."]


class Fixed:
    """A detector that says what it was told, in order."""

    def __init__(self, *found):
        self.found = [Language(*each) for each in found]

    def detect(self, texts):
        return self.found[: len(texts)]


def test_identification_counts_right_wrong_and_confident():
    detector = Fixed(("nb", 0.9), ("nb", 0.4), ("da", 0.8), ("da", 0.2))
    score = score_identification(["a", "b", "c", "d"], "nb", detector, 0.7)
    assert (score.texts, score.correct) == (4, 2)
    assert (score.confident, score.confident_correct) == (2, 1)
    assert score.mistakes == {"da": 2}
    assert score.confident_mistakes == {"da": 1}


def test_documents_are_decided_as_in_a_run():
    stage = DetectStage(("nb", "nn", "da"))
    score = score_documents([" ".join(NB), "12."], "nb", stage)
    assert (score.texts, score.correct, score.confident) == (2, 1, 1)
    assert score.mistakes == {"und": 1}


def test_documents_take_quotations_in_turn():
    assert make_documents(["a", "b", "c"], 2) == ["a b"]
    assert make_documents(["a", "b"], 2, ["Q", "R"]) == ["a Q b R"]
    assert first_words(["en to tre fire", "en"], 3) == ["en to tre", "en"]


def test_boundaries_after_marks_are_counted_and_line_breaks_are_not():
    score = score_boundaries(["Skolen stenger", *NB, "Kommer hun kl.", "Fire?"], "nb")
    assert (score.sentences, score.unmarked, score.marked) == (5, 1, 3)
    # "kl." joins, so one boundary is missed and none is wrong.
    assert (score.found, score.correct) == (2, 2)
    assert score.wrong == ()
    (missed,) = score.missed
    assert missed.endswith("Kommer hun kl.| Fire?")
    assert score.precision == 1
    assert score.recall == pytest.approx(2 / 3)
    assert score.f1 == pytest.approx(0.8)


def test_a_boundary_inside_a_sentence_is_wrong():
    score = score_boundaries(["Han kom. Han gikk.", "Slutt."], "nb")
    assert (score.marked, score.found, score.correct) == (1, 2, 1)
    assert len(score.wrong) == 1


def test_no_sentences_score_nothing():
    score = score_boundaries([], "nb")
    assert (score.precision, score.recall, score.f1) == (0, 0, 0)


@pytest.fixture
def bokmaal(tmp_path):
    path = tmp_path / "nb.txt"
    path.write_text("\n".join(NB * 10) + "\n", encoding="utf-8")
    return str(path)


def test_the_commands_print_json(bokmaal):
    done = CliRunner().invoke(app, ["sentences", bokmaal, "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)[bokmaal]["f1"] == 1
    done = CliRunner().invoke(app, ["language", bokmaal, "--json", "--size", "4"])
    assert done.exit_code == 0, done.output
    scores = json.loads(done.stdout)[bokmaal]
    assert scores["sentences"]["texts"] == 20
    assert scores["documents of 4"]["correct"] == 5


def test_the_commands_print_lines(bokmaal):
    done = CliRunner().invoke(app, ["sentences", bokmaal, "--errors"])
    assert "F1 100.00%" in done.stdout
    done = CliRunner().invoke(app, ["language", bokmaal, "--quotations", bokmaal])
    assert "documents of 10: 100.0% of 2 right" in done.stdout
