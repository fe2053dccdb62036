"""Rows of plain and compressed files, and what is wrong with them."""

from pathlib import Path

import pytest
import zstandard

from pipeline.errors import InputError
from pipeline.training.reading import read_rows

TEXT = "".join(f"båt {n}\tboat {n}\n" for n in range(50_000)).encode()


@pytest.mark.parametrize("end", [b"", b"last\tline"])
def test_rows_are_the_same_plain_and_compressed(tmp_path: Path, end: bytes) -> None:
    plain, packed, frames = (tmp_path / name for name in ("a.tsv", "b.tsv.zst", "c.tsv.zst"))
    plain.write_bytes(TEXT + end)
    packed.write_bytes(zstandard.compress(TEXT + end))
    middle = len(TEXT) // 2
    frames.write_bytes(zstandard.compress(TEXT[:middle]) + zstandard.compress(TEXT[middle:] + end))
    rows = list(read_rows(plain))
    assert len(rows) == 50_000 + bool(end)
    assert rows[7] == ("båt 7", "boat 7")
    assert list(read_rows(packed)) == list(read_rows(frames)) == rows


def test_a_file_cut_short_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.zst"
    whole = zstandard.compress(TEXT)
    for size in (0, 3, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(InputError, match=r"a\.tsv\.zst (is cut short|cannot be decompressed)"):
            list(read_rows(path))
    path.write_bytes(b"no zstd at all")
    with pytest.raises(InputError, match=r"cannot be decompressed .*: get the file again"):
        list(read_rows(path))


def test_a_line_of_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(b"en\ta\n" + "båt\tboat\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"a\.tsv line 2 is not UTF-8"):
        list(read_rows(path))
    with pytest.raises(InputError, match=r"b\.tsv does not exist"):
        list(read_rows(tmp_path / "b.tsv"))
