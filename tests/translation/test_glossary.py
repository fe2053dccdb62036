import tracemalloc

import pytest

from pipeline.errors import ConfigError
from pipeline.translation.glossary import (
    Term,
    fill_placeholders,
    find_addresses,
    load_glossary,
    missing_terms,
    put_placeholders,
    put_targets,
)


@pytest.fixture
def glossary(tmp_path):
    path = tmp_path / "terms.tsv"
    path.write_text(
        "# terms of the house\n\nregjeringen\tthe cabinet\tnb\nstatsråd\tminister of state\tnb\n"
        "råd\tcouncil\nfolketinget\tthe Danish parliament\tda\n",
        encoding="utf-8",
    )
    return load_glossary(path)


def test_terms_hold_for_their_language(glossary):
    found = glossary.find("Regjeringen og folketinget", "nb")
    assert [term.target for term in found] == ["the cabinet"]
    assert [term.target for term in glossary.find("Folketinget", "da")] == ["the Danish parliament"]


def test_a_term_has_the_capitals_of_what_it_stands_for(glossary):
    for text, expected in (
        ("REGJERINGEN VIL", "THE CABINET VIL"),
        ("Regjeringen vil", "The cabinet vil"),
        ("Nå vil regjeringen det", "Nå vil the cabinet det"),
        ("Det er sagt. «Regjeringen vil.»", "Det er sagt. «The cabinet vil.»"),
    ):
        terms = glossary.find(text, "nb")
        assert put_targets(text, terms) == expected
        assert not missing_terms(expected, terms)


def test_longer_terms_come_first_and_only_whole_words_count(glossary):
    assert [term.source for term in glossary.find("statsråd i råd", "nb")] == ["statsråd", "råd"]
    assert glossary.find("statsrådene", "nb") == []


def test_terms_are_put_in_with_their_genitive(glossary):
    text = "Regjeringens råd"
    terms = glossary.find(text, "nb")
    assert put_targets(text, terms) == "The cabinet's council"
    edited, meanings = put_placeholders(text, terms)
    assert len(meanings) == 2
    assert fill_placeholders(edited.replace("s ", "'s "), meanings) == "the cabinet's council"


NRK = Term("NRK", "NRK, the broadcaster", "")
LABOUR = Term("Arbeiderpartiet", "Labour Party (Ap)", "")
AP = Term("Ap", "Labour", "")


def test_a_term_is_not_put_into_its_own_english_again():
    once = put_targets("NRK sier at NRKs sjef gikk.", [NRK])
    assert once == "NRK, the broadcaster sier at NRK, the broadcaster's sjef gikk."
    assert put_targets(once, [NRK]) == once


def test_a_term_is_not_put_into_the_english_of_another():
    edited = put_targets("Arbeiderpartiet og Ap", [LABOUR, AP])
    assert edited == "Labour Party (Ap) og Labour"
    assert put_targets(edited, [LABOUR, AP]) == edited


def test_a_term_is_not_put_into_an_address():
    text = "Ap skriver på www.nrk.no/Ap nå"
    terms = [AP, *find_addresses(text)]
    assert put_targets(text, terms) == "Labour skriver på www.nrk.no/Ap nå"


def test_placeholders_do_not_stand_for_one_another():
    meanings = {"ABC": "the NTB agency", "NTB": "the council"}
    assert fill_placeholders("ABC and NTB and BBC", meanings) == (
        "the NTB agency and the council and BBC"
    )
    assert put_placeholders("Det regner.", []) == ("Det regner.", {})


@pytest.mark.parametrize(
    "written",
    ["Norges blå-hvite råd", "Norges bla\u030a-hvite ra\u030ad", "Norges\u00a0blå\u2013hvite råd",
     "Nor\u00adges blå-hvite\u200b råd", "Norges  blå\u2011hvite\nråd"],
)  # fmt: skip
def test_terms_are_found_however_their_characters_are_written(tmp_path, written):
    path = tmp_path / "terms.tsv"
    for cell in ("Norges blå-hvite råd", "Norges\u00a0bla\u030a-hvite ra\u030ad"):
        path.write_text(f"{cell}\tthe council\n", encoding="utf-8")
        glossary = load_glossary(path)
        terms = glossary.find(f"Dette er {written}.", "nb")
        assert put_targets(f"Dette er {written}.", terms) == "Dette er the council."


def test_a_capital_of_the_glossary_is_one():
    assert put_targets("ap og Ap", [AP]) == "ap og Labour"


def test_addresses_leave_nothing_behind():
    def look_for(numbers):
        for number in numbers:
            text = f"Se https://eksempel.no/{number}."
            assert missing_terms(text, find_addresses(text)) == []
            assert len(missing_terms("Nothing.", find_addresses(text))) == 1

    look_for(range(10))
    tracemalloc.start()
    look_for(range(10, 300))
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < 50_000


def test_placeholders_are_words_the_text_has_not(glossary):
    _, meanings = put_placeholders("ABC om råd", glossary.find("ABC om råd", "nb"))
    assert "ABC" not in meanings


def test_a_term_may_begin_with_a_capital_in_the_english(glossary):
    terms = glossary.find("regjeringen", "nb")
    assert missing_terms("The cabinet met.", terms) == []
    assert missing_terms("The government met.", terms) == terms


def test_the_digest_follows_the_terms_alone(tmp_path):
    one, two, three = (tmp_path / name for name in ("1.tsv", "2.tsv", "3.tsv"))
    one.write_text("a\tb\tnb\n", encoding="utf-8")
    two.write_text("# a comment\na\tb\tnb\n", encoding="utf-8")
    three.write_text("a\tc\tnb\n", encoding="utf-8")
    digests = [load_glossary(path).digest for path in (one, two, three)]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("alene\n", "must hold source term"),
        ("a\tb\tnorsk!\n", "no language tag"),
        ("a\tb\tnb\na\tc\tnb\n", "two translations"),
        ("\tb\n", "must hold source term"),
        ("a\t\u00ad\u0001\n", "must hold source term"),
    ],
)
def test_a_bad_line_is_named(tmp_path, content, problem):
    path = tmp_path / "terms.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=problem) as caught:
        load_glossary(path)
    assert caught.value.key == "translate.glossary"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_glossary(tmp_path / "none.tsv")


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Les mer på www.eksempel.no/a?b=1.", ["www.eksempel.no/a?b=1"]),
        ("Se https://eksempel.dk, eller skriv til post@eksempel.dk!",
         ["https://eksempel.dk", "post@eksempel.dk"]),
        ("Følg @eksempel og #valg2021", ["@eksempel", "#valg2021"]),
        ("Det er 5 # her, AT&T og a @ b", []),
    ],
)  # fmt: skip
def test_addresses_stay_as_they_are(text, addresses):
    assert [term.target for term in find_addresses(text)] == addresses


def test_placeholders_are_known_with_doubled_letters_and_endings():
    meanings = {"ABC": "Sørvika", "VG": "Kari Dahl"}
    written = "ABCs boats, VG and the ABBC; ABCD, ABC's and AC"
    assert fill_placeholders(written, meanings) == (
        "Sørvika's boats, Kari Dahl and the Sørvika; ABCD, Sørvika's and AC"
    )
    assert fill_placeholders("ABC and VG", {}) == "ABC and VG"
