from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli.train import app
from pipeline.evaluation.summaries import Example
from pipeline.summarization.choosing import describe_sentences
from pipeline.summarization.summarizer import Sentence
from pipeline.training.choosing import learn_weights

ARTICLES = Path(__file__).parents[1] / "evaluation" / "articles.jsonl"
TEXTS = ("Rain fell in May.", "The bridge of Narvik is closed for 14 days.", "Gulls cry.")


def test_what_summaries_tell_is_weighed_up():
    article = tuple(Sentence(text, 0) for text in TEXTS)
    told = Example(article, "The bridge of Narvik is closed.", "Bridge closed")
    learned = learn_weights([(told, 3.0)])
    assert set(learned) == set(describe_sentences(TEXTS, ""))
    assert learned["title"] > 0
    assert learned["numbers"] > 0
    assert learned["place"] < 0


def test_articles_count_by_their_weight():
    article = tuple(Sentence(text, 0) for text in TEXTS)
    late = Example(article, "The bridge of Narvik is closed.", "")
    early = Example(article, "Rain fell in May.", "")
    assert learn_weights([(late, 9.0), (early, 1.0)])["first"] < 0
    assert learn_weights([(late, 1.0), (early, 9.0)])["first"] > 0


def test_a_weight_that_is_none_is_refused(tmp_path):
    target = tmp_path / "weights.tsv"
    found = CliRunner().invoke(app, ["choosing", f"{ARTICLES}=much", "--out", str(target)])
    assert "PATH=WEIGHT" in str(found.exception)
    assert not target.exists()


def test_the_command_writes_a_table_of_all_names(tmp_path):
    target = tmp_path / "weights.tsv"
    found = CliRunner().invoke(app, ["choosing", str(ARTICLES), "--out", str(target)])
    assert found.exit_code == 0, found.output
    rows = [line.split("\t") for line in target.read_text().splitlines()]
    assert {name for name, _ in rows} == set(describe_sentences(TEXTS, ""))
    assert "24 articles" in found.stderr
