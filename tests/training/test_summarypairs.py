import json
import random
import re

import pytest
import zstandard
from typer.testing import CliRunner

from pipeline.cli.train import app
from pipeline.errors import InputError
from pipeline.training.exchange import Exchange
from pipeline.training.salience import informative_sentences, sentences_of_summary
from pipeline.training.summarypairs import EnglishArticle, read_articles, summary_pairs

PLACES = ["Viborg", "Hamar", "Molde", "Skagen", "Narvik", "Ribe"]
PARAGRAPHS = tuple(
    tuple(f"The {word} of {PLACES[p % 6]} counted {10 * p + s} boats." for s in range(1, 3))
    for p, word in enumerate(("mayor", "council", "board", "club", "court", "school", "union"))
)
NEWS = EnglishArticle("Boats counted", PARAGRAPHS, "")
PLAIN = [each for paragraph in PARAGRAPHS for each in paragraph]


def read(source):
    count, title, text = source.split(" | ")
    return int(count), title, re.findall(r"[^.]+\.", text)


def many(article, copies=300, seed=1):
    return [
        (*read(source), re.findall(r"[^.]+\.", summary))
        for source, summary in summary_pairs([article], copies, seed)
    ]


def strip(sentences):
    return [each.strip() for each in sentences]


def test_the_sentence_that_shares_most_with_the_others_is_informative():
    sentences = [
        "Nobody expected rain.",
        "A boat did not come.",
        "The late ferry to the island had engine trouble again.",
        "Engine trouble is common, the captain of the ferry said.",
        "Lunch was served.",
    ]
    assert informative_sentences(sentences, "", 1) == [2]
    titled = informative_sentences(sentences, "Such a boat did not come, but another boat", 1)
    assert titled == [1]


def test_of_equal_sentences_the_early_ones_are_taken_in_order():
    assert informative_sentences(["The same words stand here."] * 6, "", 3) == [0, 1, 2]


def test_sentences_are_chosen_for_what_they_bring_to_a_summary():
    sentences = [
        "Rain fell.",
        "The bridge is closed.",
        "The bridge is closed now.",
        "A ferry sails.",
    ]
    assert sentences_of_summary(sentences, "A ferry sails, for the bridge is closed.", 3) == [1, 3]
    assert sentences_of_summary(sentences, "Nothing of it.", 3) == []


def test_a_lead_keeps_its_order_and_what_is_asked_for_wherever_it_is_moved():
    by_lead = 0
    places = set()
    for count, _, text, summary in many(NEWS):
        told, chosen = strip(text), strip(summary)
        assert len(chosen) == count
        assert [each for each in told if each in chosen] == chosen
        if chosen == PLAIN[:count]:
            by_lead += 1
            places.add(told.index(chosen[0]))
            rest = [each for each in told if each not in chosen]
            assert rest == PLAIN[count : count + len(rest)]
    assert by_lead > 60
    assert {0, 2, 4} < places


def test_counts_of_one_to_five_are_asked_for_and_three_most_often():
    counts = [count for count, *_ in many(NEWS)]
    assert set(counts) == {1, 2, 3, 4, 5}
    assert max(set(counts), key=counts.count) == 3


def test_a_written_summary_decides_where_there_is_one():
    written = EnglishArticle("", PARAGRAPHS, "The court of Narvik counted 42 boats.")
    chosen = [summary for _, _, text, summary in many(written) if PLAIN[9] in strip(text)]
    assert chosen
    assert all(PLAIN[9] in strip(each) for each in chosen)


def test_broken_sentences_and_short_articles_give_nothing():
    assert many(EnglishArticle("", (("One paragraph.", "Two sentences are here."),), "")) == []
    broken = (("Picture: the mayor", "The mayor of Ribe counted boats."), *PARAGRAPHS[1:])
    assert all("Picture: the mayor" not in each[3] for each in many(EnglishArticle("", broken, "")))


def test_the_title_is_left_out_at_times():
    titles = [title for _, title, _, _ in many(NEWS)]
    assert 0 < titles.count("") < len(titles) / 4


def test_same_seed_same_pairs_and_other_seed_other_pairs():
    assert many(NEWS, seed=3) == many(NEWS, seed=3)
    assert many(NEWS, seed=3) != many(NEWS, seed=4)


def test_exchanged_words_agree_everywhere_and_are_other_words_quotations_and_numbers():
    exchange = Exchange(random.Random(1))  # noqa: S311 - sampling, not secrets
    assert exchange.apply(["Nothing is known of Hamar yet."]) == ["Nothing is known of Hamar yet."]
    for n in range(900):
        exchange.learn([f"The harbour council of {PLACES[n % 6]} wants grey boats near {n}."])
    found = ""
    for n in range(3000):
        text = f"Every harbour in {PLACES[n % 6]} has {n + 100},5 boats."
        first, second = exchange.apply([text, f"So {text}"])
        assert second == f"So {first}"
        found += first
    for pattern in (r"\d\d:\d\d", r"\d,\d{3}\b", r"\b\d-\d\b", r"\d%", r'"[a-z]+"'):
        assert re.search(pattern, found), pattern


@pytest.mark.parametrize("line", ["[]", "nonsense", '{"title": "A"}', '{"paragraphs": 3}'])
def test_a_line_that_is_no_article_is_named(tmp_path, line):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"paragraphs": ["It rained."]}\n' + line + "\n")
    with pytest.raises(InputError, match="line 2: write a JSON object"):
        list(read_articles(path))


def test_the_command_writes_pairs_and_says_how_many(tmp_path):
    paragraphs = [" ".join(each) for each in PARAGRAPHS]
    line = json.dumps({"title": "Boats\tcounted", "paragraphs": paragraphs})
    articles = tmp_path / "articles.jsonl.zst"
    articles.write_bytes(zstandard.compress(f"{line}\n".encode()))
    arguments = ["summaries", str(articles), "--out", str(tmp_path / "pairs.tsv")]
    found = CliRunner().invoke(app, [*arguments, "--copies", "20"])
    assert found.exit_code == 0, found.output
    lines = (tmp_path / "pairs.tsv").read_text().splitlines()
    assert f"{len(lines)} pairs" in found.stderr
    assert [each.count("\t") for each in lines] == [1] * len(lines)
