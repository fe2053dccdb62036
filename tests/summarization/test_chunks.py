from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.summarization.chunks import chunk_sentences

LENGTHS = st.lists(st.integers(1, 50), max_size=60)


@given(LENGTHS, st.integers(50, 120), st.data())
def test_runs_cover_all_sentences_in_order_and_fit(lengths, limit, data):
    paragraphs = sorted(data.draw(st.lists(st.integers(0, 9), min_size=60, max_size=60)))
    runs = chunk_sentences(lengths, paragraphs, limit)
    assert [index for run in runs for index in run] == list(range(len(lengths)))
    assert all(run and sum(lengths[i] for i in run) <= limit for run in runs)


def test_what_fits_stays_in_one_run():
    assert chunk_sentences([10, 10, 10], [0, 1, 2], 30) == [range(3)]


def test_runs_end_at_the_paragraph_end_that_makes_them_most_equal():
    runs = chunk_sentences([10] * 12, [0] * 3 + [1] * 4 + [2] * 5, 100)
    assert runs == [range(7), range(7, 12)]


def test_a_paragraph_too_long_is_cut_at_a_sentence_end():
    runs = chunk_sentences([10] * 25, [0] * 25, 100)
    assert max(len(run) for run in runs) <= 10
    assert all(left.stop == right.start for left, right in pairwise(runs))


def test_no_text_has_no_runs():
    assert chunk_sentences([], [], 10) == []


def test_a_sentence_above_the_limit_is_refused():
    with pytest.raises(ValueError, match="11 tokens does not fit into 10"):
        chunk_sentences([11], [0], 10)
