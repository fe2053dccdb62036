import pytest

from pipeline.translation.clubs import find_clubs, is_about_sport, is_club


@pytest.mark.parametrize(
    ("text", "clubs"),
    [
        ("Søndag møter Brann Start.", ["Brann", "Start"]),
        ("Brann tapte. Brann er seriemester.", ["Brann", "Brann"]),
        ("Brann er slukket. Lyn slo ned i treet.", []),
        ("Start med å måle opp.", []),
        ("Glimt snudde 0–2 til 3–2.", ["Glimt"]),
        ("Glimt kom brått.", []),
        ("Brann-treneren og Starts keeper", ["Brann", "Start"]),
        ("Kvik Halden og Fremad Amager vant.", []),
    ],
)
def test_clubs_that_are_common_words(text, clubs):
    assert [each.target for each in find_clubs(text)] == clubs


def test_sport_is_told_by_words_and_results():
    assert is_about_sport("BRANN ER SERIEMESTER")
    assert is_about_sport("BRANN SLO START 2-1")
    assert not is_about_sport("BRANN I HJELMELAND KIRKE")
    assert is_club("Brann")
    assert not is_club("Oslo")
