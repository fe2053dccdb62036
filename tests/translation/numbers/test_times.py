import pytest

from pipeline.translation.keeping import find_kept
from pipeline.translation.placeholders import fill_placeholders, put_placeholders


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Klokken er 22.30.", ["22:30"]),
        ("Klokka var ca. 8.45 da", ["08:45"]),
        ("Det skjedde mellom 22.30 og 23.15.", ["22:30", "23:15"]),
        ("Åpent fra 07.00 til 16.30.", ["07:00", "16:30"]),
        ("Åpningstider: 10–16.30 alle dager", ["10:00", "16:30"]),
        ("Rundt 22.30 kom politiet.", ["22:30"]),
        ("Kampen starter lørdag 19.30.", ["19:30"]),
    ],
)
def test_times_without_a_word_for_the_clock(text, english):
    assert [each.target for each in find_kept(text)] == english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Fristen er før 1.10 i år.", ["1.10"]),
        ("Rundt 22.10 kom brevet.", ["22.10"]),
        ("Prisen økte til 22.30.", ["22.30"]),
        ("Billetten koster 22.30 kroner.", ["22.30 kroner"]),
        ("Planken er 3.15 meter lang.", []),
        ("Hun løp på 9.58 sekunder.", []),
        ("Renten steg fra 2.15 prosent.", []),
        ("Se kapittel 3.15 i boka.", []),
    ],
)
def test_dates_and_decimals_are_no_times(text, english):
    assert [each.target for each in find_kept(text)] == english


@pytest.mark.parametrize("written", ["at 617 o'clock.", "at 617 p.m.", "at 617."])
def test_a_time_in_digits_has_no_clock_beside_it(written):
    text = "Kampen starter 19.30."
    edited, placeholders = put_placeholders(text, find_kept(text))
    assert edited == "Kampen starter kl. 617."
    assert fill_placeholders(f"It starts {written}", placeholders) == "It starts at 19:30."
