"""`aligned.jsonl`: one JSON object a segment."""

import json
from pathlib import Path

from pipeline.outputs.base import Corpus
from pipeline.outputs.characters import encodable
from pipeline.outputs.rows import aligned_rows, record


def write_jsonl(corpus: Corpus, path: Path) -> None:
    """Write the rows as JSON Lines: UTF-8, one object a line, the keys in the schema's order."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in aligned_rows(corpus, encodable):
            file.write(json.dumps(record(row), ensure_ascii=False) + "\n")
