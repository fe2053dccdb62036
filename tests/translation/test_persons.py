import pytest

from pipeline.translation.checks import check
from pipeline.translation.names import find_names
from pipeline.translation.persons import find_doubtful, is_stranger, list_starting


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rolf vant.", ("Rolf",)),
        ("Bjørn ble skutt.", ("Bjørn",)),
        ("Bjørn ble skutt", ()),
        ("Stein (67) er her", ("Stein",)),
        ("Stein og Kari er her", ("Stein", "Kari")),
        ("Stein raste ned.", ()),
        ("Sola er oppe. Hans er stor.", ()),
        ("Knud den Store er død. Henrik 8. var konge.", ("Store",)),
        ("Hødd tapte igjen.", ("Hødd",)),
        ("Kvinner tapte igjen.", ()),
        ("Eiffeltårnet er høyt.", ()),
        ("Støre og Macron er her.", ("Støre", "Macron")),
        ("Kommunen og Statnett er her.", ("Statnett",)),
        ("Sol (8) er her.", ("Sol",)),
        ("Sol er ventet.", ()),
        ("Bodø/Glimt er bra.", ("Bodø", "Glimt")),
        ("Aksel V. Johannesen er her.", ("Aksel", "Johannesen")),
    ],
)
def test_names_at_the_start_of_a_sentence(text, names):
    assert find_names(text) == names


def test_a_headline_that_may_begin_with_a_name_is_flagged():
    assert find_doubtful("Bjørn er sett i Trysil") == "Bjørn"
    assert find_doubtful("Bjørn er sett i Trysil.") is None
    assert find_doubtful("Mann er sett i Trysil") is None
    (flag,) = check("Bjørn er sett i Trysil", "Bear seen in Trysil")
    assert (flag.name, flag.reason) == ("name", "Bjørn may be a name")
    assert check("Bjørn er sett i Trysil", "Bjørn has been seen in Trysil") == ()


def test_strangers_are_words_that_no_dictionary_has():
    assert is_stranger("follo")
    assert is_stranger("kongsvinger")
    assert not is_stranger("berlinmuren")
    assert not is_stranger("skoletak")


def test_words_that_an_article_has_as_names_elsewhere():
    article = ["Moen gikk.", "Han er Kari Moen.", "Bjørn og Ola.", "Det var Bjørn Lie."]
    assert list_starting(article) == [("Moen",), (), ("Bjørn",), ()]
    assert list_starting(["Stein Moe ble valgt.", "Stein takket av."])[1] == ("Stein",)
    assert list_starting(["Moen er tørr.", "Det er Kari Moen på moen."]) == [(), ()]
    assert list_starting(["Norsk fisk er god.", "Han er i Norsk Hydro."]) == [(), ()]
