"""A floor under the embedded summarizer, measured as the summarize stage uses it.

The articles and their summaries were written for this project.
"""

from pathlib import Path

import pytest

from pipeline.config import Summarize
from pipeline.evaluation.summaries import (
    Scores,
    lead_system,
    model_system,
    random_system,
    read_examples,
    score,
)
from pipeline.job import summarize_stage

ARTICLES = Path(__file__).parents[1] / "evaluation" / "articles.jsonl"


@pytest.fixture(scope="module")
def scores() -> dict[str, Scores]:
    stage = summarize_stage(Summarize(model="embedded:digest-en-tiny"))
    systems = {
        "lead": lead_system(3),
        "random": random_system(3),
        "embedded": model_system(stage.summarizer()),
        "unchecked": model_system(stage.summarizer(check=False)),
    }
    examples = read_examples(ARTICLES)
    return {name: score(name, system(examples), examples) for name, system in systems.items()}


def test_it_beats_random_sentences_clearly(scores: dict[str, Scores]) -> None:
    gap = scores["embedded"].rouge1 - scores["random"].rouge1
    assert gap > 3 * scores["embedded"].error["rouge1"]


def test_nothing_it_states_is_new(scores: dict[str, Scores]) -> None:
    assert scores["embedded"].novel_numbers == 0
    assert scores["embedded"].novel_names == 0


def test_it_copies(scores: dict[str, Scores]) -> None:
    """Measured: no number, 1% of the names; 3% of the sentences are replaced."""
    assert scores["unchecked"].novel_numbers < 0.02
    assert scores["unchecked"].novel_names < 0.03
    assert scores["embedded"].replaced < 0.1


def test_it_is_no_worse_than_measured(scores: dict[str, Scores]) -> None:
    """Measured: 50.5, on another processor perhaps a sentence more or less."""
    assert scores["embedded"].rouge1 > 49
