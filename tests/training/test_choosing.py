from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli.train import app
from pipeline.evaluation.summaries import Example
from pipeline.summarization.choosing import describe_sentences
from pipeline.summarization.summarizer import Sentence
from pipeline.training.choosing import learn_weights

ARTICLES = Path(__file__).parents[1] / "evaluation" / "articles.jsonl"
TEXTS = ("Rain fell on the old town.", "The bridge of Narvik is closed for 14 days.", "Gulls cry.")


def test_what_summaries_tell_is_weighed_up():
    article = tuple(Sentence(text, 0) for text in TEXTS)
    learned = learn_weights(
        [Example(article, "The bridge of Narvik is closed.", "Bridge closed")] * 3
    )
    assert set(learned) == set(describe_sentences(TEXTS, ""))
    assert learned["title"] > 0
    assert learned["numbers"] > 0
    assert learned["place"] < 0


def test_the_command_writes_a_table_of_all_names(tmp_path):
    target = tmp_path / "weights.tsv"
    found = CliRunner().invoke(app, ["choosing", str(ARTICLES), "--out", str(target)])
    assert found.exit_code == 0, found.output
    rows = [line.split("\t") for line in target.read_text().splitlines()]
    assert {name for name, _ in rows} == set(describe_sentences(TEXTS, ""))
    assert "24 articles" in found.stderr
