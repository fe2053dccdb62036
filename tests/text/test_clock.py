import pytest

from pipeline.text.clock import find_spoken_times


def said(text, **options):
    return [
        (text[each.start : each.end], each.english) for each in find_spoken_times(text, **options)
    ]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Kampen starter kvart over fem.", "quarter past five"),
        ("Vi spiser kvart på ett.", "quarter to one"),
        ("Filmen begynder kvart i syv i aften.", "quarter to seven"),
        ("Mødet er et kvarter over ti.", "quarter past ten"),
        ("Hun våknet halv ett i natt.", "half past twelve"),
        ("Toget kommer halv 8.", "half past seven"),
        ("Halv elleve gikk alarmen.", "half past ten"),
        ("Fem på halv tolv ringte det.", "twenty-five past eleven"),
        ("Klokken er ti over halv to.", "twenty to two"),
        ("Bussen gjekk tjue på ni.", "twenty to nine"),
        ("Bussen kører tyve minutter i ti hver dag.", "twenty to ten"),
        ("Det smalt 7 minutter over tre.", "7 minutes past three"),
        ("Hun kom ved halv sju-tiden.", "half past six"),
    ],
)
def test_spoken_times_are_read(text, english):
    assert [each for _, each in said(text)] == [english]


@pytest.mark.parametrize(
    "text",
    [
        "De vant fem over ti kamper.",
        "En halv tre meter høy mur.",
        "Halv to millioner kom.",
        "De har fem mål på tre kamper.",
        "Han drakk et halvt glass på fem minutter.",
        "Hun spilte ti i åtte sesonger.",
        "Halvannen time etter kvarteret.",
        "Prisen økte fra fem til åtte.",
    ],
)
def test_other_words_are_no_times(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("It began at half past six.", {"6:30", "18:30"}),
        ("It is a quarter to one.", {"0:45", "12:45"}),
        ("It is 10 minutes past 4.", {"4:10", "16:10"}),
        ("At twenty-five to nine", {"8:35", "20:35"}),
    ],
)
def test_english_times_are_read(text, readings):
    (time,) = find_spoken_times(text, english=True)
    assert time.readings == readings


def test_a_count_is_no_time_of_day_beyond_doubt():
    (time,) = find_spoken_times("Five to eight people came.", english=True)
    assert time.numbers == (5, 8)
    assert said("10 to 12 people", english=True) == []
