"""`aligned.jsonl`: one JSON object a segment."""

import json
from pathlib import Path

from pipeline.documents import Document, RunInfo
from pipeline.outputs.base import Sink
from pipeline.outputs.characters import encodable
from pipeline.outputs.rows import document_rows, record


class JsonlSink(Sink):
    """Writes the rows as JSON Lines: UTF-8, one object a line, the keys in the schema's order."""

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(info)
        self._file = self.held.enter_context(path.open("w", encoding="utf-8", newline="\n"))

    def document(self, document: Document) -> None:
        """Write a document's rows."""
        for row in document_rows(document, self.info, encodable):
            self._file.write(json.dumps(record(row), ensure_ascii=False) + "\n")
