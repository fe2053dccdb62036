"""A config is resolved once: one object of each stage, one reading of each file."""

import sys
from collections import Counter
from pathlib import Path

import pytest

import pipeline
from pipeline import job
from pipeline.config import Compute, Config
from pipeline.core import spool
from pipeline.core.fingerprint import package_digest
from pipeline.core.stage import Fingerprint
from pipeline.errors import ConfigError
from pipeline.outputs.formats import FORMATS
from pipeline.run import run
from pipeline.summarization.stage import SummarizeStage

MODEL = Path(__file__).parents[1] / "models" / "gmq-en-small"


class Opened:
    """Counts the files that Python opens while a test listens; a hook cannot be taken away."""

    def __init__(self) -> None:
        self.counts: Counter[Path] = Counter()
        self.listening = False
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.listening and event == "open" and isinstance(arguments[0], (str, bytes, Path)):
            self.counts[Path(str(arguments[0]))] += 1


@pytest.fixture
def opened():
    hook = Opened()
    hook.listening = True
    yield hook.counts
    hook.listening = False


@pytest.fixture
def counted(monkeypatch):
    """Counts how often each class is made."""
    made: Counter[str] = Counter()
    for each in (
        Fingerprint, job.DetectStage, job.SegmentStage, job.TranslateStage, SummarizeStage,
    ):  # fmt: skip

        def count(self, *arguments, _begin=each.__init__, _name=each.__name__, **named):
            made[_name] += 1
            _begin(self, *arguments, **named)

        monkeypatch.setattr(each, "__init__", count)
    return made


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    for number, text in enumerate(("Byen får en ny skole.", "Fergen er stengt i dag.")):
        Path(f"articles/{number}.txt").write_text(text, encoding="utf-8")
    Path("terms.tsv").write_text("skole\tschool\n", encoding="utf-8")
    return Config.model_validate(
        {
            "sources": [{"path": "articles", "language": "nb"}],
            "translate": {"glossary": "terms.tsv", "model": str(MODEL)},
            "summarize": {"model": str(MODEL)},
            "output": {"formats": ["jsonl", "site"]},
        }
    )


@pytest.mark.integration
def test_a_run_resolves_its_config_once(config, counted, opened):
    report = run(config, lambda *_: None)
    assert report.languages["nb"].documents == 2
    assert counted == {
        "Fingerprint": 4, "DetectStage": 1, "SegmentStage": 1, "TranslateStage": 1,
        "SummarizeStage": 1,
    }  # fmt: skip
    by_name = {path.name: count for path, count in opened.items()}
    read = ("0.txt", "1.txt", "terms.tsv", "manifest.json")
    assert {name: by_name[name] for name in read} == dict.fromkeys(read, 1)


def test_a_run_hashes_its_own_code_once_and_reads_nothing_else_twice(config, opened):
    fake = config.translate.model_copy(update={"engine": "fake"})
    config = config.model_copy(update={"translate": fake})
    # The first run imports what is imported late.
    run(config)
    package_digest.cache_clear()
    opened.clear()
    run(config.model_copy(update={"compute": Compute(store="other/store.sqlite")}))
    package = Path(pipeline.__file__).parent
    code = {path: count for path, count in opened.items() if path.is_relative_to(package)}
    assert code.keys() >= {*package.rglob("*.py")}
    # A page's style, script and icon are also put into the page.
    assert {path.name for path, count in code.items() if count > 1} <= {
        "favicon.svg", "page.css", "page.js",
    }  # fmt: skip
    names = Counter(path.name for path in opened.elements())
    assert [names[name] for name in ("0.txt", "1.txt", "terms.tsv")] == [1, 1, 1]


def test_the_models_of_a_job_name_their_languages(config):
    section = config.translate.model_copy(
        update={"model": dict.fromkeys(("nb", "nn", "da"), str(MODEL)), "glossary": None}
    )
    resolved = job.resolve(config.model_copy(update={"translate": section}))
    used, _ = resolved.models
    assert (used.stage, used.model.name, used.languages) == (
        "translate", str(MODEL), ("da", "nb", "nn"),
    )  # fmt: skip
    assert [(used.stage, used.languages) for used in job.resolve(config).models] == [
        ("translate", ()), ("summarize", ()),
    ]  # fmt: skip


def test_a_glossary_that_is_not_there_is_refused_before_anything_is_read(config, opened):
    section = config.translate.model_copy(update={"glossary": "lost.tsv"})
    with pytest.raises(ConfigError, match=r"lost\.tsv"):
        run(config.model_copy(update={"translate": section}), lambda *_: None)
    assert not any(path.suffix == ".txt" for path in opened)
    assert not Path(".nordigest").exists()


def test_each_document_is_decoded_three_times_whatever_is_written(config, monkeypatch):
    decoded: Counter[str] = Counter()
    load = spool.load_document

    def count(data):
        document = load(data)
        decoded[document.text] += 1
        return document

    monkeypatch.setattr(spool, "load_document", count)
    output = config.output.model_copy(update={"formats": tuple(FORMATS)})
    fake = config.translate.model_copy(update={"engine": "fake"})
    report = run(config.model_copy(update={"output": output, "translate": fake}))
    assert report.languages["nb"].documents == 2
    # For the aligned rows, to choose the stories told in full, and for the stories.
    assert [*decoded.values()] == [3, 3]
