import pytest

from pipeline.errors import ConfigError
from pipeline.translation.glossary import (
    Term,
    find_terms,
    load_glossary,
    missing_terms,
    put_targets,
)
from pipeline.translation.placeholders import fill_placeholders, put_placeholders


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
    edited, placeholders = put_placeholders(text, find_terms(text, terms))
    assert len(placeholders) == 2
    assert fill_placeholders(edited.replace("s ", "'s "), placeholders) == "The cabinet's council"


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
        ("a\tb\tnorsk!\n", "there is no language"),
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
