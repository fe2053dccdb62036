"""Word pairs out of dictionaries in the form Debian installs them in."""

import gzip
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.training.freedict import read_freedict

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _digits(number: int) -> str:
    text = _DIGITS[number % 64]
    return _digits(number // 64) + text if number >= 64 else text


def _write(stem: Path, articles: list[str]) -> Path:
    whole, index = b"", ["00-database-short\tA\tA"]
    for article in articles:
        body = article.encode()
        headword = article.split(" /")[0]
        index.append(f"{headword}\t{_digits(len(whole))}\t{_digits(len(body))}")
        whole += body
    stem.with_name(f"{stem.name}.dict.dz").write_bytes(gzip.compress(whole))
    stem.with_name(f"{stem.name}.index").write_text("\n".join(index) + "\n", encoding="utf-8")
    return stem


def test_english_headwords_are_turned_and_definitions_left_out(tmp_path: Path) -> None:
    stem = _write(
        tmp_path / "freedict-eng-nor",
        [
            "harbour //hɑː// //hɑɹ// <n>\n1. havn 2.\nshelter\n 3.\nrefuge\n2. vern, ly\ncover\n",
            "row /ɹəʊ/ <v>\nro\nto move a boat\n",
            "ness //nəs// <suffix>\nhet\n",
        ]
        + [f"filler{i} /x/ <n>\nfyll{i}\n" for i in range(40)],
    )
    rows = list(read_freedict(stem))
    assert rows[:4] == [
        ("nob", "havn", "harbour"),
        ("nob", "vern", "harbour"),
        ("nob", "ly", "harbour"),
        ("nob", "ro", "to row"),
    ]
    assert rows[4:] == [("nob", f"fyll{i}", f"filler{i}") for i in range(40)]


def test_explanations_in_brackets_are_left_out(tmp_path: Path) -> None:
    stem = _write(
        tmp_path / "freedict-dan-eng",
        [
            "abbed /ˈabʔeð/ <n>\nabbot [forstander for et kloster]\n",
            "abe /ˈabə/ <n>\n [dyr] ape, monkey\n",
            "dvs. /x/\nthat is to say in other words\n",
        ],
    )
    rows = list(read_freedict(stem))
    assert rows == [("da", "abbed", "abbot"), ("da", "abe", "ape"), ("da", "abe", "monkey")]


@pytest.mark.parametrize("name", ["freedict-fra-deu", "words", "freedict-dan-nor"])
def test_other_languages_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="is not named like freedict-dan-eng"):
        list(read_freedict(tmp_path / name))


def test_a_missing_dictionary_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="install dict-freedict-dan-eng"):
        list(read_freedict(tmp_path / "freedict-dan-eng"))
