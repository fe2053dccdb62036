"""Floors under the default summarizer, measured as the summarize stage uses it.

The articles were written for this project by one hand, and their summaries by another.
"""

from pathlib import Path

import pytest

from pipeline.config import Summarize
from pipeline.evaluation.summaries import (
    Run,
    Scores,
    lead_like,
    lead_system,
    model_system,
    read_examples,
    score,
)
from pipeline.job import summarize_stage

ARTICLES = Path(__file__).parents[1] / "evaluation" / "news.jsonl"


@pytest.fixture(scope="module")
def examples():
    return read_examples(ARTICLES)


@pytest.fixture(scope="module")
def summaries(examples) -> Run:
    return model_system(summarize_stage(Summarize()).summarizer())(examples)[0]


@pytest.fixture(scope="module")
def scores(examples, summaries) -> Scores:
    return score("default", [summaries], examples)


def test_it_beats_the_first_sentences(examples, summaries, scores):
    """Measured: 41.8, the first three 36.4, the lead as long 37.0."""
    for lead in (lead_system(3), lead_like(summaries)):
        assert scores.rouge1 > score("lead", lead(examples), examples).rouge1 + 3


def test_nothing_it_states_is_new(scores):
    assert scores.novel_numbers == 0
    assert scores.novel_names == 0


def test_few_of_its_sentences_are_replaced(scores):
    """Measured: none."""
    assert scores.replaced <= 0.02


def test_the_model_has_its_part(examples, summaries):
    """Measured: 18 of 197 sentences are shortened; causes, numbers and clauses come back."""
    own = [{each.text for each in example.article} for example in examples]
    told = [
        sentence.text in texts
        for texts, summary in zip(own, summaries, strict=True)
        for sentence in summary
    ]
    assert told.count(False) > 0.06 * len(told)
