"""What a model may write for its canaries, and what it is refused for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engines.base import Decoding, Hypothesis
from pipeline.engines.canary import CANARIES, check_canary, judge
from pipeline.errors import ModelError
from pipeline.weights.names import ModelFolder

BOKMAAL = next(canary for canary in CANARIES if canary.language == "nb")


class Parrot:
    """Answers everything with one text, and counts how often it was asked."""

    max_source_tokens = 512

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def count_tokens(self, texts):
        return [len(text.split()) + 1 for text in texts]

    def generate(self, texts, decoding: Decoding) -> Iterator[Hypothesis]:
        assert decoding.max_tokens > 0
        self.asked += texts
        return iter([Hypothesis(self.answer, -1.0, finished=True) for _ in texts])


@pytest.fixture
def model(tmp_path: Path, monkeypatch) -> ModelFolder:
    monkeypatch.setenv("NORDIGEST_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text('{"model_type": "marian", "d_model": 8}')
    return ModelFolder("hub:a/b@main", folder, "d" * 64, "mit", "", ("no", "da", "en", "sv"))


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("", "hardly any text"),
        (",,,,, ???", "hardly any text"),
        ("The the the government government the the", "repeats itself"),
        ("will will will spend more money on schools in Europe", "repeats itself"),
        ("Regjeringen vil bruke mer penger på skolene i Europa.", "no English"),
        ("Die Regierung wird mehr Geld für Schulen ausgeben", "no English"),
        ("The government will spend more money on schools in Europe.", ""),
        ("The cabinet wants to use additional funds for education.", ""),
    ],
)
def test_other_peoples_models_must_write_english(text, doubt):
    found = judge(BOKMAAL, text, embedded=False)
    assert (doubt in found) if doubt else found == ""


def test_embedded_models_must_know_the_words():
    good = "The government will spend more money on schools in Europe."
    assert judge(BOKMAAL, good, embedded=True) == ""
    vague = "The cabinet wants to do a lot for the young people in this land."
    assert "government" in judge(BOKMAAL, vague, embedded=True)


def test_a_model_is_asked_in_its_languages_once(model):
    engine = Parrot("The government will spend more money on schools in Europe.")
    check_canary(engine, model, "ctranslate2-1-int8")
    assert len(engine.asked) == 2
    check_canary(engine, model, "ctranslate2-1-int8")
    assert len(engine.asked) == 2
    check_canary(engine, model, "ctranslate2-1-float32")
    assert len(engine.asked) == 4


def test_a_summarizer_is_given_english(model):
    engine = Parrot("The minister presented the plan in parliament on Monday.")
    check_canary(engine, model, "ctranslate2-1-int8", summarizes=True)
    assert engine.asked == [CANARIES[-1].text]


def test_a_failure_says_what_was_seen_and_is_not_remembered(model):
    engine = Parrot("ja ja ja ja")
    for _ in range(2):
        with pytest.raises(ModelError, match="into “ja ja ja ja”, which repeats itself"):
            check_canary(engine, model, "ctranslate2-1-int8")
    assert len(engine.asked) == 4


def test_a_model_is_asked_nothing_longer_than_it_takes(model):
    engine = Parrot("The minister presented the plan in parliament on Monday.")
    engine.max_source_tokens = 4
    check_canary(engine, model, "ctranslate2-1-int8", summarizes=True)
    assert engine.asked == []
