from pathlib import Path

import pytest

from pipeline.core.derived import AlteredFolderWarning, derive_folder


def _write(folder: Path) -> None:
    folder.mkdir()
    (folder / "made").write_text("once", encoding="utf-8")


def _refuse(folder: Path) -> None:
    pytest.fail(f"{folder} is computed again")


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NORDIGEST_CACHE", str(tmp_path / "cache"))


def test_a_folder_is_computed_once(tmp_path):
    final = tmp_path / "kept" / "folder"
    assert derive_folder(final, _write, "it") == final
    assert derive_folder(final, _refuse, "it") == final
    assert (final / "made").read_text(encoding="utf-8") == "once"


def test_an_altered_folder_is_computed_again_with_a_warning(tmp_path):
    final = derive_folder(tmp_path / "folder", _write, "it")
    (final / "made").write_text("twice", encoding="utf-8")
    with pytest.warns(AlteredFolderWarning, match=r"it in .*folder was altered, and is made again"):
        derive_folder(final, _write, "it")
    assert (final / "made").read_text(encoding="utf-8") == "once"


def test_what_fails_half_way_leaves_nothing_and_can_be_tried_again(tmp_path):
    def fail(folder: Path) -> None:
        _write(folder)
        raise OSError

    final = tmp_path / "folder"
    with pytest.raises(OSError):  # noqa: PT011 - the very error that is raised above
        derive_folder(final, fail, "it")
    assert not final.exists()
    assert derive_folder(final, _write, "it") == final
