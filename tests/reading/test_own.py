from pathlib import Path

import fsspec
import pytest

from pipeline.config import parse_config
from pipeline.reading.own import OwnFiles

GOLDEN = Path(__file__).parents[1] / "outputs" / "golden"


@pytest.mark.parametrize(
    "name",
    ["aligned.jsonl", "aligned.tsv", "digest.md", "digest.json", "digest.html", "site/index.html"],
)
def test_outputs_are_known_without_their_run(name):
    own = OwnFiles(parse_config({"sources": [{"path": "x"}]}))
    assert own.has(fsspec.filesystem("file"), str(GOLDEN / name))
