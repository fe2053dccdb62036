"""Scores of translations, other people's outputs, and the page of the worst."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.eval import app
from pipeline.errors import InputError, NordigestError
from pipeline.evaluation.translation import (
    ParallelSet,
    look_up,
    read_outputs,
    read_set,
    score_systems,
    translate_set,
    worst_page,
    worst_sentences,
)

_REFERENCES = tuple(f"The council discussed house number {n} on Monday." for n in range(100, 140))
SET = ParallelSet("dev", "nb", tuple(f"Rådet {n}" for n in range(100, 140)), _REFERENCES)
BAD = [text.replace("council discussed", "cat ate") for text in _REFERENCES]


def test_a_perfect_system_beats_a_worse_one_significantly() -> None:
    first, second = score_systems(SET, {"bad": BAD, "perfect": list(_REFERENCES)}, samples=200)
    assert (first.system, second.system) == ("bad", "perfect")
    assert second.scores["chrF2"].value == pytest.approx(100)
    assert first.scores["chrF2"].value < 90
    assert first.scores["chrF2"].p_value is None
    assert second.scores["chrF2"].p_value is not None
    assert second.scores["chrF2"].p_value < 0.05
    assert first.signatures["BLEU"].startswith("nrefs:1|bs:200")
    assert first.sentences == 40
    # The command prints rows as JSON, which takes no number of numpy's.
    assert json.loads(json.dumps(asdict(second)))["scores"]["chrF2"]["value"] > 99


def test_a_system_alone_has_an_interval() -> None:
    mixed = [*BAD[:20], *_REFERENCES[20:]]
    (row,) = score_systems(SET, {"mixed": mixed}, samples=200)
    assert 0 < row.scores["BLEU"].interval < 20


def test_the_scores_are_those_of_sacrebleu_itself() -> None:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    (row,) = score_systems(SET, {"bad": BAD}, samples=50)
    references = [list(_REFERENCES)]
    assert row.scores["BLEU"].value == pytest.approx(BLEU().corpus_score(BAD, references).score)
    assert row.scores["chrF2"].value == pytest.approx(CHRF().corpus_score(BAD, references).score)


def test_the_worst_sentences_come_worst_first() -> None:
    outputs = list(_REFERENCES)
    outputs[7], outputs[3] = "Nothing.", "The council discussed house number 103."
    worst = worst_sentences(SET, {"one": outputs, "other": BAD}, count=3)
    assert [sentence.source for sentence in worst[:2]] == ["Rådet 107", "Rådet 103"]
    assert worst[0].outputs == {"one": "Nothing.", "other": BAD[7]}
    assert [sentence.chrf for sentence in worst] == sorted(sentence.chrf for sentence in worst)


def test_the_page_escapes_what_it_shows() -> None:
    hostile = ParallelSet("<b>dev", "nb", ("<script>alert(1)</script>",), ("A & B",))
    worst = worst_sentences(hostile, {"sys": ["<img src=x onerror=alert(1)>"]})
    page = worst_page({hostile.name: worst})
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "A &amp; B" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_files_of_different_length_are_refused(tmp_path: Path) -> None:
    (tmp_path / "nb.txt").write_text("en\nto\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("one\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 lines"):
        read_set("dev", "nb", tmp_path / "nb.txt", tmp_path / "en.txt", 0)


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    (tmp_path / "nb.txt").write_bytes("en\u2028og to\r\n\x85tre\n\nfire".encode())
    (tmp_path / "en.txt").write_bytes(b"one and two\nthree\n\nfour\n")
    read = read_set("dev", "nb", tmp_path / "nb.txt", tmp_path / "en.txt", 0)
    assert read.sources == ("en\u2028og to", "\x85tre", "fire")
    assert read.references == ("one and two", "three", "four")
    (tmp_path / "none.txt").write_bytes(b"")
    with pytest.raises(InputError, match="no pair of lines"):
        read_set("dev", "nb", tmp_path / "none.txt", tmp_path / "none.txt", 0)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--set-translate beam_size", "--set-translate beam_size: write KEY=VALUE"),
        ("--set-translate beam_size=[", "--set-translate beam_size=[: the value is not valid"),
        ("--set-translate beam_siz=2", "did you mean translate.beam_size"),
        ("--worst nodir/x.html", "the folder nodir of x.html does not exist"),
        ("--set dev:xx=nb.txt,en.txt", "there is no language 'xx'"),
        ("--set dev:nb=nb.txt,nope.txt", "nope.txt cannot be read"),
        ("--outputs theirs=nope.tsv", "nope.tsv cannot be read"),
        ("--model embedded:nope", "embedded:nope"),
    ],
)
def test_mistakes_are_said_before_anything_is_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NORDIGEST_CACHE", str(tmp_path / "cache"))
    for name in ("nb.txt", "en.txt"):
        (tmp_path / name).write_text("Oslo\n", encoding="utf-8")
    model = ["translation", "--set", "dev:nb=nb.txt,en.txt", "--model", "embedded:gmq-en-small"]
    result = CliRunner().invoke(app, [*model, *arguments.split()])
    assert isinstance(result.exception, NordigestError)
    assert sentence in str(result.exception)
    # A model is converted before it translates.
    assert not list(tmp_path.rglob("model.bin"))


def test_outputs_are_found_by_their_source(tmp_path: Path) -> None:
    path = tmp_path / "theirs.tsv"
    path.write_text("to\ttwo\nen\tone\n", encoding="utf-8")
    outputs = read_outputs(path)
    parallel = ParallelSet("dev", "nb", ("en", "to"), ("one", "two"))
    assert look_up(outputs, parallel, path) == ["one", "two"]
    missing = ParallelSet("dev", "nb", ("tre",), ("three",))
    with pytest.raises(InputError, match=r"lacks 1 sentences of dev, as 'tre'"):
        look_up(outputs, missing, path)
    path.write_text("no columns\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_outputs(path)


def test_a_set_is_translated_in_its_order_with_the_default_settings() -> None:
    parallel = ParallelSet("dev", "nb", ("Oslo 1", "Bergen 22", "Hamar 333"), ("", "", ""))
    outputs = translate_set("embedded:gmq-en-small", parallel, ["engine=fake"])
    for name, output in zip(("1", "22", "333"), outputs, strict=True):
        assert name in output
