import re

import pytest
import zstandard
from typer.testing import CliRunner

from pipeline.cli.train import app
from pipeline.errors import ConfigError, InputError
from pipeline.training.gapsentences import (
    RunShape,
    gap_sentence_pairs,
    informative_sentences,
    read_english,
    write_pairs,
)

PLACES = ["Viborg", "Hamar", "Molde", "Skagen", "Narvik", "Ribe"]
SENTENCES = [
    f"The council of {PLACES[n * n % 5]} spent {n + 100},5 million on road {n}." for n in range(120)
]
PLAIN = RunShape(alter=0.0)


def compress(path, lines):
    path.write_bytes(zstandard.compress("".join(lines).encode()))
    return path


def test_the_sentence_that_shares_most_with_the_others_is_informative():
    sentences = [
        "Nobody expected rain.",
        "A boat did not come.",
        "The late ferry to the island had engine trouble again.",
        "Engine trouble is common, the captain of the ferry said.",
        "Lunch was served.",
    ]
    assert informative_sentences(sentences, 1) == [2]


def test_of_equal_sentences_the_early_ones_are_taken_in_order():
    assert informative_sentences(["The same words stand here."] * 6, 3) == [0, 1, 2]


def test_runs_keep_order_and_limits_and_use_each_sentence_once():
    pairs = list(gap_sentence_pairs(SENTENCES, PLAIN))
    assert len(pairs) >= 9
    position = 0
    for run, summary in pairs:
        sentences = [part + "." for part in run.rstrip(".").split(". ")]
        assert 8 <= len(sentences) <= 12
        assert len(run.split()) <= 180
        assert sentences == SENTENCES[position : position + len(sentences)]
        position += len(sentences)
        picked = [part + "." for part in summary.rstrip(".").split(". ")]
        assert len(picked) == (3 if len(sentences) >= 10 else 2)
        assert [s for s in sentences if s in picked] == picked


def test_too_many_words_for_the_least_number_of_sentences_gives_no_run():
    assert list(gap_sentence_pairs(SENTENCES, RunShape(max_words=40))) == []


def test_altered_numbers_and_names_agree_between_run_and_summary():
    original = list(gap_sentence_pairs(SENTENCES, PLAIN))
    altered = list(gap_sentence_pairs(SENTENCES, RunShape(alter=1.0)))
    assert sum(run not in {o[0] for o in original} for run, _ in altered) >= 5
    for run, summary in altered:
        for token in re.findall(r"\d[\d,]*|[A-Z]\w+", summary):
            assert token in run
        for sentence in summary.rstrip(".").split(". "):
            assert sentence in run


def test_same_seed_same_pairs_and_other_seed_other_pairs():
    first = list(gap_sentence_pairs(SENTENCES, RunShape(), seed=3))
    assert first == list(gap_sentence_pairs(SENTENCES, RunShape(), seed=3))
    assert first != list(gap_sentence_pairs(SENTENCES, RunShape(), seed=4))


def test_headings_are_skipped_and_loose_genitives_joined(tmp_path):
    lines = ["Overskrift\tAgenda of the day\n", "x\tThis year\u2019 s budget is already closed.\n"]
    corpus = compress(tmp_path / "corpus.tsv.zst", lines)
    assert list(read_english(corpus)) == ["This year's budget is already closed."]


def test_writes_as_many_pairs_as_asked_for(tmp_path):
    corpus = compress(tmp_path / "corpus.tsv.zst", [f"x\t{s}\n" for s in SENTENCES])
    target = tmp_path / "pairs.tsv"
    assert write_pairs(corpus, target, 4, PLAIN) == 4
    assert [line.count("\t") for line in target.read_text().splitlines()] == [1] * 4


def test_the_command_writes_pairs_and_says_how_many(tmp_path):
    corpus = compress(tmp_path / "corpus.tsv.zst", [f"x\t{s}\n" for s in SENTENCES])
    arguments = ["gap-sentences", str(corpus), "--out", str(tmp_path / "pairs.tsv")]
    found = CliRunner().invoke(app, [*arguments, "--pairs", "3", "--max-sentences", "9"])
    assert found.exit_code == 0, found.output
    assert "3 pairs" in found.stderr
    assert len((tmp_path / "pairs.tsv").read_text().splitlines()) == 3
    wrong = CliRunner().invoke(app, [*arguments, "--min-sentences", "30"])
    assert isinstance(wrong.exception, ConfigError)


def test_a_line_without_english_and_a_missing_file_are_named(tmp_path):
    corpus = compress(tmp_path / "corpus.tsv.zst", ["x\tThis sentence is long enough.\n", "x\n"])
    with pytest.raises(InputError, match="line 2, has no tab"):
        list(read_english(corpus))
    with pytest.raises(InputError, match="does not exist"):
        list(read_english(tmp_path / "none.tsv"))


def test_exchanged_words_are_other_words_quotations_and_numbers():
    sentences = [
        f"The harbour council of {PLACES[n % 6]} wants grey boats near {n}." for n in range(6000)
    ]
    pairs = list(gap_sentence_pairs(sentences, RunShape(alter=1.0)))
    for run, summary in pairs:
        for sentence in re.split(r"(?<=\.) (?=The)", summary):
            assert sentence in run
    texts = " ".join(run for run, _ in pairs)
    for pattern in (r"\d\d:\d\d", r"\d,\d{3}\b", r"\b\d-\d\b", r"\d%", r'"[a-z]+"'):
        assert re.search(pattern, texts), pattern
