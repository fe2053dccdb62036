"""Batches in which a text is padded alike whatever stands beside it."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.batching import by_width, padded_width

LENGTHS = st.lists(st.integers(1, 500), max_size=200)


@given(LENGTHS, st.integers(1, 4000))
def test_every_text_is_in_one_batch_of_its_own_width(lengths, batch_tokens):
    batches = list(by_width(lengths, batch_tokens, 512))
    assert sorted(index for _, group in batches for index in group) == list(range(len(lengths)))
    for width, group in batches:
        assert {padded_width(lengths[index], 512) for index in group} == {width}
        assert len(group) * width <= max(batch_tokens, width)
    assert [width for width, _ in batches] == sorted((width for width, _ in batches), reverse=True)


@given(st.integers(1, 512))
def test_a_width_holds_the_text_and_no_more_than_the_model_takes(length):
    assert length <= padded_width(length, 512) <= min(512, length + 3)
    assert padded_width(length, length) == length
