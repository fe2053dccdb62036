import pytest

from pipeline.translation.parties import find_parties, is_party


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
    ],
)
def test_lists_of_parties(text, english):
    assert [each.target for each in find_parties(text)] == english


@pytest.mark.parametrize(("text", "party"), [("Sp", True), ("Mot", False), ("Rødt", False)])
def test_cells_with_a_party(text, party):
    assert is_party(text) == party
