import pytest

from pipeline.segmentation.tables import find_names
from pipeline.text.sentences import split_sentences


def names(text):
    spans = split_sentences(text, "nb")
    return [
        text[spans[index].start : spans[index].end] for index in sorted(find_names(text, spans))
    ]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (
            "Navn\tKlubb\tTid\nOla Berg\tLyn\t32:14\nKari Moe\tVik\t33:02",
            "Ola Berg|Lyn|Kari Moe|Vik",
        ),
        ("| Plass | Navn | Tid |\n|---|---|---|\n| 1 | Ola | 12 |\n| 2 | | 13 |", "Ola"),
        ("| Etternavn | By |\n| Berg | København |", "Berg"),
        (
            "| Hold | Point |\n|---|---|\n| Brand | 12 |\n\nNavn er nytt.\n| A | B |\n| c | d |",
            "Brand",
        ),
        ("| Nr. | Navn |\n| 1 | Ola |\n\n| Navn | Poeng |\n| Per | 12 |", "Ola|Per"),
        ("| Kommune | Andel |\n| Nes | 12,3 % |", "Nes"),
        ("| Parti | Prosent |\n| Høyre | 21,7 |\n| Arbeiderpartiet | 24 |", "Høyre"),
        ("Parti;Stemmer;Andel\nRødt;210;4,1\nVenstre;90;2,0", "Rødt|Venstre"),
        ("| Retning | Antall |\n| Venstre | 12 |", ""),
        ("Navn;Pris\nMelk;20 kr\nRugbrød;35 kr", ""),
        ("Navn | Alder\n--- | ---\nKari | 34\nBjørn | 45", "Kari|Bjørn"),
        ("Navn;Type\nEquinor;Olje\nBakeriet AS;Brød\nKiwi;Mat", "Equinor|Bakeriet AS|Kiwi"),
        ("Navn er gitt.\n| Ola | Vik |\n| Per | Nes |", ""),
    ],
)
def test_cells_below_a_head_of_names_are_names(table, found):
    assert names(table) == [each for each in found.split("|") if each]
