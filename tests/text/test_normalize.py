import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacremoses import MosesPunctNormalizer

from pipeline.text.normalize import normalize, tidy_english


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Hei», sa hun.", '"Hei", sa hun.'),
        ("»Hej,« sagde hun.", '"Hej," sagde hun.'),
        ("„Hei“ og “hei”", '"Hei" og "hei"'),
        ("Det’s og ‘slik’ og ´her`", "Det's og 'slik' og 'her'"),
        ("– Ja", "- Ja"),
        ("2000–2006", "2000-2006"),
        ("Bergen — byen", "Bergen - byen"),
        ("ord—ord", "ord - ord"),
        ("vent…", "vent..."),
        ("1\u00a0550 kroner", "1.550 kroner"),
        ("1\u202f550\u202f000 kroner", "1.550.000 kroner"),
        ("5\u00a0000 og 5\u00a0kg", "5.000 og 5 kg"),
        ("nord\u00adlys", "nordlys"),
        ("a\u200bb\ufeffc\u2060d", "abcd"),
        ("tab\tog\x00null\x85", "tab og null"),
        ("  to   ord  ", "to ord"),
        ("−5 grader", "-5 grader"),
        ("bla\u030aba\u0308r", "blåbär"),
        ("ikke-\u2011bindestrek\u2010", "ikke--bindestrek-"),
        ("''sitat''", '"sitat"'),
        ("", ""),
    ],
)
def test_writes_what_models_were_trained_on(text, expected):
    assert normalize(text) == expected


@pytest.mark.parametrize(
    "text",
    ["«Hei», sa hun.", "„Hei“ og “hei”", "Han sa: ’ja’ til det.", "- Ja – nei.", "vent… litt",
     "Pris 1\u00a0550 kr", "Navnet ‘Ola’ her"],
)  # fmt: skip
def test_agrees_with_moses_where_moses_knows_the_mark(text):
    assert normalize(text) == MosesPunctNormalizer(lang="no").normalize(text)


@given(st.text(max_size=200))
def test_composed_and_decomposed_texts_read_the_same(text):
    assert normalize(unicodedata.normalize("NFD", text)) == normalize(
        unicodedata.normalize("NFC", text)
    )


@given(st.text(max_size=200))
def test_is_stable_and_leaves_no_control_characters(text):
    once = normalize(text)
    assert normalize(once) == once
    assert not any(unicodedata.category(mark) == "Cc" for mark in once)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haider' s rise", "Haider's rise"),
        ("at 10: 08", "at 10:08"),
        ("7 to9 metres", "7 to 9 metres"),
        ('Warns of " a big error"', 'Warns of "a big error"'),
        ('"Yes" and "no"', '"Yes" and "no"'),
        ("60 000 jobs and 1 234 567 more", "60,000 jobs and 1,234,567 more"),
        ("in 2022 100 people", "in 2022 100 people"),
        ("The end .", "The end."),
        ("0 .5", "0 .5"),
    ],
)
def test_tidies_tokenized_english(text, expected):
    assert tidy_english(text) == expected
