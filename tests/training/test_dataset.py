"""Encoding, batch shapes, and the order of batches."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.training.dataset import (
    LADDER,
    Pairs,
    Stream,
    encode_pairs,
    epoch_batches,
    pair_shapes,
)

from .conftest import Material


def _pairs(lengths: list[tuple[int, int]]) -> Pairs:
    source = np.cumsum([0, *(length for length, _ in lengths)])
    target = np.cumsum([0, *(length for _, length in lengths)])
    return Pairs(
        sources=np.arange(source[-1], dtype=np.uint16),
        source_offsets=source,
        targets=np.arange(target[-1], dtype=np.uint16),
        target_offsets=target,
        digest="test",
    )


def test_encoding_ends_every_side_and_is_read_back_from_its_cache(
    material: Material, tmp_path: Path
) -> None:
    said: list[str] = []
    for _ in range(2):
        pairs = encode_pairs(material.data, material.vocabulary, tmp_path, said.append)
    assert said == ["encoded 384 pairs"]
    assert len(pairs) == 384
    assert (pairs.sources[pairs.source_offsets[1:] - 1] == material.architecture.eos).all()
    assert (pairs.targets[pairs.target_offsets[1:] - 1] == material.architecture.eos).all()


def test_runs_started_together_do_not_write_into_one_another(
    material: Material, tmp_path: Path
) -> None:
    others: list[Pairs] = []

    def meanwhile(_: str) -> None:
        assert not list(tmp_path.glob("encoded-*"))
        others.append(
            encode_pairs(material.data, material.vocabulary, tmp_path, lambda _text: None)
        )

    pairs = encode_pairs(material.data, material.vocabulary, tmp_path, meanwhile)
    assert np.array_equal(pairs.sources, others[0].sources)
    assert [path.name for path in tmp_path.iterdir()] == [f"encoded-{pairs.digest}"]


def test_a_vocabulary_that_is_none_is_said(material: Material, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nope\.spm does not exist"):
        encode_pairs(material.data, tmp_path / "nope.spm", tmp_path, lambda _: None)
    with pytest.raises(InputError, match=r"data\.tsv is not a SentencePiece model"):
        encode_pairs(material.data, material.data, tmp_path, lambda _: None)


def test_a_line_without_two_columns_is_named(material: Material, tmp_path: Path) -> None:
    data = tmp_path / "bad.tsv"
    data.write_text("en hund\ta dog\nen katt\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.tsv line 2"):
        encode_pairs(data, material.vocabulary, tmp_path, lambda _: None)


@pytest.mark.parametrize("name", ["source.u16", "target.u16", "source_offsets.npy"])
@pytest.mark.parametrize("kept", [0.0, 0.5])
def test_an_encoding_cut_short_is_said_and_left(
    material: Material, tmp_path: Path, name: str, kept: float
) -> None:
    encode_pairs(material.data, material.vocabulary, tmp_path, print)
    (folder,) = tmp_path.glob("encoded-*")
    whole = (folder / name).read_bytes()
    cut = whole[: int(len(whole) * kept) // 2 * 2]
    (folder / name).write_bytes(cut)
    with pytest.raises(InputError, match="are damaged: delete that folder"):
        encode_pairs(material.data, material.vocabulary, tmp_path, print)
    assert (folder / name).read_bytes() == cut


def test_an_interrupted_encoding_is_done_again(material: Material, tmp_path: Path) -> None:
    pairs = encode_pairs(material.data, material.vocabulary, tmp_path, lambda _: None)
    folder = tmp_path / f"encoded-{pairs.digest}"
    (folder / "done").unlink()
    (folder / "source.u16").write_bytes(b"half")
    again = encode_pairs(material.data, material.vocabulary, tmp_path, lambda _: None)
    assert np.array_equal(pairs.targets, again.targets)
    assert np.array_equal(material.pairs.sources, again.sources)


@given(
    st.lists(st.tuples(st.integers(1, 600), st.integers(1, 600)), min_size=1, max_size=40),
    st.integers(2, 512),
    st.integers(2, 512),
)
def test_a_rung_holds_its_pair_and_is_the_lowest(
    lengths: list[tuple[int, int]], max_source: int, max_target: int
) -> None:
    shapes = pair_shapes(_pairs(lengths), max_source, max_target)
    for (source, target), rung in zip(lengths, shapes.tolist(), strict=True):
        if source > max_source or target > max_target:
            assert rung == 0
        else:
            assert rung == next(length for length in LADDER if length >= max(source, target))


@given(st.integers(0, 5), st.integers(0, 3))
def test_an_epoch_is_reproducible_and_takes_no_pair_twice(seed: int, epoch: int) -> None:
    shapes = np.random.default_rng(9).choice([0, 12, 16, 72], size=500)
    batches = epoch_batches(shapes, 72, 96, seed, epoch)
    again = epoch_batches(shapes, 72, 96, seed, epoch)
    assert all(np.array_equal(a, b) for a, b in zip(batches, again, strict=True))
    used = np.concatenate(batches)
    assert len(set(used.tolist())) == len(used)
    assert all(len(set(shapes[batch].tolist())) == 1 for batch in batches)
    assert 0 not in shapes[used]
    left_over = (shapes > 0).sum() - len(used)
    assert left_over < 8 + 6 + 1


def test_epochs_and_seeds_differ_in_order() -> None:
    shapes = np.full(500, 12)
    orders = {
        tuple(np.concatenate(epoch_batches(shapes, 72, 96, seed, epoch)).tolist())
        for seed in (1, 2)
        for epoch in (0, 1)
    }
    assert len(orders) == 4


def _stream(material: Material, position: int) -> Stream:
    shapes = pair_shapes(material.pairs, 72, 72)
    return Stream(material.pairs, shapes, 72, 72, 1000, 3, material.architecture.pad, position)


@pytest.mark.parametrize("position", [1, 4, 9, 23])
def test_a_stream_goes_on_from_a_position_across_epochs(material: Material, position: int) -> None:
    whole = list(islice(_stream(material, 0), position + 3))
    resumed = list(islice(_stream(material, position), 3))
    for expected, batch in zip(whole[position:], resumed, strict=True):
        assert np.array_equal(expected.source, batch.source)
        assert np.array_equal(expected.target, batch.target)


def test_too_little_data_for_a_batch_is_said(material: Material) -> None:
    shapes = np.zeros(len(material.pairs), dtype=np.int64)
    stream = Stream(material.pairs, shapes, 72, 72, 1000, 3, material.architecture.pad)
    with pytest.raises(InputError, match="does not fill one batch"):
        next(iter(stream))


def test_long_sources_have_short_targets_of_their_own_width() -> None:
    pairs = _pairs([(300, 20), (300, 60), (290, 64)])
    shapes = pair_shapes(pairs, 512, 64)
    stream = Stream(pairs, shapes, 512, 64, 384 * 3, 1, 65000)
    batch = next(iter(stream))
    assert batch.source.shape == (3, 384)
    assert batch.target.shape == (3, 64)
    assert sorted((batch.target != 65000).sum(axis=1).tolist()) == [20, 60, 64]
