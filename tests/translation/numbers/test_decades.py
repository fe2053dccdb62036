import pytest

from pipeline.translation.numbers.decades import find_turns


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Festen markerte 2000-årsskiftet.", ["the turn of the year 2000"]),
        ("Rundt årsskiftet 1999/2000", ["the turn of the year 1999/2000"]),
        ("Før tusenårsskiftet og årtusindskiftet", ["the turn of the millennium"] * 2),
        ("Ved århundreskiftet, hundreårsskiftet", ["the turn of the century"] * 2),
        ("Omkring århundredeskiftet", ["the turn of the century"]),
        ("Ved forrige århundreskifte", ["the last turn of the century"]),
        ("Det er ved årsskiftet, et århundreskifte", []),
    ],
)
def test_turns_of_years_centuries_and_millennia(text, english):
    assert [each.target for each in find_turns(text)] == english


def test_the_ending_of_a_genitive_is_not_kept():
    (turn,) = find_turns("Århundreskiftets kunst")
    assert (turn.start, turn.end) == (0, len("Århundreskiftet"))
    assert turn.target == "The turn of the century"
