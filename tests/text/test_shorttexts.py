import pytest

from pipeline.text.langid import LanguageIdentification
from pipeline.text.shorttexts import is_nordic, refine

IDENTIFIER = LanguageIdentification()


@pytest.mark.parametrize(
    "text",
    [
        "Ha en fin dag",
        "Vi ses i morgen",
        "VI SES I MORGEN",
        "God morgen",
        "Ja takk",
        "Tak for mad",
        "Me ses i morgon",
        "Stor brann i Oslo",
    ],
)
def test_a_few_nordic_words_are_known(text):
    assert is_nordic(text, IDENTIFIER.rank(text))


@pytest.mark.parametrize(
    "text",
    [
        "Jag vill inte",
        "God morgon alla",
        "Guten Tag",
        "Bon jour",
        "Ciao bella",
        "Mi casa",
        "Hello my friend",
        "God is great",
        "Xanadu Quixote",
        "Hei",
    ],
)
def test_a_few_words_of_others_are_not(text):
    assert not is_nordic(text, IDENTIFIER.rank(text))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("nb", "Kaffen er kald"),
        ("nb", "Hei på deg"),
        ("nn", "Kva skjer no"),
        ("nn", "Han er sjuk"),
        ("da", "Min hund er syg"),
        (None, "Vi ses"),
        (None, "Ikke " + "en " * 8),
    ],
)
def test_frequent_words_choose_among_the_nordic_languages(tag, text):
    found = refine(text, IDENTIFIER.rank(text))
    assert (found.tag if found else None) == tag
