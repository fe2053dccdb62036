import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.translation.fixedtext import model_text, split_parts

MARKS = st.text(alphabet=' –-—•»«"“”.:,()/0123456789ABCÆØÅabcæøå\n*#@', max_size=80)


@settings(max_examples=300)
@given(st.one_of(MARKS, st.text(max_size=100)))
def test_parts_join_to_the_segment(text):
    assert "".join(part.source for part in split_parts(text)) == text


def english(text: str) -> str:
    """Write the English with what a model must translate in angle brackets."""
    return "".join(
        f"<{model_text(part)}>" if part.target is None else part.target
        for part in split_parts(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Det var godt.", "– <Det var godt.>"),
        ("1. Brann 45", "1. Brann 45"),
        ("2. Norge 12 8 2 2 24–10 26 poeng", "2. Norway 12 8 2 2 24–10 26 points"),
        ("1. Skoler 250", "1. <Skoler 250>"),
        ("Sp", "Sp"),
        ("[13.10] Veien er stengt.", "[13.10] <Veien er stengt.>"),
        ("[Oppdatert kl. 9] Veien er stengt.", "[<Oppdatert kl. 9>] <Veien er stengt.>"),
        ("(VG) Veien er stengt.", "(VG) <Veien er stengt.>"),
        ("(Direkte) Kampen er i gang.", "(Live) <Kampen er i gang.>"),
        ("o Mangel på lærere", "o <Mangel på lærere>"),
        ("Familie: Gift, to barn", "Family: Married<, to barn>"),
        ("Sivilstatus: gift", "Marital status: married"),
        ("Status: Uviss", "Status: <Uviss>"),
        ("Tekst: Ola Lie Foto: Siri Vik", "Text: Ola Lie Photo: Siri Vik"),
        ("Mandater", "Seats"),
        ("- Det var godt.", "- <Det var godt.>"),
        ("• Første punkt", "• <Første punkt>"),
        ("1) Første punkt", "1) <Første punkt>"),
        ("2. Andre punkt", "2. <Andre punkt>"),
        ("- 1) – Første punkt", "- 1) – <Første punkt>"),
        ("«Vi er klare.»", '"<Vi er klare.>"'),
        ("»Vi er klare.«", '"<Vi er klare.>"'),
        ("«Vi er klare.", '"<Vi er klare.>'),
        ("Vi er klare.»", '<Vi er klare.>"'),
        ("«Vi er klare», sa hun.", '<"Vi er klare", sa hun.>'),
        ("«Ja», sa hun, «nei»", '<"Ja", sa hun, "nei">'),
        ("Ny strid: – Uaktuelt", "<Ny strid:> – <Uaktuelt>"),
        ("3. des. 2021 14:05", "3 Dec 2021 14:05"),
        ("3. desember 2021 kl. 14.05", "3 December 2021 at 14:05"),
        ("22.30: Politiet er her.", "22:30: <Politiet er her.>"),
        ("22.30: og så videre", "<22.30: og så videre>"),
        ("4. april 2023 kl. 617 Oppdatert: 5. april", "4 April 2023 at 617 Updated: 5 April"),
        ("617 kl. 839 Oppdatert: 274", "617 at 839 Updated: 274"),
        ("3. desember 2021 stengte skolen.", "<3. desember 2021 stengte skolen.>"),
        ("Publisert: 03.12.2021 kl. 14.05", "Published: 03.12.2021 at 14:05"),
        ("Oppdatert nå nettopp", "Updated just now"),
        ("Opdateret lige nu", "Updated just now"),
        ("Publisert Publisert For en time siden", "Published Published <For en time siden>"),
        ("Les også: Slik blir været", "Read also: <Slik blir været>"),
        ("les også Slik blir været", "Read also: <Slik blir været>"),
        ("Les\u00a0ogsa\u030a: Slik blir været", "Read also: <Slik blir været>"),
        ("Foto: Kari Nordby / NTB", "Photo: Kari Nordby / NTB"),
        ("Det skriver Klassekampen.", "This is what Klassekampen writes."),
        ("Det melder NTB og Bergens Tidende.", "This is what NTB and Bergens Tidende report."),
        ("Hei!", "Hi!"),
        ("SISTE: Jordskjelv i Peru", "LATEST: <Jordskjelv i Peru>"),
        ("Live i Oslo", "<Live i Oslo>"),
        ("God morgen", "Good morning"),
        ("Det skriver han.", "<Det skriver han.>"),
        ("Det skriver KRIG.", "<Det skriver KRIG.>"),
        ("Av Kari Nordby", "By Kari Nordby"),
        ("Av Kari Nordby 12. mars 2025 kl. 10:15", "By Kari Nordby 12 March 2025 at 10:15"),
        ("Af Jens Holm, 12. marts 2025", "By Jens Holm, 12 March 2025"),
        ("Av Norges Bank 12 ansatte", "<Av Norges Bank 12 ansatte>"),
        ("Av frykt for regn ble kampen avlyst", "<Av frykt for regn ble kampen avlyst>"),
        ("NTB", "NTB"),
        ("FOR 17, MOT 12", "FOR 17, AGAINST 12"),
        ("Votering: 31 ja, 4 nei.", "Vote: 31 yes, 4 no."),
        ("Start–Lyn 3–1 (1–1)", "Start–Lyn 3–1 (1–1)"),
        ("Sverige - Danmark 0-2", "Sweden - Denmark 0-2"),
        ("1–0 Sørloth (34)", "1–0 Sørloth (34)"),
        ("Start slo Lyn 3-1", "<Start slo Lyn 3-1>"),
        ("Resultat 3-1", "<Resultat 3-1>"),
        ("FN", "UN"),
        ("STOPP", "<STOPP>"),
        ("KØBENHAVN (Ritzau) Broen er lukket.", "COPENHAGEN (Ritzau) <Broen er lukket.>"),
        ("OSLO/BERGEN (VG) Broen er stengt.", "OSLO/BERGEN (VG) <Broen er stengt.>"),
        ("EQUINOR (EQNR) steg mye.", "<EQUINOR (EQNR) steg mye.>"),
        ("Solberg (Høyre) var uenig.", "<Solberg (Høyre) var uenig.>"),
        ("Støre (Ap) mener det.", "<Støre (Ap) mener det.>"),
        ("Oslo (NTB) Broen er stengt.", "Oslo (NTB) <Broen er stengt.>"),
        ("Oslo (Avisa) – Broen er stengt.", "Oslo (Avisa) – <Broen er stengt.>"),
        ("+3,5 %", "+3.5 %"),
        ("12,5 – 14,5 %", "12.5 – 14.5 %"),
        ("(1.550)", "(1,550)"),
        ("1.3.2024", "1.3.2024"),
        ("PUBLİSERT", "<Publİsert>"),
        ("OSLO/BERGEN (NTB): Broen er stengt.", "OSLO/BERGEN (NTB): <Broen er stengt.>"),
        ("STREIK I RUSSLAND", "<Streik i Russland>"),
        ("SISTE NYTT FRA USA", "<Siste nytt fra USA>"),
        ("STOR GLEDE: Elevene fikk fri.", "<Stor glede:><Elevene fikk fri.>"),
        ("SYV NYE SKOLER", "<Syv nye skoler>"),
        ("😀 Så bra!", "😀 <Så bra!>"),
        ("Det kostet 3,4 mrd. kroner.", "<Det kostet 3,4 milliarder kroner.>"),
        ("Det kostet 3,4 mill.", "<Det kostet 3,4 millioner.>"),
        ("Torsdag", "Thursday"),
        ("Torsdag regnet det.", "<Torsdag regnet det.>"),
        ("1.550", "1,550"),
        ("3,5 %", "3.5 %"),
        ("12:30", "12:30"),
        ("***", "***"),
        ("https://eksempel.no/a?b=1", "https://eksempel.no/a?b=1"),
        ("", ""),
    ],
)
def test_fixed_things_are_set_in_english_and_the_sentence_is_left_to_the_model(text, expected):
    assert english(text) == expected


@pytest.mark.parametrize("cell", ["V", "U", "x", "Ø "])
def test_a_cell_of_one_letter_is_copied(cell):
    assert [part.target for part in split_parts(cell)] == [cell]
