"""The public names, and every Python snippet that the documentation shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import nordigest
from pipeline.cli.api_reference import api_reference
from pipeline.errors import ConfigError, DocumentError, InputError
from pipeline.weights import names
from tests.test_package import HEAVY

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SNIPPET = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SNIPPETS = [
    pytest.param(match[1], id=f"{page.stem}-{number}")
    for page in PAGES
    for number, match in enumerate(SNIPPET.finditer(page.read_text(encoding="utf-8")))
]
FAKE = nordigest.Config.model_validate(
    {"translate": {"engine": "fake"}, "summarize": {"model": "lead"}}
)


def test_the_names_are_sorted_and_there():
    assert nordigest.__all__ == sorted(nordigest.__all__)
    assert all(hasattr(nordigest, name) for name in nordigest.__all__)


def test_importing_loads_nothing_heavy(tmp_path):
    code = f"import sys, nordigest; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_the_page_of_the_api_is_current():
    assert (ROOT / "docs/api.md").read_text(encoding="utf-8") == api_reference()


@pytest.mark.integration
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_snippets_run(snippet, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for folder in ("configs", "seeds"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    exec(compile(snippet, "snippet", "exec"), {"__name__": "snippet"})  # noqa: S102 - our own
    assert capsys.readouterr().out.strip()


def test_the_readme_has_a_snippet():
    assert any(str(each.id).startswith("README") for each in SNIPPETS)


def test_a_text_keeps_its_paragraphs():
    done = nordigest.translate("Det regner.\n\nDet snør.", language="nb", config=FAKE)
    first, second = done.english.split("\n\n")
    assert first
    assert second
    assert done.language == nordigest.Language("nb", 1.0)


@pytest.mark.parametrize(
    ("text", "language", "error"),
    [
        (" \n", None, DocumentError),
        ("Det regner.", "no such language", ConfigError),
        ("Das Wetter ist heute sehr schön, sagte der Bürgermeister.", None, DocumentError),
    ],
)
def test_a_text_that_cannot_be_translated_is_refused(text, language, error):
    with pytest.raises(error):
        nordigest.translate(text, language=language, config=FAKE)


def test_articles_are_processed_in_order_and_a_failure_is_one_of_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Kommunen bygger en ny skole i Bergen for barna.")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text("Fiskerne er fornøyde med fangsten i Bergen i dag.")
    first, failure, last = nordigest.process(["a.txt", "b.txt", tmp_path / "c.txt"], config=FAKE)
    assert isinstance(first, nordigest.Document)
    assert first.summary
    assert isinstance(failure, nordigest.Failure)
    assert failure.source == "b.txt"
    assert isinstance(last, nordigest.Document)
    assert not (tmp_path / ".nordigest").exists()


def test_models_are_found_once_for_all_calls(tmp_path, monkeypatch):
    found = []
    monkeypatch.setattr(
        "pipeline.weights.names.resolve",
        lambda name, find=names.resolve: found.append(name) or find(name),
    )
    (tmp_path / "empty.txt").write_text("")
    model = str(ROOT / "models" / "gmq-en-small")
    config = nordigest.Config(translate={"model": model}, summarize={"model": model})
    for _ in range(2):
        (failure,) = nordigest.process(tmp_path / "empty.txt", config=config)
        assert failure.stage == "read"
    assert found == [model]


@pytest.mark.parametrize(
    ("sections", "key", "message"),
    [
        ({"translate": {"beam": 2}}, "translate.beam", "did you mean translate.beam_size?"),
        ({"translation": {}}, "translation", "unknown key"),
        ({"digest": {"minutes": "long"}}, "digest.minutes", "must be a whole number"),
    ],
)
def test_a_wrong_setting_is_one_sentence(sections, key, message):
    with pytest.raises(nordigest.ConfigError, match=re.escape(message)) as caught:
        nordigest.Config(**sections)
    assert caught.value.key == key
    assert isinstance(caught.value, nordigest.NordigestError)


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError):
        list(nordigest.process(tmp_path / "none.txt", config=FAKE))


def test_a_config_without_sources_can_be_made_but_not_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="sources"):
        nordigest.plan(FAKE)
    with pytest.raises(ConfigError, match="sources"):
        nordigest.run(FAKE)
