"""No stage's code changes without a new version, so that no store serves what old code computed.

`versions.json` holds the digest of each stage's code at its version. After a change, raise the
version the message names; where every result stays the same, say so with `--same-results`. Both
rewrite the file: commit it with the change.
"""

import importlib
import json
from pathlib import Path

import pytest

from tests.gates.versions import code_digest

RECORD = Path(__file__).parent / "versions.json"
MODULES = {
    "detect": "pipeline.segmentation.detect",
    "segment": "pipeline.segmentation.segment",
    "translate": "pipeline.translation.stage",
    "summarize": "pipeline.summarization.stage",
}
"""The module of each stage's class and `CODE_VERSION`."""


@pytest.mark.parametrize("stage", MODULES)
def test_changed_code_has_a_new_version(stage, request):
    module = MODULES[stage]
    version = importlib.import_module(module).CODE_VERSION
    current = {"version": version, "code": code_digest(module)}
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    if recorded.get(stage) == current:
        return
    before = recorded.get(stage, {"version": 0})["version"]
    assert version >= before, f"{stage}: version {before} was recorded, {version} is older"
    same = request.config.getoption("--same-results", default=False)
    assert version > before or same, (
        f"{stage}: its code changed and its version did not: raise CODE_VERSION in {module}, or "
        "say that no result changes: pytest tests/gates/test_versions.py --same-results"
    )
    RECORD.write_text(json.dumps(recorded | {stage: current}, indent=2) + "\n", encoding="utf-8")
    if version > before:
        pytest.fail(f"{stage}: version {version} is recorded now: commit versions.json, run again")


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "pipeline"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "stage.py").write_text(
        '"""A stage."""\n\nfrom pipeline import words\n\n\ndef compute(text):\n'
        '    """Compute."""\n    from pipeline.late import late\n\n'
        "    return words.split(text) + late()\n"
    )
    (folder / "words.py").write_text("def split(text):\n    return text.split()\n")
    (folder / "late.py").write_text("def late():\n    return []\n")
    (folder / "other.py").write_text("A = 1\n")
    (folder / "words.tsv").write_text("a\tb\n")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("words.py", "split()", "split(' ')"),
        ("late.py", "[]", "[1]"),
        ("stage.py", "+ late()", "+ [*late()]"),
        ("words.tsv", "a", "c"),
    ],
)
def test_code_and_data_that_a_stage_reaches_count(package, file, old, new):
    before = code_digest("pipeline.stage", package)
    path = package / "pipeline" / file
    path.write_text(path.read_text().replace(old, new))
    assert code_digest("pipeline.stage", package) != before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("words.py", "def split", "# Words are what white space divides.\n\n\ndef split"),
        ("stage.py", "A stage.", "A step."),
        ("stage.py", "Compute.", "Calculate."),
        ("stage.py", "words.split(text) + late()", "(\n        words.split(text) + late()\n    )"),
        ("other.py", "1", "2"),
    ],
)
def test_what_changes_no_result_does_not_count(package, file, old, new):
    before = code_digest("pipeline.stage", package)
    path = package / "pipeline" / file
    path.write_text(path.read_text().replace(old, new))
    assert code_digest("pipeline.stage", package) == before
