"""Batches in which a text is padded alike whatever stands beside it."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.base import Decoding
from pipeline.engines.batching import Batching, batching
from pipeline.weights.architecture import Architecture

LENGTHS = st.lists(st.integers(1, 500), max_size=200)


@given(LENGTHS, st.integers(1, 4000), st.integers(1, 16))
def test_every_text_is_in_one_batch_of_its_own_width(lengths, tokens, step):
    made = Batching(tokens, step, 512)
    batches = list(made.batches(lengths))
    assert sorted(index for _, group in batches for index in group) == list(range(len(lengths)))
    for width, group in batches:
        assert {made.width(lengths[index]) for index in group} == {width}
        assert len(group) * width <= max(tokens, width)
    assert [width for width, _ in batches] == sorted((width for width, _ in batches), reverse=True)


@given(st.integers(1, 512))
def test_a_width_holds_the_text_and_no_more_than_the_model_takes(length):
    assert length <= Batching(1, 4, 512).width(length) <= min(512, length + 3)
    assert Batching(1, 4, length).width(length) == length


def test_the_model_decides_on_batches_unless_tokens_are_given():
    small, large = (Architecture("marian", 512, 512, None, "", width) for width in (256, 1024))
    assert batching(small) == Batching(512, 4, 512)
    assert batching(large) == Batching(1280, 8, 512)
    assert batching(large, 99).tokens == 99


def test_a_sparse_pass_has_fewer_widths():
    dense = Batching(512, 4, 512)
    assert dense.suited(Decoding()) == dense
    assert dense.suited(Decoding(sparse=True)).width(17) == 32
