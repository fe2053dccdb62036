import pytest

from pipeline.translation.firms import find_firms, find_shouted_firms


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vårt Land skriver det, og Nettavisens redaktør er enig.", ["Vårt Land", "Nettavisen"]),
        ("Sbanken og Danske Bank-sjefen taper.", ["Sbanken", "Danske Bank"]),
        ("Rema 1000 åpner, og NorgesGruppen lukker.", ["Rema 1000", "NorgesGruppen"]),
        ("Posten kutter stillinger, sier Posten.", ["Posten", "Posten"]),
        ("Posten kom klokka ti. Gjensidige avtaler er best.", []),
        ("Posten-ansatte streiker. Gjensidige betaler utbytte.", ["Posten", "Gjensidige"]),
        ("Netto og Kiwi åpner i dag.", ["Netto", "Kiwi"]),
        ("Børsen skriver det. Børsen åbner klokken ni.", ["Børsen"]),
        ("Ifølge Politiken stiger prisen. Tom Kiwi er her.", ["Politiken"]),
        ("Vår Energi bygger ut, og Tine gir bort melk.", ["Vår Energi", "Tine"]),
        ("Tine Hansen kjøpte melk fra Tine.", ["Tine"]),
        ("Høvding Forsikring og Eide Handels sjef", ["Høvding Forsikring", "Eide Handel"]),
        ("Ifølge Bank of England, Fra Nordea Bank, Dansk handel", ["Nordea Bank"]),
        ("Han drakk kiwi og satt på posten med en joker.", []),
    ],
)
def test_papers_and_firms(text, names):
    assert [each.target for each in find_firms(text)] == names


def test_firms_of_several_words_in_capitals():
    assert list(find_shouted_firms("VÅRT LAND: JYSKE BANK OG NORGE")) == ["Vårt Land", "Jyske Bank"]


def test_organizations_have_their_english_names():
    assert [each.target for each in find_firms("Leder i Redd Barna og i Blå Kors.")] == [
        "Save the Children Norway",
        "the Blue Cross",
    ]
    assert [each.target for each in find_firms("Statens vegvesens bru")] == [
        "The Norwegian Public Roads Administration"
    ]
    assert list(find_shouted_firms("HELSE VEST KUTTER")) == ["Helse Vest"]
