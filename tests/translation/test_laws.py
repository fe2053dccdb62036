import pytest

from pipeline.documents import Flag
from pipeline.translation.laws import copied_law, find_laws


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        (
            "Etter arbeidsmiljølova § 3 og straffelovens § 2",
            ["Working Environment Act", "Penal Code"],
        ),
        ("Etter plan- og bygningsloven må kommunen svare.", ["Planning and Building Act"]),
        ("Ifølge Serviceloven har han ret.", ["Social Services Act"]),
        ("Jf. aml. § 15-7 og pbl. § 4", ["Working Environment Act", "Planning and Building Act"]),
        ("STRAFFELOVEN ENDRES", ["Penal Code"]),
        ("Etter sivillekloven § 3, jf. lekelovas kapittel 2", ["sivillekloven", "lekelova"]),
        ("Etter leke- og sivillekloven § 3", ["leke- og sivillekloven"]),
        ("Etter loven § 4, Grunnloven § 97 og lova § 2", []),
        ("Sivillekloven er ny, og barselsorloven er slutt.", []),
        ("Strengere våpenlov, straffelover og skattelovgivning", []),
        ("Trumps skattelov-seier og straffeloven-debatten", []),
        ("Våpenloven i Sverige ble strammet.", []),
        ("Dømt etter våpenlovens § 33", ["Firearms Act"]),
        ("Hun heter aml. til etternavn.", []),
    ],
)
def test_laws(text, laws):
    assert [each.target for each in find_laws(text)] == laws


def test_a_law_without_an_english_name_is_flagged():
    text = "Etter sivillekloven § 3 og straffeloven § 4"
    unknown, known = sorted(find_laws(text), key=lambda each: each.start)
    assert copied_law(text, known) is None
    assert copied_law(text, unknown) == Flag(
        "untranslated", "“sivillekloven” was copied: the law's English name is not known"
    )
