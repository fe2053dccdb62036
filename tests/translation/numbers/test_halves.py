import pytest

from pipeline.translation.numbers.halves import find_halves


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Vi solgte for halvannen milliard.", ["1.5 billion"]),
        ("Halvanden million kroner", ["1.5 million kroner"]),
        ("Ett tonn, kanskje halvannet.", ["1.5"]),
        ("halvannet år og halvannen time", []),
    ],
)
def test_one_and_a_half(text, english):
    assert [each.target for each in find_halves(text)] == english
