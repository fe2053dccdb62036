"""Synthetic Norwegian: the mapping's rules, on fakes of Apertium and the word lists."""

import shutil
from collections.abc import Sequence

import pytest

from pipeline.errors import InputError
from pipeline.training.apertium import translate_lines, translate_words
from pipeline.training.norwegian import (
    Mapping,
    WordLists,
    build_mapping,
    known_form,
    read_table,
    read_word_lists,
    respell,
    to_norwegian,
)

LISTS = WordLists(
    bokmaal=frozenset({"regjeringen", "hus", "fred", "klima", "toppmøtet", "lærer", "frihet"}),
    nynorsk=frozenset({"regjeringa", "hus", "fred", "toppmøtet", "klima", "lærar", "fridom"}),
)
APERTIUM = {
    "dan-nob": {
        "regeringen": "regjeringen",
        "topmødet": "toppmøtet",
        "fred": "frd",
        "klima": "klima",
    },
    "nob-nno_e": {"regjeringen": "regjeringa", "frihet": "fritt", "lærer": "lærar"},
    "dan-nno": {"frihed": "fridom"},
}


def _translate(words: Sequence[str], mode: str) -> list[str]:
    return [APERTIUM[mode].get(word, word) for word in words]


def _map(*words: str, overrides: dict[str, tuple[str, str]] | None = None) -> Mapping:
    return build_mapping(words, LISTS, overrides or {}, _translate)


def test_apertium_is_believed_where_the_word_list_knows_the_result() -> None:
    mapping = _map("regeringen")
    assert mapping.bokmaal["regeringen"] == "regjeringen"
    assert mapping.nynorsk["regeringen"] == "regjeringa"


def test_a_known_danish_form_is_kept_against_an_unknown_result() -> None:
    assert _map("fred").bokmaal["fred"] == "fred"


def test_spelling_correspondences_help_where_apertium_does_not() -> None:
    mapping = _map("frihed")
    assert mapping.bokmaal["frihed"] == "frihet"
    # The way through Bokmål gives no known word, the direct one does.
    assert mapping.nynorsk["frihed"] == "fridom"


def test_compounds_are_joined_from_known_parts() -> None:
    assert _map("klima", "topmødet", "klimatopmødet").bokmaal["klimatopmødet"] == "klimatoppmøtet"


def test_overrides_come_first() -> None:
    mapping = _map("regeringen", overrides={"regeringen": ("styret", "styret")})
    assert (mapping.bokmaal["regeringen"], mapping.nynorsk["regeringen"]) == ("styret", "styret")


def test_genitives_and_parts_count_as_known() -> None:
    assert known_form("regjeringens hus", LISTS.bokmaal)
    assert known_form("klima-fred", LISTS.bokmaal)
    assert not known_form("klimas-ukjent", LISTS.bokmaal)


def test_only_certain_correspondences_are_applied_blindly() -> None:
    assert respell("nationen") == "nasjonen"
    assert respell("gennemsigtig") == "gjennomsigtig"
    assert respell("havde") == "havde"


@pytest.mark.parametrize(
    ("danish", "norwegian"),
    [
        ("Han håber at komme.", "Han håper å komme."),
        ("Vi ved at de kommer.", "Vi vet at de kommer."),
        ("At rejse er dyrt.", "Å reise er dyrt."),
        ("Der er en bil der kører.", "Det er en bil som kjører."),
        ("REGERINGEN går", "REGJERINGEN går"),
        ("Regeringen i Ribe", "Regjeringen i Ribe"),
        ("Nationens Larsen", "Nationens Larsen"),
        ("Vi ved, at de kommer, hvis det regner.", "Vi vet at de kommer hvis det regner."),
        ("Huset, som kan forhindres", "Huset, som kan bli forhindra"),
        ("Det forhindres", "Det blir forhindra"),
    ],
)
def test_sentences(danish: str, norwegian: str) -> None:
    words = {
        "håber": "håper",
        "ved": "vet",
        "rejse": "reise",
        "rejser": "reiser",
        "der": "som",
        "kører": "kjører",
        "forhindres": "blir forhindra",
        "regeringen": "regjeringen",
    }
    assert to_norwegian(danish, words) == norwegian


def test_names_are_told_from_words_by_the_english() -> None:
    words = {"karl": "kar", "ved": "vet"}
    assert to_norwegian("Karl ved det.", words, "Karl knows.") == "Karl vet det."
    assert to_norwegian("Ved Karl det?", words, "Does he know?") == "Vet Kar det?"


def test_the_override_table_is_whole() -> None:
    overrides = read_table("norwegian_overrides.tsv")
    assert len(overrides) > 500
    for danish, row in overrides.items():
        assert danish == danish.lower() == danish.strip()
        assert len(row) == 2
        assert all(word == word.strip() and word for word in row), danish


def test_missing_word_lists_name_their_package(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(InputError, match="wnorwegian"):
        read_word_lists(Path(str(tmp_path)))


@pytest.mark.skipif(shutil.which("apertium") is None, reason="Apertium is a Debian package")
def test_apertium_keeps_lines_apart_and_marks_out() -> None:
    lines = ["Regeringen mødes i dag.", "", "Xyzzy er her", "To huse"]
    translated = translate_lines(lines, "dan-nob")
    assert len(translated) == len(lines)
    assert translated[0].startswith("Regjeringen")
    assert "*" not in "".join(translated)
    assert translate_words(["våben", "fred"], "dan-nob") == ["våpen", "fred"]
