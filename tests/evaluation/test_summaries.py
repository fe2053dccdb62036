import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.eval import app
from pipeline.documents import Flag, SummarySentence
from pipeline.errors import ConfigError, InputError
from pipeline.evaluation.summaries import (
    Example,
    lead_like,
    lead_system,
    lexrank_system,
    p_values,
    random_system,
    read_examples,
    score,
)
from pipeline.summarization.summarizer import Sentence

ARTICLES = Path(__file__).with_name("articles.jsonl")


@pytest.fixture(scope="module")
def examples():
    return read_examples(ARTICLES)


def constant(*texts, replaced=None):
    """A system that says the same of every article."""
    summary = tuple(SummarySentence(text, (0,), replaced) for text in texts)
    return lambda examples: [[summary for _ in examples]]


def test_the_set_of_the_project_is_read_sentence_by_sentence(examples):
    assert len(examples) >= 20
    for row, example in zip(
        map(json.loads, ARTICLES.read_text("utf-8").splitlines()), examples, strict=True
    ):
        assert [each.text for each in example.article] == row["text"].split("\n\n")


def test_the_written_summary_itself_scores_100(examples):
    own = [(SummarySentence(each.summary, (0,)),) for each in examples]
    found = score("own", [own], examples)
    assert (found.rouge1, found.rouge2) == (100, 100)
    assert found.rougeL > 99


def test_the_baselines_come_in_the_order_known_of_news(examples):
    """Measured ROUGE-1: lead-3 54.3, LexRank 49.1, random 37.2."""
    lead = score("lead", lead_system(3)(examples), examples)
    lexrank = score("lexrank", lexrank_system(3)(examples), examples)
    drawn = score("random", random_system(3)(examples), examples)
    assert lead.rouge1 > lexrank.rouge1 > drawn.rouge1
    for each in (lead, lexrank, drawn):
        assert (each.novel_numbers, each.novel_names, each.sentences) == (0, 0, 3)


def test_invented_numbers_and_names_are_counted(examples):
    found = score("liar", constant("On Mars 98765 robots met 4321 Martians.")(examples), examples)
    assert found.novel_numbers == 1
    assert found.novel_names == 1
    assert found.words == 7
    assert found.rouge2 < 1


def test_replacements_are_counted(examples):
    flag = Flag("number", "wrong")
    assert score("r", constant("It rained.", replaced=flag)(examples), examples).replaced == 1
    assert score("r", constant("It rained.")(examples), examples).replaced == 0


def test_random_choice_is_repeatable_and_in_order(examples):
    first, again = (random_system(3, seed=5)(examples) for _ in range(2))
    assert first == again
    assert all(list(s.segments) for run in first for summary in run for s in summary)
    places = [[s.segments[0] for s in summary] for run in first for summary in run]
    assert all(each == sorted(set(each)) for each in places)
    assert len({tuple(each) for each in places}) > 20


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"text": "A.", "summary": "B."}\nnonsense\n', "line 2"),
        ('{"text": "A."}\n', "line 1"),
        ('{"text": " ", "summary": "B."}\n', "line 1: its text is empty"),
        ('["text", "summary"]\n', "line 1"),
        ('{"text": null, "summary": "B."}\n', "line 1: write `text`, `summary` and `headline` as"),
        ('{"text": "A.", "summary": ""}\n', "line 1: its summary is empty"),
        ("", "fewer than two articles"),
    ],
)
def test_a_bad_data_set_is_refused_naming_the_line(tmp_path, content, message):
    path = tmp_path / "data.jsonl"
    path.write_text(content)
    with pytest.raises(InputError, match=message):
        read_examples(path)


def test_a_line_separator_in_a_string_ends_no_line(tmp_path):
    path = tmp_path / "data.jsonl"
    path.write_text('{"text": "A.\u2028B.", "summary": "B.\u0085"}\r\n' * 2, encoding="utf-8")
    assert len(read_examples(path)) == 2


def test_a_missing_data_set_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.jsonl"):
        read_examples(tmp_path / "none.jsonl")


@pytest.mark.filterwarnings("error")
def test_lexrank_takes_articles_and_sentences_without_content():
    texts = [("It was so.", "And then it was."), ("It was so.", "The ferry ran aground.")]
    examples = [Example(tuple(Sentence(text, 0) for text in each), "It was.") for each in texts]
    (summaries,) = lexrank_system(1)(examples)
    assert [each[0].text for each in summaries] == ["It was so.", "The ferry ran aground."]


def test_the_lead_is_cut_where_it_comes_nearest_to_a_length():
    article = tuple(Sentence(text, 0) for text in ("One two three.", "Four five.", "Six."))
    example = Example(article, "One.")
    for words, count in (("a", 1), ("a b c d", 1), ("a b c d e", 2), ("a b c d e f g", 3)):
        ((summary,),) = lead_like([(SummarySentence(words, (0,)),)])([example])
        assert len(summary) == count, words


def test_a_better_system_is_told_from_chance(examples):
    lead = score("lead", lead_system(3)(examples), examples)
    drawn = score("random", random_system(3)(examples), examples)
    assert p_values(lead, drawn)["rouge1"] < 0.01
    assert p_values(drawn, lead)["rouge1"] > 0.99
    assert p_values(lead, lead)["rouge1"] == 1


def test_the_lead_is_no_model():
    found = CliRunner().invoke(app, ["summaries", str(ARTICLES), "--model", "lead"])
    assert isinstance(found.exception, ConfigError)
    assert "measured in any case" in str(found.exception)


def test_the_command_prints_one_row_a_system(tmp_path):
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join(ARTICLES.read_text("utf-8").splitlines()[:3]))
    arguments = ["summaries", str(path), "--model", "embedded:gmq-en-small", "--engine", "fake"]
    found = CliRunner().invoke(app, [*arguments, "--json"])
    assert found.exit_code == 0, found.output
    report = json.loads(found.stdout)
    assert report["articles"] == 3
    assert [row["system"] for row in report["rows"]] == [
        "lead-3",
        "lexrank",
        "random",
        "embedded:gmq-en-small",
        "embedded:gmq-en-small, unchecked",
        "lead, as long as embedded:gmq-en-small",
    ]
    checked, unchecked = report["rows"][-3:-1]
    assert set(checked["p_values"]) == {"rouge1", "rouge2", "rougeL"}
    assert checked["replaced"] > 0
    assert unchecked["replaced"] == 0
    table = CliRunner().invoke(app, arguments)
    assert table.stdout.count("±") == 1 + 6 * 3
