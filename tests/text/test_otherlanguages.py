import pytest

from pipeline.text.langid import LanguageIdentification
from pipeline.text.otherlanguages import is_short_english, own_words


@pytest.mark.parametrize(
    "text",
    [
        "MAKE AMERICA GREAT AGAIN",
        "BLACK LIVES MATTER",
        "NO MORE WAR",
        "STOP THE STEAL",
        "FREE PALESTINE",
        "JUST DO IT",
        "WE ARE THE CHAMPIONS",
        "Black Lives Matter",
        "Stop the steal",
        "I love Norway",
        "we are done",
        "Absolutely amazing",
        "so beautiful",
    ],
)
def test_english_slogans_are_english(text):
    assert is_short_english(text, LanguageIdentification().rank)


@pytest.mark.parametrize(
    "text",
    [
        "STENGT I DAG",
        "DETTE ER ET RAN",
        "MIN FAR OG JEG",
        "FRI PALESTINA",
        "STOP VOLDEN NU",
        "FRED OVER JORD",
        "GAME OVER",
        "IS ER BEST",
        "VIS HENSYN",
        "HELP",
        "Vi vant",
        "stop nu",
        "den store fest",
        "gratis lunsj",
        "bare moro",
    ],
)
def test_nordic_ones_and_doubtful_ones_are_not(text):
    assert not is_short_english(text, LanguageIdentification().rank)


def test_what_is_beside_a_quotation_may_be_two_words():
    assert "temps" not in own_words("Romanen »À la recherche du temps perdu« er lang.")
    french = "Le livre «À la recherche du temps perdu» est long."
    assert own_words(french) == french
