"""`aligned.parquet`: the rows in typed columns."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.documents import Document, RunInfo
from pipeline.outputs.base import Sink
from pipeline.outputs.characters import encodable
from pipeline.outputs.rows import ALIGNED_SCHEMA, document_rows, record

if TYPE_CHECKING:
    from pyarrow import Schema

# Large enough to compress well, small enough (some 5 MB of text) that memory stays flat.
_ROW_GROUP = 10_000


class ParquetSink(Sink):
    """Writes the rows as Parquet; schema version, models and licences stand in its metadata."""

    reads = "documents"

    def __init__(self, path: Path, info: RunInfo) -> None:
        from pyarrow.parquet import ParquetWriter

        super().__init__(info)
        self._schema = aligned_schema(info)
        self._writer = self.held.enter_context(
            ParquetWriter(path, self._schema, compression="zstd")
        )
        self._rows: list[dict[str, Any]] = []

    def document(self, document: Document) -> None:
        """Write a document's rows, a row group at a time."""
        self._rows += [record(row) for row in document_rows(document, self.info, encodable)]
        while len(self._rows) >= _ROW_GROUP:
            self._write(self._rows[:_ROW_GROUP])
            del self._rows[:_ROW_GROUP]

    def finish(self) -> None:
        """Write the last row group."""
        if self._rows:
            self._write(self._rows)

    def _write(self, rows: list[dict[str, Any]]) -> None:
        from pyarrow import RecordBatch, Table

        batch = RecordBatch.from_pylist(rows, schema=self._schema)
        self._writer.write_table(Table.from_batches([batch]), row_group_size=_ROW_GROUP)


def aligned_schema(info: RunInfo) -> "Schema":
    """Give the types of `rows.AlignedRow`'s fields, with the run's credits as metadata."""
    import pyarrow as pa

    flags = pa.list_(pa.struct([("name", pa.string()), ("reason", pa.string())]))
    columns = {
        "schema": pa.string(),
        "document": pa.string(),
        "sources": pa.list_(pa.string()),
        "date": pa.string(),
        "outlet": pa.string(),
        "index": pa.int32(),
        "paragraph": pa.int32(),
        "kind": pa.string(),
        "language": pa.string(),
        "source": pa.string(),
        "target": pa.string(),
        "score": pa.float64(),
        "flags": flags,
        "alignment": pa.list_(pa.list_(pa.int32())),
        "model": pa.string(),
        "document_flags": flags,
    }
    models = json.dumps([asdict(model) for model in info.models], ensure_ascii=False)
    metadata = {
        "nordigest.schema": ALIGNED_SCHEMA,
        "nordigest.version": info.version,
        "nordigest.models": encodable(models),
        "nordigest.notice": "The English is machine-translated.",
    }
    return pa.schema(list(columns.items()), metadata=metadata)
