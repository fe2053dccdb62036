"""Reruns: the same bytes as one clean run, and exactly the units that were planned."""

import contextlib
import hashlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipeline.config import Config
from pipeline.core.store import Store
from pipeline.run import plan, run

SENTENCES = (
    "Regjeringen la fram et forslag tirsdag.",
    "Kommunen sier nei til 1.550 nye boliger.",
    "Fiskerne fikk 3,5 prosent mer enn i fjor.",
    "– Vi er fornøyde, sier lederen Kari Lund.",
    "Møtet i Bergen varte i to timer.",
    "Prisen på strøm steg i mars.",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("\n\n".join)
NAMES = st.sampled_from(["a.txt", "b.txt", "sub/c.txt", "d.txt"])
SETTINGS = {
    "translate": [
        {"beam_size": 2},
        {"length_penalty": 0.5},
        {"retry": False},
        {"alignment": True},
        {"compute_type": "float32"},
    ],
    "summarize": [{"max_sentences": 1}, {"max_sentences": 2}],
    "digest": [{"period": "week"}, {"similarity": 0.9}, {"days": 0}],
    "detect": [{"min_confidence": 0.9}],
    "output": [{"formats": ["jsonl"]}, {"formats": ["digest-markdown", "tmx", "site"]}],
}
HARMLESS = [{"threads": 1}, {"batch_tokens": 64}, {"window": 1}, {"window": 2}, {"device": "cpu"}]


def config(**sections) -> Config:
    raw = {
        "sources": [{"path": "articles", "language": "nb"}],
        "translate": {"engine": "fake", **sections.pop("translate", {})},
        "summarize": {"model": "lead", **sections.pop("summarize", {})},
        **sections,
    }
    return Config.model_validate(raw)


def outputs(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def write(folder: Path, name: str, text: str) -> None:
    path = folder / "articles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def process(folder: Path, settings_: Config) -> tuple[dict[str, int], dict[str, int]]:
    """Plan and run in a folder: the units planned and the units computed."""
    with contextlib.chdir(folder):
        stages, _ = plan(settings_)
        report = run(settings_, lambda *_: None)
    return {each.stage: each.due for each in stages if each.due}, report.computed


class Rerunning(RuleBasedStateMachine):
    """Edits files and settings at will and reruns; compares with a clean run each time."""

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.live = self.root / "live"
        self.sections = {}
        self.stale = True

    @initialize(text=TEXTS)
    def start(self, text):
        write(self.live, "a.txt", text)

    @rule(name=NAMES, text=TEXTS)
    def put(self, name, text):
        write(self.live, name, text)
        self.stale = True

    def files(self):
        return sorted((self.live / "articles").rglob("*.txt"))

    @precondition(lambda self: len(self.files()) > 1)
    @rule(index=st.integers(0, 3))
    def remove(self, index):
        self.files()[index % len(self.files())].unlink()
        self.stale = True

    @rule(index=st.integers(0, 3), name=NAMES)
    def rename(self, index, name):
        target = self.live / "articles" / name
        target.parent.mkdir(exist_ok=True)
        self.files()[index % len(self.files())].replace(target)
        self.stale = True

    @rule(section=st.sampled_from(sorted(SETTINGS)), choice=st.integers(0, 2))
    def change_setting(self, section, choice):
        choices = [{}, *SETTINGS[section]]
        self.sections[section] = choices[choice % len(choices)]
        self.stale = True

    @rule(compute=st.sampled_from(HARMLESS))
    def change_machine(self, compute):
        self.sections["compute"] = compute
        self.stale = True

    @invariant()
    def a_rerun_is_a_clean_run(self):
        if not self.stale or not self.live.exists():
            return
        settings_ = config(**self.sections)
        planned, computed = process(self.live, settings_)
        assert planned == computed
        clean = self.root / "clean"
        shutil.copytree(self.live / "articles", clean / "articles")
        process(clean, settings_)
        assert outputs(self.live / "out") == outputs(clean / "out")
        shutil.rmtree(clean)
        assert process(self.live, settings_) == ({}, {})
        self.stale = False

    def teardown(self):
        shutil.rmtree(self.root)


TestRerunning = Rerunning.TestCase
TestRerunning.settings = settings(max_examples=12, stateful_step_count=10, deadline=None)


@pytest.fixture
def folder(tmp_path):
    for number in range(3):
        text = "\n\n".join(SENTENCES[number : number + 3])
        write(tmp_path, f"{number}.txt", text)
    process(tmp_path, config())
    return tmp_path


@pytest.mark.parametrize("compute", HARMLESS, ids=str)
def test_the_machine_changes_nothing(folder, compute):
    assert process(folder, config(compute=compute)) == ({}, {})


def test_renaming_and_moving_compute_nothing(folder):
    (folder / "articles/0.txt").rename(folder / "articles/new.txt")
    assert process(folder, config()) == ({}, {})
    (folder / "articles").rename(folder / "moved")
    moved = config().model_copy(
        update={"sources": (config().sources[0].model_copy(update={"path": "moved"}),)}
    )
    assert process(folder, moved) == ({}, {})


@pytest.mark.parametrize("section", sorted(SETTINGS))
def test_a_setting_computes_what_it_touches(folder, section):
    for change in SETTINGS[section]:
        planned, computed = process(folder, config(**{section: change}))
        assert planned == computed
        touched = {
            "translate": {"translate", "summarize"},
            "summarize": {"summarize"},
            "detect": {"segment"},
        }.get(section, set())
        assert set(computed) <= touched
        if section in {"translate", "summarize"}:
            assert section in computed


def test_one_changed_paragraph_costs_one_paragraph(folder):
    write(folder, "0.txt", "\n\n".join([SENTENCES[0], "Dette er helt nytt i dag.", SENTENCES[2]]))
    _, computed = process(folder, config())
    assert computed == {"detect": 1, "segment": 1, "translate": 1, "summarize": 1}


def test_a_clock_that_goes_backwards_changes_nothing(folder):
    with contextlib.closing(sqlite3.connect(folder / ".nordigest/store.sqlite")) as db, db:
        db.execute("UPDATE results SET created = created + 1e9")
    assert process(folder, config()) == ({}, {})
    with Store(folder / ".nordigest/store.sqlite", create=False) as store:
        assert {each.age_days for each in store.statistics()} == {0.0}
    write(folder, "new.txt", "Dette er en ny sak om skolen.")
    planned, computed = process(folder, config())
    assert planned == computed == {"detect": 1, "segment": 1, "translate": 1, "summarize": 1}
