import pytest

from pipeline.translation.wording import rewrite


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ola Nordmann (f. 1950) er her.", "Ola Nordmann (født 1950) er her."),
        ("Kunstneren, f. 12. mai 1950, bor her.", "Kunstneren, født 12. mai 1950, bor her."),
        ("Krohg (f. 1889, d. 1965)", "Krohg (født 1889, døde 1965)"),
        ("Se s. 12 f. Det skjedde, d. 12. marts.", "Se s. 12 f. Det skjedde, d. 12. marts."),
        ("tre hundrelapper", "tre 100-kronesedler"),
        ("Tusenlappen og en femhundrekroneseddel", "tusenkroneseddelen og en 500-kroneseddel"),
        ("tre hundredelapper og en tusindlap", "tre 100-kronesedler og en tusenkroneseddel"),
        ("T.o.m. mandag, f.o.m. fredag", "Til og med mandag, fra og med fredag"),
        ("Det koster 3 mill.", "Det koster 3 millioner."),
    ],
)  # fmt: skip
def test_what_models_do_not_know_is_written_in_full(text, written):
    assert rewrite(text) == written
