import re

import pytest

from pipeline.translation.parties import (
    find_doubtful_parties,
    find_parties,
    find_shouted_parties,
    is_party,
)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("For stemte H, Frp, KrF og Sp.", ["H, Frp, KrF and Sp"]),
        ("V, K og LA stemte for, mens S, SF og EL sa nej.", ["V, K and LA", "S, SF and EL"]),
        ("Vedtatt mot 3 stemmer (Ap 2, SV 1).", ["Ap 2, SV 1"]),
        ("Mot: Ap, SV, R", ["Against: Ap, SV, R"]),
        ("Imod: SF og Å", ["Against: SF and Å"]),
        ("Ap og Sp vil samarbeide.", []),
        ("A, B og O er blodtyper.", []),
        ("Ap 26,4 og H 20,1", []),
        ("Ap, H 3 prosent", ["Ap, H"]),
        ("Rødt krever svar", ["The Red Party"]),
        ("Krise: Høyre snur", ["the Conservative Party"]),
        ("SV og Rødt krever svar", ["SV and the Red Party"]),
        ("SV og Rødt krever svar.", []),
        ("Ola Lie (Sp) og Kari Moe (Sp, Oslo)", ["Sp", "Sp"]),
        ("Venstre side er stengt", []),
        ("Venstre er her.", []),
        ("Venstres Guri Melby og Høyres leder", ["The Liberal Party", "the Conservative Party"]),
        ("Til venstres beste", []),
        ("Vi i Radikale Venstre", ["the Social Liberal Party"]),
    ],
)
def test_lists_of_parties(text, english):
    assert [each.target for each in find_parties(text)] == english


def test_a_direction_in_capitals_may_be_a_party():
    assert list(find_doubtful_parties("TIL HØYRE", "TO THE RIGHT")) == ["HØYRE"]
    assert not list(find_doubtful_parties("HØYRE VANT", "THE CONSERVATIVE PARTY WON"))
    assert not list(find_doubtful_parties("Til høyre", "TO THE RIGHT"))


@pytest.mark.parametrize(("text", "party"), [("Sp", True), ("Mot", False), ("Rødt", False)])
def test_cells_with_a_party(text, party):
    assert is_party(text) == party


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("HØYRE OG VENSTRE VIL KUTTE", ["HØYRE", "VENSTRE"]),
        ("SE TIL HØYRE OG VENSTRE", []),
        ("BILEN KOM FRA VENSTRE", []),
        ("KRISE: HØYRE TAR MAKTEN", ["HØYRE"]),
        ("FORLIK MED HØYRE", ["HØYRE"]),
        ("MED HØYRE HÅND", []),
        ("SV OG RØDT LYSER RØDT", ["RØDT"]),
        ("HØYRE-TOPP GÅR", ["HØYRE"]),
    ],
)
def test_parties_in_capitals_that_are_common_words(text, parties):
    starts = sorted(find_shouted_parties(text))
    assert [re.match(r"\w+", text[start:])[0] for start in starts] == parties
