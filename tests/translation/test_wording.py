import pytest

from pipeline.translation.wording import rewrite


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Han ventet i halvannen time.", "Han ventet i 1,5 timer."),
        ("Det var 3. jan. 1999, d. 5. aug.", "Det var 3. januar 1999, d. 5. august."),
        ("Frist 12. sept. og 1. okt", "Frist 12. september og 1. oktober"),
        ("Se art. 12; bilen har reg.nr. DN 12345",
         "Se artikkel 12; bilen har registreringsnummer DN 12345"),
        ("Ola (Sp) og Kari", "Ola (Sp) og Kari"),
        ("Ola Nordmann (f. 1950) er her.", "Ola Nordmann (født 1950) er her."),
        ("Kunstneren, f. 12. mai 1950, bor her.", "Kunstneren, født 12. mai 1950, bor her."),
        ("Krohg (f. 1889, d. 1965)", "Krohg (født 1889, døde 1965)"),
        ("Se side 12 f. Det var, d. 12. marts.", "Se side 12 f. Det var, d. 12. marts."),
        ("tre hundrelapper", "tre 100-kronesedler"),
        ("Tusenlappen og en femhundrekroneseddel", "tusenkroneseddelen og en 500-kroneseddel"),
        ("tre hundredelapper og en tusindlap", "tre 100-kronesedler og en tusenkroneseddel"),
        ("T.o.m. mandag, f.o.m. fredag", "Til og med mandag, fra og med fredag"),
        ("Det endte 3–2 e.e.o. i går", "Det endte 3–2 etter ekstraomganger i går"),
        ("Ring tlf. 22 33 44 55, se s. 45.", "Ring telefon 22 33 44 55, se side 45."),
        ("Pga. snø er det stengt p.g.a. ras", "På grunn av snø er det stengt på grunn av ras"),
        ("Tlf. er stengt i 3 s. 2 ganger", "Tlf. er stengt i 3 s. 2 ganger"),
        ("Sp og Sp-lederen vant, sier Sp-topper.",
         "Senterpartiet og senterpartilederen vant, sier senterpartitopper."),
        ("Hhv. 3 og 4 ift. i fjor", "Henholdsvis 3 og 4 i forhold til i fjor"),
        ("Mht. snø, m.a.o. vedr. is", "Med hensyn til snø, med andre ord angående is"),
        ("Gj.sn. er min. 2 og maks. 4", "Gjennomsnittet er minst 2 og maksimalt 4"),
        ("Vel 900 kom, og han hadde det vel.", "Litt over 900 kom, og han hadde det vel."),
        ("Han ble nr. 2 i nr. 3", "Han ble nummer 2 i nr. 3"),
        ("Jf. grl. § 3 pkt. 2", "Jf. Grunnloven § 3 punkt 2"),
        ("Det koster 3 mill.", "Det koster 3 millioner."),
    ],
)  # fmt: skip
def test_what_models_do_not_know_is_written_in_full(text, written):
    assert rewrite(text) == written
