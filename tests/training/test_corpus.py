"""Cleaning, noise, and the whole way from a corpus to training data."""

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.training.cleaning import reason_to_drop, repair
from pipeline.training.corpus import Mix, build_corpus
from pipeline.training.extras import Extra, ExtraPair, read_extras, read_origins
from pipeline.training.mapping import count_vocabulary, load_mapping
from pipeline.training.noise import (
    ALL_NOISE,
    Noise,
    add_dateline,
    swap_name,
    vary,
    vary_quotes,
)
from pipeline.training.norwegian import Mapping
from pipeline.training.reading import read_rows
from pipeline.training.testsets import read_known_sentences


def _seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - noise, not a secret


MAPPING = Mapping(
    bokmaal={"regeringen": "regjeringen", "ikke": "ikke", "jeg": "jeg", "huset": "huset"},
    nynorsk={"regeringen": "regjeringa", "ikke": "ikkje", "jeg": "eg", "huset": "huset"},
)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("Regeringen har ikke set det hus der.", "The government has not seen that house.", None),
        ("...", "Nothing was said about it.", "no words"),
        ("Ja.", "Yes, and I would like to add a great many things to that.", "length ratio"),
        ("Det koster 350 kroner i dag.", "It costs 530 kroner today.", "numbers differ"),
        ("Det er to huse.", "There are 2 houses.", None),
        (
            "Jeg vil gerne takke Peter Smith, Ann Jones og Tom Brown.",
            "Peter Smith, Ann Jones, Tom Brown takke gerne.",
            "copied",
        ),
        (
            "We shall never see them again in this house.",
            "Vi ser dem aldrig mere i dette hus.",
            "source language",
        ),
        (
            "Vi ser dem nok aldrig mere i dette hus.",
            "Wir werden sie in diesem Haus nie wieder sehen.",
            "target language",
        ),
        ("ord " * 90, "word " * 90, "too long"),
    ],
)
def test_each_rule_drops_what_it_names(source: str, target: str, reason: str | None) -> None:
    assert reason_to_drop(source, target) == reason


def test_repairs_of_the_source_format() -> None:
    assert repair("(FR)  The Commission' s  plan is ours.") == "The Commission's plan is ours."
    assert repair(". (FR) The plan") == repair("- (FR) The plan") == "The plan"


@given(st.integers(0, 10_000), st.sampled_from(["da", "nb", "nn"]))
def test_noise_keeps_the_numbers_and_the_text(seed: int, language: str) -> None:
    source = 'I 2019 sagde Larsen: "Vi brugte 1.250.000 kroner, og 3,5 % er nok."'
    target = 'In 2019, Larsen said: "We spent 1,250,000 kroner, and 3.5% is enough."'
    varied, english = vary(source, target, language, _seeded(seed))
    for digits in ("2019", "3,5"):
        assert digits in varied
    compact = varied.replace(" ", "").replace("\u00a0", "").replace(".", "")
    assert "1250000" in compact
    for digits in ("2019", "1,250,000", "3.5"):
        assert digits in english
    assert varied.strip()
    assert "\t" not in varied + english
    assert "\n" not in varied + english


@pytest.mark.parametrize(
    ("kind", "trace"),
    [
        (Noise.names, r"sagde (?!Larsen)"),
        (Noise.marks, "[«»“”]"),
        (Noise.headlines, r"[^.]$|^i "),
    ],
)
def test_noise_left_out_leaves_no_trace(kind: Noise, trace: str) -> None:
    source = 'I 2019 sagde Larsen "ja" til 1.250 kroner - og mere end det.'
    target = 'In 2019 Larsen said "yes" to 1,250 kroner - and more than that.'

    def traced(kinds: tuple[Noise, ...]) -> int:
        texts = (vary(source, target, "nb", _seeded(i), kinds)[0] for i in range(400))
        return sum(re.search(trace, text) is not None for text in texts)

    assert traced(ALL_NOISE) > 5
    assert traced(tuple(other for other in ALL_NOISE if other is not kind)) == 0


@given(st.integers(0, 1000))
def test_a_swapped_name_stands_on_both_sides(seed: int) -> None:
    source, target = "Derfor kom Hansen til mødet.", "Therefore Hansen came to the meeting."
    new_source, new_target = swap_name(source, target, _seeded(seed))
    name = new_source.removeprefix("Derfor kom ").removesuffix(" til mødet.")
    assert name
    assert new_target == f"Therefore {name} came to the meeting."


def test_quotes_are_written_as_newspapers_do() -> None:
    rng = _seeded(3)
    seen = {vary_quotes('Han sa "nei" og "ja".', "nb", rng) for _ in range(50)}
    assert seen == {'Han sa "nei" og "ja".', "Han sa «nei» og «ja»."}
    assert vary_quotes('5" skrue', "nb", rng) == '5" skrue'


def test_datelines_translate_their_place() -> None:
    lines = {add_dateline("Noe skjer.", "Something happens.", _seeded(i)) for i in range(300)}
    moscow = [(source, target) for source, target in lines if source.lower().startswith("moskva")]
    assert moscow
    assert all(target.lower().startswith("moscow") for _, target in moscow)


def _corpus(path: Path) -> Path:
    rows = [
        f"Jeg tror ikke at regeringen har set det hus på {n} meter.\t"
        f"I do not think that the government has seen the house of {n} metres."
        for n in range(100, 900)
    ]
    rows += [rows[0], "kun en kolonne", "Ordføreren har 10 kr.\tThe mayor has 11 kroner."]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _build(
    tmp_path: Path,
    extras: Sequence[ExtraPair] = (),
    seed: int = 1,
    test_sets: tuple[Path, ...] = (),
    *,
    reverse: bool = False,
) -> list[str]:
    said: list[str] = []
    build_corpus(
        _corpus(tmp_path / "corpus.tsv"),
        tmp_path / "out",
        MAPPING,
        Mix(seed=seed, reverse=reverse),
        extras,
        test_sets,
        processes=1,
        progress=said.append,
    )
    return said


def test_a_corpus_becomes_training_data_and_a_report(tmp_path: Path) -> None:
    words = tmp_path / "words.tsv"
    words.write_text("nb\tspringe\tto run\nnn\tbåt\tboat\n", encoding="utf-8")
    _build(tmp_path, list(read_extras([Extra(words, 2.0)], read_origins(None), frozenset())))
    out = tmp_path / "out"
    report = json.loads((out / "report.json").read_text())
    assert report["read"] == 803
    assert report["dropped"] == {"duplicate": 1, "not two columns": 1, "numbers differ": 1}
    written = report["written"]
    held_out = written.get("held out", 0)
    assert written["da"] + written["nb"] + written["nn"] + held_out == 800
    assert 0.3 < written["nb"] / 800 < 0.55
    rows = list(read_rows(out / "train.tsv"))
    assert len(rows) == sum(written.values()) - held_out
    assert rows.count(("å springe", "to run")) == 2
    assert rows.count(("båt", "boat")) == 2
    text = (out / "train.tsv").read_text(encoding="utf-8")
    for phrase in ("ikke at regeringen", "ikke at regjeringen", "ikkje at regjeringa"):
        assert phrase in text
    held = {target for _, target in read_rows(out / "heldout.tsv")}
    assert not held & {row[1] for row in rows}


def test_the_same_settings_give_the_same_file_and_reuse_the_shards(tmp_path: Path) -> None:
    _build(tmp_path)
    first = (tmp_path / "out" / "train.tsv").read_bytes()
    shards = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "shards").iterdir()}
    _build(tmp_path)
    assert (tmp_path / "out" / "train.tsv").read_bytes() == first
    assert shards == {
        path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "shards").iterdir()
    }
    _build(tmp_path, seed=2)
    assert (tmp_path / "out" / "train.tsv").read_bytes() != first


def test_an_interrupted_shard_is_written_again(tmp_path: Path) -> None:
    _build(tmp_path)
    first = (tmp_path / "out" / "train.tsv").read_bytes()
    next((tmp_path / "out" / "shards").glob("*.json")).unlink()
    _build(tmp_path)
    assert (tmp_path / "out" / "train.tsv").read_bytes() == first


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.tsv does not exist"):
        list(read_rows(tmp_path / "nowhere.tsv"))


def test_a_mapping_is_made_again_when_what_it_was_made_from_changes(tmp_path: Path) -> None:
    corpus, path = tmp_path / "corpus.tsv", tmp_path / "mapping.json"
    made: list[int] = []

    def load(overrides: dict[str, tuple[str, str]]) -> Mapping:
        def build(words: Sequence[str], table: dict[str, tuple[str, str]]) -> Mapping:
            made.append(len(words))
            return Mapping(dict.fromkeys(words, "x"), {key: row[1] for key, row in table.items()})

        return load_mapping(corpus, path, lambda _: None, overrides, build)

    corpus.write_text("en båd\ta boat\n" * 3, encoding="utf-8")
    first = load({"båd": ("båt", "båt")})
    assert load({"båd": ("båt", "båt")}) == first
    assert made == [2]
    assert load({"båd": ("båt", "bot")}).nynorsk == {"båd": "bot"}
    corpus.write_text("en båd her\ta boat\n" * 3, encoding="utf-8")
    assert "her" in load({"båd": ("båt", "bot")}).bokmaal
    path.write_text('{"bokmaal": {', encoding="utf-8")
    (tmp_path / "mapping.json.digest").unlink()
    assert "her" in load({"båd": ("båt", "bot")}).bokmaal
    assert made == [2, 2, 3, 3]


def test_nothing_of_a_test_set_enters(tmp_path: Path) -> None:
    tests = tmp_path / "set.txt"
    tests.write_text(
        "Jeg tror ikke, at regeringen har set det hus på 200 meter!\n"
        "They said: the government has seen the house of 300 metres, I do not think.\n\n",
        encoding="utf-8",
    )
    extras = [
        ExtraPair("x nb", "nb", "Ja", "the House of 5 metres", 1),
        ExtraPair("x nb", "nb", "jeg tror ikke at regeringen har set det hus", "A", 1),
        ExtraPair("x nb", "nb", "jeg tror ikke at regeringen har set det", "B", 1),
        ExtraPair("x nb", "nb", "...", "C", 1),
    ]
    _build(tmp_path, extras, test_sets=(tests,))
    out = tmp_path / "out"
    rows = list(read_rows(out / "train.tsv"))
    targets = {row[1] for row in rows} | {row[1] for row in read_rows(out / "heldout.tsv")}
    assert {"the House of 5 metres", "C"} <= targets
    # Its eight words in a row are those of every sentence of this corpus.
    assert not {"A", "B"} & targets
    assert not any("house" in target for target in targets - {"the House of 5 metres"})
    report = json.loads((out / "report.json").read_text())
    assert report["dropped"]["in a test set"] > 800


def test_a_changed_test_set_makes_the_shards_again(tmp_path: Path) -> None:
    tests = tmp_path / "set.txt"
    tests.write_text("Something else.\n", encoding="utf-8")
    _build(tmp_path, test_sets=(tests,))
    out = tmp_path / "out"
    before = (out / "train.tsv").read_text(encoding="utf-8")
    assert "house of 456 metres" in before
    tests.write_text(
        "I do not think that the government has seen the house of 456 metres.\n", encoding="utf-8"
    )
    read_known_sentences.cache_clear()
    _build(tmp_path, test_sets=(tests,))
    after = (out / "train.tsv").read_text(encoding="utf-8")
    assert "house of 456 metres" not in after


def test_reversed_pairs_begin_with_the_tag_of_their_language(tmp_path: Path) -> None:
    extras = [ExtraPair("x da", "da", "Huset der", "That house", 2, 0.5)]
    _build(tmp_path, [*extras, ExtraPair("y nn", "nn", "Båten", "The boat", 1)], reverse=True)
    rows = list(read_rows(tmp_path / "out" / "train.tsv"))
    assert rows[-1] == (">>nn<< The boat", "Båten")
    assert {english.split(" ", 1)[0] for english, _ in rows} == {">>da<<", ">>nb<<", ">>nn<<"}
    for english, source in rows:
        if "regjeringa" in source:
            assert english.startswith(">>nn<< ")
        elif "regeringen" in source:
            assert english.startswith(">>da<< ")


def test_repeats_of_extras_are_written_once_and_held_out_english_not_at_all(tmp_path: Path) -> None:
    _build(tmp_path)
    held = [row[1] for row in read_rows(tmp_path / "out" / "heldout.tsv")]
    assert held
    extras = [
        ExtraPair("a nb", "nb", "En båt", "A boat", 2),
        ExtraPair("b nb", "nb", "en båt", "a boat", 3),
        ExtraPair("b nb", "nb", "Noe annet", held[0], 3),
        ExtraPair("b da", "da", "Aldrig", "Never", 0),
    ]
    _build(tmp_path, extras)
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["dropped"]["duplicate extra"] == 1
    assert report["dropped"]["extra held out"] == 1
    assert report["written"]["a nb"] == 2
    assert not {"b nb", "b da"} & report["written"].keys()


def test_danish_extras_are_rewritten_by_share(tmp_path: Path) -> None:
    extras = [
        ExtraPair("news da", "da", f"Jeg ser ikke regeringen {n}", f"I do not see it {n}", 3, 0.5)
        for n in range(100)
    ]
    _build(tmp_path, extras)
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    written, held_out = report["written"], report["dropped"].get("extra held out", 0)
    assert 100 < written["news da"] < 200
    assert written["news da as nb"] > written["news da as nn"] > 20
    assert sum(count for kind, count in written.items() if kind.startswith("news")) == (
        300 - 3 * held_out
    )
    text = (tmp_path / "out" / "train.tsv").read_text(encoding="utf-8")
    assert "Eg ser ikkje regjeringa" in text


def test_compressed_corpora_are_read(tmp_path: Path) -> None:
    import zstandard

    path = tmp_path / "small.tsv.zst"
    path.write_bytes(zstandard.compress("en båd\ta boat\nto både\ttwo boats\n".encode()))
    assert list(read_rows(path)) == [("en båd", "a boat"), ("to både", "two boats")]
    assert count_vocabulary(path, minimum=1) == ["en", "båd", "to", "både"]
    others = [ExtraPair("x da", "da", "En skude", "A ship", 1, 0.5)]
    others += [ExtraPair("x nb", "nb", "En kogge", "A cog", 1)]
    assert count_vocabulary(path, minimum=2, others=others) == ["en", "skude"]
