import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.text.fitting import split_to_fit

LONG = st.tuples(st.text(min_size=1, max_size=120), st.integers(1, 400)).map(
    lambda pair: (pair[0] * pair[1])[:20_000]
)


def count(text: str) -> int:
    return len(text.split()) + len(text) // 8 + 1


@settings(max_examples=60, deadline=None)
@given(LONG, st.integers(4, 80))
@example("x" * 20_000, 12)
@example("og så, " * 2_800, 12)
def test_every_character_is_in_a_piece_that_fits(text, limit):
    pieces = split_to_fit(text, limit, count)
    assert "".join(pieces) == text
    assert all(count(piece) <= limit or len(piece) == 1 for piece in pieces)


def test_a_text_that_fits_is_left_alone():
    assert split_to_fit("Kort tekst.", 10, count) == ["Kort tekst."]


def test_cuts_at_clauses_before_it_cuts_at_spaces():
    text = "Skipet gikk fra kai tidlig om morgenen, men stormen tvang det tilbake til havnen igjen"
    assert split_to_fit(text, 15, count) == [
        "Skipet gikk fra kai tidlig om morgenen, ",
        "men stormen tvang det tilbake til havnen igjen",
    ]


def test_cuts_after_a_sentence_before_it_cuts_at_a_comma():
    text = "Han kom hjem, spiste og sov. Hun ble ute, leste og drakk kaffe."
    assert split_to_fit(text, 12, count)[0] == "Han kom hjem, spiste og sov. "


def test_cuts_anywhere_when_there_is_no_space():
    pieces = split_to_fit("a" * 50, 4, count)
    assert len(pieces) > 1
    assert {len(piece) for piece in pieces} <= {12, 13}


def test_boundaries_are_found_in_decomposed_text():
    text = "Skipet gikk fra kai om kvelden na\u030ar stormen endelig la seg over byen vår"
    assert split_to_fit(text, 14, count)[0] == "Skipet gikk fra kai om kvelden "


def test_a_letter_keeps_its_marks():
    pieces = split_to_fit("a\u030a" * 25, 4, count)
    assert len(pieces) > 1
    assert all(piece.startswith("a") for piece in pieces)


@pytest.mark.parametrize("text", [" " * 16_000, "og" + " " * 16_000 + "x", ",  " * 5000])
def test_runs_of_white_space_take_no_time(text):
    start = time.process_time()
    assert "".join(split_to_fit(text, 12, len)) == text
    assert time.process_time() - start < 2
