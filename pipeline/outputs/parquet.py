"""`aligned.parquet`: the rows in typed columns."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.documents import RunInfo
from pipeline.outputs.base import Corpus
from pipeline.outputs.characters import encodable
from pipeline.outputs.rows import ALIGNED_SCHEMA, aligned_rows, record

if TYPE_CHECKING:
    from pyarrow import Schema

# Large enough to compress well, small enough (some 5 MB of text) that memory stays flat.
_ROW_GROUP = 10_000


def write_parquet(corpus: Corpus, path: Path) -> None:
    """Write the rows as Parquet; schema version, models and licences stand in its metadata."""
    from pyarrow import RecordBatch, Table
    from pyarrow.parquet import ParquetWriter

    schema = aligned_schema(corpus.info)
    rows = (record(row) for row in aligned_rows(corpus, encodable))
    with ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            batch = RecordBatch.from_pylist(group, schema=schema)
            writer.write_table(Table.from_batches([batch]), row_group_size=_ROW_GROUP)


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
        "english": pa.string(),
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


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(islice(rows, _ROW_GROUP)):
        yield group
