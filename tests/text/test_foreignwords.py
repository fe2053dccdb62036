import pytest

from pipeline.text.langid import LanguageIdentification
from pipeline.text.otherlanguages import find_short_foreign

IDENTIFIER = LanguageIdentification()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Hasta siempre, señor"),
        ("es", "El pueblo unido"),
        ("fr", "Merci pour toujours"),
        ("fr", "Vive la République"),
        ("de", "Guten Tag"),
        ("de", "Ich liebe dich"),
        ("it", "Ciao bella"),
        ("la", "Memento mori"),
        ("nl", "Tot ziens"),
        ("fi", "Kiitos kaikki"),
    ],
)
def test_a_few_foreign_words_are_known(language, text):
    found = find_short_foreign(text, IDENTIFIER.rank)
    assert found
    assert found.tag == language


@pytest.mark.parametrize(
    "text",
    [
        "Den store dagen", "Norges beste", "Min kamp", "Alt for Norge", "La det swinge",
        "Takk for alt", "Livet er herlig", "Nei til EU", "Game over", "Rosa helikopter",
        "Og et barn", "Mais og erter", "Des og mars", "Vita", "0 À", "1. É",
    ],
)  # fmt: skip
def test_a_few_nordic_or_english_words_are_not_foreign(text):
    assert find_short_foreign(text, IDENTIFIER.rank) is None
