import pytest

from pipeline.errors import OutputError
from pipeline.outputs.publish import staged

NAMES = ["a.txt", "b.txt", "site"]


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_files_appear_when_all_are_written(tmp_path):
    with staged(tmp_path, NAMES) as folder:
        (folder / "a.txt").write_text("a")
        (folder / "site").mkdir()
        (folder / "site/x.html").write_text("x")
        assert not (tmp_path / "a.txt").exists()
    assert files(tmp_path) == {"a.txt", "site", "site/x.html"}


def test_what_this_run_did_not_write_goes_and_strangers_stay(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "b.txt").write_text("old")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/old.html").write_text("old")
    with staged(tmp_path, NAMES) as folder:
        (folder / "a.txt").write_text("a")
    assert files(tmp_path) == {"notes.txt", "a.txt"}


def test_a_failed_run_leaves_the_old_files(tmp_path):
    (tmp_path / "a.txt").write_text("old")

    def fail():
        with staged(tmp_path, NAMES) as folder:
            (folder / "a.txt").write_text("new")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"No space left on device.*nothing computed is lost"):
        fail()
    assert (tmp_path / "a.txt").read_text() == "old"
    assert files(tmp_path) == {"a.txt"}
