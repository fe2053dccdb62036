"""What becomes of input files of each kind, in whole runs without a model.

A case is a YAML file: `files` (text, or {gzip: text}, {hex: digits}, {encoding: ..., text: ...}),
`settings` beside the defaults, `documents` with what must be true of them, in order, `failures` by
source with the beginning of their reasons, `skipped` by reason, `warnings` that hold these words.
Nothing else may be read, fail, be skipped or be said.
"""

import gzip
import json
import warnings
from pathlib import Path

import pytest
import yaml

from pipeline.config import Config
from pipeline.run import run

CASES = sorted((Path(__file__).parent / "input").glob("*.yaml"))


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        data = content.encode()
    elif "gzip" in content:
        data = gzip.compress(content["gzip"].encode())[: content.get("cut")]
    elif "hex" in content:
        data = bytes.fromhex(content["hex"])
    else:
        data = content["text"].encode(content["encoding"])
    path.write_bytes(data)


@pytest.mark.parametrize("path", CASES, ids=[each.stem for each in CASES])
def test_input(tmp_path, monkeypatch, path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    for name, content in case["files"].items():
        write(tmp_path / name, content)
    settings = {
        "sources": [{"path": ".", "language": "nb"}],
        "translate": {"engine": "fake"},
        "summarize": {"model": "lead"},
        "output": {"formats": ["jsonl"]},
    } | case.get("settings", {})
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        report = run(Config.model_validate(settings), lambda *_: None)
    lines = Path("out/aligned.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    read: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        read.setdefault(row["document"], []).append(row)
    found = [_describe(each) for each in read.values()]
    expected = case.get("documents", [])
    assert [
        {key: each[key] for key in want} for each, want in zip(found, expected, strict=True)
    ] == (expected)
    failures = {each.source: each.reason for each in report.failures}
    wanted = case.get("failures", {})
    assert {name: failures[name][: len(wanted.get(name, ""))] for name in failures} == wanted
    assert dict(report.skipped) == case.get("skipped", {})
    messages = [str(each.message) for each in said]
    assert len(messages) == len(case.get("warnings", ()))
    assert all(
        words in each for words, each in zip(case.get("warnings", ()), messages, strict=True)
    )


def _describe(rows):
    first = rows[0]
    paragraphs = {}
    for row in rows:
        paragraphs.setdefault(row["paragraph"], []).append(row["source"])
    return {
        "source": first["sources"][0],
        "sources": first["sources"],
        "date": first["date"],
        "outlet": first["outlet"],
        "flags": [flag["name"] for flag in first["document_flags"]],
        "text": [" ".join(each) for each in paragraphs.values()],
    }
