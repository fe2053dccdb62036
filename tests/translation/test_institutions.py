import pytest

from pipeline.translation.institutions import find_institutions


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Kirsebærhagen barnehage er stengt.", ["Kirsebærhagen"]),
        ("Hun leder Eventyrskogen skole.", ["Eventyrskogen"]),
        ("Blåklokka barnehage og Fana kyrkje.", ["Blåklokka", "Fana"]),
        ("Åpna skule. Ekstra skole. Peters kirke.", []),
        ("Åpen barnehage og egen skole. Kommunal barnehage. Liten kirke.", []),
        ("Amandaprisen går til Kari.", ["The Amanda Prize"]),
        ("De fik Cavlingprisen.", ["the Cavling Prize"]),
        ("Oljeprisen, Torskeprisen, Kritikarprisen og Marknadsprisen stiger.", []),
    ],
)
def test_names_with_words_in_them_are_kept(text, english):
    assert [each.target for each in find_institutions(text)] == english
