import pytest

from pipeline.errors import ConfigError
from pipeline.text.glossary import (
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


def test_longer_terms_come_first_and_only_whole_words_count(glossary):
    assert [term.source for term in glossary.find("statsråd i råd", "nb")] == ["statsråd", "råd"]
    assert glossary.find("statsrådene", "nb") == []


def test_terms_are_put_in_with_their_genitive(glossary):
    text = "Regjeringens råd"
    terms = glossary.find(text, "nb")
    assert put_targets(text, terms) == "the cabinet's council"
    edited, meanings = put_placeholders(text, terms)
    assert len(meanings) == 2
    assert fill_placeholders(edited.replace("s ", "'s "), meanings) == "the cabinet's council"


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
