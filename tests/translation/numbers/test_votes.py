import pytest

from pipeline.translation.checks import check
from pipeline.translation.numbers.votes import find_votes


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Forslaget falt med 8 mot 25 stemmer.", ["8 votes to 25"]),
        ("Med 8 stemmer mot 25 falt forslaget.", ["8 votes to 25"]),
        ("Ho fekk 14 mot 7 røyster.", ["14 votes to 7"]),
        ("Loven blev vedtaget med 102 mod 67.", ["102 to 67"]),
        ("Kommunestyret stemte 25–8 for planen.", ["25–8"]),
        ("Vedtatt mot 3 stemmer.", ["3 votes"]),
        ("Rådet vedtok planen mot 4 stemmer.", ["4 votes"]),
        ("Loven blev vedtaget mod 1 stemme.", ["1 vote"]),
        ("Det er mot 3 stemmer i fjor.", []),
        ("Planen falt 8 mot 25 i styret.", []),
        ("Forslaget falt 8 mot 25 i styret.", ["8 to 25"]),
        ("Det falt med 8 mot 25.", ["8 to 25"]),
        ("Loven blev vedtaget med 102-67 stemmer.", ["102-67"]),
        ("Han fikk 8 mot 25 prosent i fjor.", []),
        ("Det var 12 stemmer mot 31 i fjor.", []),
        ("Med 8 mot 25 spillere var det vanskelig.", []),
        ("De spilte 8 mot 8 på banen og vant med 3-1.", []),
        ("Forslaget koster 10-12 kroner.", []),
    ],
)
def test_pairs_of_votes(text, english):
    assert [each.target for each in find_votes(text)] == english


@pytest.mark.parametrize(
    ("source", "target", "flagged"),
    [
        ("31 stemmer for og 12 mot.", "31 votes for and 12 against.", []),
        ("31 stemmer for og 12 mot.", "12 votes for and 31 against.", ["number"]),
        ("Vedtatt med 25 mot 8.", "Passed by 25 against 8.", []),
        ("Vedtatt med 102-67.", "Passed by 67-102.", ["number"]),
    ],
)
def test_votes_of_the_other_side_are_flagged(source, target, flagged):
    assert sorted({flag.name for flag in check(source, target)}) == flagged
