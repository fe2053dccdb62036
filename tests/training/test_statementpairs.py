import json

import pytest
import zstandard
from typer.testing import CliRunner

from pipeline.cli.train import app
from pipeline.errors import InputError
from pipeline.training.statementpairs import (
    EnglishArticle,
    read_articles,
    read_written,
    statement_pairs,
    write_pairs,
)

PARAGRAPHS = (
    (
        "However, the mayor of Ribe, Kari Moe, opened the harbour (the old one) on Monday.",
        "Moe cut a ribbon of red silk, which had been sewn by the pupils of the school.",
    ),
    ('"The harbour has 40 berths," said Jens Lund, who built it.', "Lund wants 14 more berths."),
)
NEWS = EnglishArticle("Mayor Kari Moe opened harbour", PARAGRAPHS, "")


def made(article=NEWS, copies=4, runs=60):
    """Pairs of many runs; an article that comes first has no words exchanged."""
    return [pair for seed in range(runs) for pair in statement_pairs([article], copies, seed)]


def statements(pairs, sentence):
    return {pair.statement for pair in pairs if pair.sentence == sentence}


def test_openings_brackets_clauses_and_quotation_marks_are_left_out():
    pairs = made()
    shortest = "The mayor of Ribe, Kari Moe, opened the harbour on Monday."
    assert shortest in statements(pairs, PARAGRAPHS[0][0])
    assert "Moe cut a ribbon of red silk." in statements(pairs, PARAGRAPHS[0][1])
    said = "The harbour has 40 berths, said Jens Lund, who built it."
    assert said in statements(pairs, PARAGRAPHS[1][0])
    assert all(len(pair.statement) <= len(pair.sentence) + 20 for pair in pairs)


def test_a_name_known_from_before_becomes_a_pronoun_and_is_to_be_found_in_the_context():
    pairs = [pair for pair in made() if pair.sentence.startswith(("He wants", "She wants"))]
    assert {pair.sentence for pair in pairs} == {
        "He wants 14 more berths.",
        "She wants 14 more berths.",
    }
    for pair in pairs:
        assert pair.statement == "Lund wants 14 more berths."
        assert PARAGRAPHS[1][0] in pair.context


def test_no_pronoun_takes_the_place_of_another_word_than_a_name():
    sentences = ("We've moved the boats of Ribe.", "It was late in Ribe, and the boats lay still.")
    pairs = made(EnglishArticle("We've moved It", (sentences,), ""))
    assert {pair.sentence for pair in pairs} <= set(sentences)


def test_a_supported_sentence_of_a_summary_is_paired_with_its_sentence():
    summary = "The harbour has 40 berths. Robots won in Paris."
    pairs = made(EnglishArticle("", PARAGRAPHS, summary), copies=1)
    assert "The harbour has 40 berths." in statements(pairs, PARAGRAPHS[1][0])
    assert all("Robots" not in pair.statement for pair in pairs)


def test_some_have_no_headline_and_some_have_their_words_exchanged():
    pairs = list(statement_pairs([NEWS] * 300, 4))
    empty = sum(not pair.headline for pair in pairs)
    assert 0.05 < empty / len(pairs) < 0.2
    exchanged = [pair for pair in pairs if "Ribe" not in pair.sentence and "mayor" in pair.sentence]
    assert exchanged


def test_same_seed_same_pairs():
    assert made(runs=3) == made(runs=3)
    assert list(statement_pairs([NEWS], 2, seed=2)) != list(statement_pairs([NEWS], 2, seed=3))


@pytest.mark.parametrize("line", ["[]", "nonsense", '{"title": "A"}', '{"paragraphs": 3}'])
def test_a_line_that_is_no_article_is_named(tmp_path, line):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"paragraphs": ["It rained."]}\n' + line + "\n")
    with pytest.raises(InputError, match="line 2: write a JSON object"):
        list(read_articles(path))


@pytest.mark.parametrize("row", ["one\ttwo\tthree", "a\tb\t\td", "a\tb\tc\t", "a\tb\tc\td\te"])
def test_a_written_line_with_other_columns_is_named(tmp_path, row):
    path = tmp_path / "written.tsv"
    path.write_text(f"\t\tIt rained.\tIt rained.\n{row}\n")
    with pytest.raises(InputError, match="line 2: write headline, context, sentence"):
        list(read_written(path))


def test_written_pairs_keep_the_context_the_model_will_read_and_nothing_it_cannot_know(tmp_path):
    written = tmp_path / "written.tsv"
    rows = [
        ("Boats", "Kari Moe won.", "She thanked Ribe.", "Kari Moe thanked Ribe."),
        ("Boats", "Kari Moe won.", "The winner thanked Ribe.", "The winner thanked Ribe."),
        ("Boats", "Kari Moe won.", "The winner thanked Ribe.", "Kari Moe thanked Ribe."),
    ]
    written.write_text("".join("\t".join(row) + "\n" for row in rows))
    articles = tmp_path / "articles.jsonl"
    articles.write_text("")
    target = tmp_path / "pairs.tsv"
    assert write_pairs(articles, target, 1, 1, [written], repeats=2) == 4
    assert sorted(set(target.read_text().splitlines())) == [
        ">>short<< Boats |  | The winner thanked Ribe.\tThe winner thanked Ribe.",
        ">>short<< Boats | Kari Moe won. | She thanked Ribe.\tKari Moe thanked Ribe.",
    ]


def test_the_command_writes_pairs_and_says_how_many(tmp_path):
    paragraphs = [" ".join(each) for each in PARAGRAPHS]
    line = json.dumps({"title": "Mayor\topened", "paragraphs": paragraphs})
    articles = tmp_path / "articles.jsonl.zst"
    articles.write_bytes(zstandard.compress(f"{line}\n".encode()))
    arguments = ["statements", str(articles), "--out", str(tmp_path / "pairs.tsv")]
    found = CliRunner().invoke(app, arguments)
    assert found.exit_code == 0, found.output
    lines = (tmp_path / "pairs.tsv").read_text().splitlines()
    assert lines
    assert f"{len(lines)} pairs" in found.stderr
    assert [each.count("\t") for each in lines] == [1] * len(lines)
