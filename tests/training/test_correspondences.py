"""Words and contexts learned from real translations, and how they are used."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.training.correspondences import learn, write_table
from pipeline.training.danish import contexts, has_context, read_words, word_of
from pipeline.training.norwegian import WordLists, build_mapping, read_table, to_norwegian


def test_words_know_their_neighbours() -> None:
    first, second, third = read_words("Han, der er 5 år")[1:]
    assert [*contexts(first)] == ["der >er", ",< der"]
    assert [*contexts(second)] == ["er >0", "der< er"]
    assert [*contexts(third)] == ["år >$", "0< år"]
    assert (first.gap_after, second.gap_after) == (False, True)
    assert read_words("Han")[0].before == "^"
    assert read_words("...") == []
    assert all(has_context(key) and word_of(key) == "der" for key in contexts(first))
    assert not has_context("er")


def test_a_majority_is_learned_and_a_context_that_differs() -> None:
    pairs = [("Han er kommet nu", "Han har kommet nå")] * 5
    pairs += [(f"Han er {word} nu", f"Han er {word} nå") for word in ("her", "der", "syg") * 3]
    pairs += [("En læge", "En lege")] * 3 + [("To både", "To båter")] * 2
    learned = learn(pairs, {"nu": "nu", "læge": "legge"})
    assert learned["nu"] == "nå"
    assert learned["læge"] == "lege"
    # Twice is too seldom, and `er` alone is `er` more often than not.
    assert not {"både", "er"} & learned.keys()
    assert learned["er >kommet"] == "har"
    mapping = {**learned}
    assert to_norwegian("Hun er kommet.", mapping) == "Hun har kommet."
    assert to_norwegian("Hun er her.", mapping) == "Hun er her."


def test_passives_of_two_words_and_infinitive_markers_are_left_to_the_rules() -> None:
    pairs = [("Den serveres nu", "Den servert nå")] * 9 + [("at se", "å se")] * 9
    learned = learn(pairs, {"serveres": "blir servert"})
    assert learned.keys() == {"nu"} or all(word_of(key) == "nu" for key in learned)


def test_learned_words_come_into_the_mapping_under_the_reviewed_ones() -> None:
    overrides = {"læge": ("lege", ""), "er >kommet": ("har", "er"), "meget": ("veldig", "veldig")}
    lists = WordLists(frozenset(), frozenset())
    mapping = build_mapping(["læge"], lists, overrides, lambda words, _: list(words))
    assert mapping.bokmaal["læge"] == "lege"
    assert mapping.nynorsk["læge"] == "lege"
    assert (mapping.bokmaal["er >kommet"], mapping.nynorsk["er >kommet"]) == ("har", "er")


def test_the_projects_own_table_is_whole() -> None:
    learned, reviewed = read_table("norwegian_learned.tsv"), read_table("norwegian_overrides.tsv")
    assert len(learned) > 500
    assert not learned.keys() & reviewed.keys()
    for danish, row in learned.items():
        assert danish == danish.lower()
        assert len(row) == 2
        assert any(row), danish


def test_other_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("a\tb\tc\td\na\tb\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pairs\.tsv line 2: English, Bokmål, Nynorsk, Danish"):
        write_table(path, tmp_path / "out.tsv", lambda _: None)
    assert not (tmp_path / "out.tsv").exists()


def test_a_much_more_frequent_word_is_no_translation_of_a_rare_one() -> None:
    common = [(f"Nu til {n}", f"Nå til {n}") for n in ("byen", "skoven", "havet")] * 40
    rare = [("Holdets sejr", "Til seier")] * 5
    learned = learn([*common, *rare], {})
    assert learned["nu"] == "nå"
    assert "holdets" not in learned
    assert learned["sejr"] == "seier"
