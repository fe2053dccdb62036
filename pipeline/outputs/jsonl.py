"""`aligned.jsonl`: one JSON object a segment."""

import json

from pipeline.documents import Document
from pipeline.outputs.base import DocumentTextSink
from pipeline.outputs.characters import encodable
from pipeline.outputs.rows import document_rows, record


class JsonlSink(DocumentTextSink):
    """Writes the rows as JSON Lines: UTF-8, one object a line, the keys in the schema's order."""

    def text(self, document: Document) -> str:
        """Make a document's rows."""
        rows = document_rows(document, self.info, encodable)
        return "".join(json.dumps(record(row), ensure_ascii=False) + "\n" for row in rows)
