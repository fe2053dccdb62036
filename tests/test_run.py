"""A run with nothing new writes nothing; whatever decides an output makes it be written again."""

import os
import shutil
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.core import spool
from pipeline.run import run

CONFIG = {
    "sources": [{"path": "articles", "language": "nb"}],
    "translate": {"engine": "fake"},
    "summarize": {"model": "lead"},
    "output": {"formats": ["jsonl", "digest-json", "site"]},
}


@pytest.fixture
def config(tmp_path, monkeypatch) -> Config:
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    for number, text in enumerate(("Byen får en ny skole.", "Fergen er stengt i dag.", "")):
        Path(f"articles/{number}.txt").write_text(text, encoding="utf-8")
    return Config.model_validate(CONFIG)


def changed(config: Config, section: str, **settings: object) -> Config:
    new = getattr(config, section).model_copy(update=settings)
    return config.model_copy(update={section: new})


def state() -> dict[str, tuple[int, int]]:
    """Every file here but the articles, with its number and the time of its last change."""
    files = [path for path in Path().rglob("*") if path.is_file() and "articles" not in path.parts]
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}


def test_a_run_with_nothing_new_writes_nothing_and_reports_the_same(config):
    first = run(config)
    before = state()
    again = run(config)
    assert state() == before
    assert first.computed["translate"] == 2
    assert again.computed == {}
    assert (again.failures, again.stories) == (first.failures, first.stories)
    for report in (first, again):
        assert (report.languages["nb"].documents, report.languages["nb"].sentences) == (2, 2)
    assert [failure.source for failure in again.failures] == ["articles/2.txt"]


def lose_a_page():
    next(Path("out/site/documents").iterdir()).unlink()


def alter_an_output():
    path = Path("out/aligned.jsonl")
    path.write_bytes(path.read_bytes().replace(b"skole", b"ekols"))


def alter_an_output_and_set_its_time_back():
    path = Path("out/aligned.jsonl")
    stat = path.stat()
    alter_an_output()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def leave_another_format():
    Path("out/aligned.tsv").write_text("old")


@pytest.mark.parametrize(
    "damage",
    [lose_a_page, alter_an_output, alter_an_output_and_set_its_time_back, leave_another_format],
)
def test_outputs_that_are_not_as_they_were_left_are_written_again(config, damage):
    run(config)
    whole = contents()
    damage()
    report = run(config)
    assert report.computed == {}
    assert contents() == whole


def test_a_changed_article_is_seen_even_with_its_size_and_time_kept(config):
    run(config)
    path = Path("articles/0.txt")
    stat = path.stat()
    path.write_text("Byen får en by skole.", encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert run(config).computed["translate"] == 1
    assert "by skole" in Path("out/aligned.jsonl").read_text(encoding="utf-8")


def test_a_rerun_decodes_only_what_changed_and_writes_what_a_first_run_would(config, monkeypatch):
    config = changed(config, "output", formats=("jsonl", "tsv", "tmx", "digest-json"))
    run(config)
    decoded = []
    load = spool.load_document

    def noted(data):
        decoded.append(load(data))
        return decoded[-1]

    monkeypatch.setattr(spool, "load_document", noted)
    Path("articles/0.txt").write_text("Byen får en by skole.", encoding="utf-8")
    run(config)
    assert {each.text for each in decoded} == {"Byen får en by skole."}
    made = contents()
    shutil.rmtree(".nordigest")
    shutil.rmtree("out")
    run(config)
    assert contents() == made
    assert len({each.text for each in decoded}) == 2


def test_a_new_or_lost_article_is_seen(config):
    run(config)
    Path("articles/3.txt").write_text("Broen åpner snart.", encoding="utf-8")
    assert run(config).languages["nb"].documents == 3
    Path("articles/0.txt").unlink()
    assert run(config).languages["nb"].documents == 2


@pytest.mark.parametrize(
    ("section", "settings"),
    [
        ("output", {"formats": ("jsonl",)}),
        ("digest", {"period": "week"}),
        ("translate", {"beam_size": 2}),
        ("summarize", {"max_sentences": 1}),
    ],
)
def test_a_changed_setting_is_seen(config, section, settings):
    run(config)
    before = contents()["out/run.json"]
    run(changed(config, section, **settings))
    assert contents()["out/run.json"] != before


def test_settings_of_the_machine_change_nothing(config):
    run(config)
    before = state()
    run(changed(config, "compute", threads=1, window=1))
    assert state() == before


def test_another_output_folder_is_another_output(config):
    run(config)
    run(changed(config, "output", folder="other"))
    assert Path("other/aligned.jsonl").exists()
    run(config)
    assert Path("out/aligned.jsonl").exists()


def test_what_failed_is_tried_again_when_asked_for(config):
    run(config)
    before = state()
    run(config, retry_failed=True)
    assert state() != before
