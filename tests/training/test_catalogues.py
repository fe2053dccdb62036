"""Sentence pairs out of the message catalogues of translated programs."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from pipeline.errors import InputError
from pipeline.training.catalogues import read_catalogues


def _write(root: Path, language: str, messages: dict[object, object], name: str = "app") -> None:
    catalogue = Catalog(locale="nb")
    for english, translation in messages.items():
        catalogue.add(english, translation)
    binary = BytesIO()
    write_mo(binary, catalogue)
    path = root / language / "LC_MESSAGES" / f"{name}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(binary.getvalue())


def test_marks_of_the_interface_are_taken_out(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "nb",
        {
            "_Open the file…": "Å_pne fila …",
            "&Undo the last move": "&Angre siste trekk",
            "<b>The ship sails at noon.</b>": "<b>Skipet seiler klokka tolv.</b>",
        },
    )
    assert sorted(read_catalogues(tmp_path, print)) == [
        ("nob", "Angre siste trekk", "Undo the last move"),
        ("nob", "Skipet seiler klokka tolv.", "The ship sails at noon."),
        ("nob", "Åpne fila …", "Open the file…"),
    ]


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("%d files were copied", "%d filer ble kopiert"),
        ("See https://example.org for more", "Se https://example.org for mer"),
        ("Copy all of these files", "Copy all of these files"),
        ("In 1814 they met", "I 1841 møttes de"),
        ("Yes", "Dette er en mye lengre tekst enn den engelske"),
        ("...", "..."),
    ],
)
def test_what_is_no_translation_in_plain_text_is_left_out(
    tmp_path: Path, english: str, translation: str
) -> None:
    _write(tmp_path, "nb", {english: translation, "Germany": "Tyskland"})
    assert list(read_catalogues(tmp_path, print)) == [("nob", "Tyskland", "Germany")]


def test_singular_and_plural_are_a_pair_each(tmp_path: Path) -> None:
    _write(tmp_path, "nn", {("one boat", "many boats"): ("éin båt", "mange båtar")})
    assert sorted(read_catalogues(tmp_path, print)) == [
        ("nno", "mange båtar", "many boats"),
        ("nno", "éin båt", "one boat"),
    ]


def test_paragraphs_are_pairs_of_their_own_where_there_are_as_many(tmp_path: Path) -> None:
    both = "The gate is shut.\n\nFind the key."
    _write(tmp_path, "da", {both: "Porten er lukket.\n\nFind nøglen."})
    _write(tmp_path, "nn", {both: "Porten er stengd. Finn nøkkelen.", "Key": "Nøkkel"})
    assert list(read_catalogues(tmp_path, print)) == [
        ("da", "Porten er lukket.", "The gate is shut."),
        ("da", "Find nøglen.", "Find the key."),
        ("nno", "Nøkkel", "Key"),
    ]


def test_a_titles_capitals_go_where_the_source_has_none(tmp_path: Path) -> None:
    titles = {"Show Every Title": "Vis alle titler", "About North Korea": "Om Nord-Korea"}
    _write(tmp_path, "nb", titles)
    assert sorted(read_catalogues(tmp_path, print)) == [
        ("nob", "Om Nord-Korea", "About North Korea"),
        ("nob", "Vis alle titler", "Show every title"),
    ]


def test_a_pair_comes_once_and_other_languages_do_not(tmp_path: Path) -> None:
    for name in ("one", "two"):
        _write(tmp_path, "da", {"Denmark": "Danmark"}, name)
    _write(tmp_path, "sv", {"Sweden": "Sverige"})
    assert list(read_catalogues(tmp_path, print)) == [("da", "Danmark", "Denmark")]


def test_a_folder_without_catalogues_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give a folder like /usr/share/locale"):
        list(read_catalogues(tmp_path, print))


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    _write(tmp_path, "da", {"Denmark": "Danmark"})
    whole = tmp_path / "da" / "LC_MESSAGES" / "app.mo"
    broken = whole.with_name("broken.mo")
    for content in (b"", b"no catalogue", whole.read_bytes()[:40]):
        broken.write_bytes(content)
        said: list[str] = []
        assert list(read_catalogues(tmp_path, said.append)) == [("da", "Danmark", "Denmark")]
        assert [str(broken) in line for line in said] == [True]
