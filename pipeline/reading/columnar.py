"""Columnar tables: Parquet files and folders saved by Hugging Face `datasets`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.config import Columns
from pipeline.errors import DocumentError
from pipeline.reading.files import InputFile
from pipeline.reading.rows import Named, choose_columns, read_row, warn_of_unused

# Rows in memory at a time, next to what the file's format itself makes a reader hold.
_ROWS = 256


def read_parquet(file: InputFile, columns: Columns) -> Iterator[Named]:
    """Read the rows of a .parquet file, wanted columns only; raises OSError and DocumentError."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    number = 0
    try:
        with file.open() as stream:
            # Buffered reading keeps one page per column in memory, not a whole row group.
            table = ParquetFile(stream, buffer_size=2**20, pre_buffer=False)
            present = table.schema_arrow.names
            chosen = choose_columns(present, columns)
            batches = table.iter_batches(_ROWS, columns=_distinct(chosen))
            for number, row in _rows(batches):
                yield read_row(number, row, chosen)
    except (ArrowException, OSError, ValueError) as exc:
        _raise_if_unreadable(exc)
        raise DocumentError(_broken("Parquet file", number, exc)) from exc
    warn_of_unused(file.name, present, chosen.values())


def read_dataset(file: InputFile, columns: Columns) -> Iterator[Named]:
    """Read the rows of a folder that `Dataset.save_to_disk` wrote.

    Raises OSError and DocumentError.
    """
    from pyarrow import ArrowException

    number = 0
    try:
        dataset = _load_dataset(file)
        present = dataset.column_names
        chosen = choose_columns(present, columns)
        tables = dataset.select_columns(_distinct(chosen)).with_format("arrow").iter(_ROWS)
        for number, row in _rows(tables):
            yield read_row(number, row, chosen)
    except (ArrowException, OSError, ValueError, TypeError, KeyError, AttributeError) as exc:
        _raise_if_unreadable(exc)
        raise DocumentError(_broken("datasets folder", number, exc)) from exc
    warn_of_unused(file.name, present, chosen.values())


def _load_dataset(file: InputFile) -> Any:  # noqa: ANN401 - datasets has no types
    from datasets import load_from_disk

    state = json.loads(file.filesystem.cat_file(f"{file.path}/state.json"))
    shards = [*state["_data_files"], *(state.get("_indices_data_files") or [])]
    if any("/" in shard["filename"] or "\\" in shard["filename"] for shard in shards):
        msg = "is a datasets folder that points out of itself: save it again with save_to_disk"
        raise DocumentError(msg)
    location = file.filesystem.unstrip_protocol(file.path)
    return load_from_disk(
        location.removeprefix("file://"), storage_options=file.filesystem.storage_options
    )


def _distinct(chosen: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(chosen.values()))


def _rows(tables: Iterable[Any]) -> Iterator[tuple[int, dict[str, object]]]:
    number = 0
    for table in tables:
        for values in zip(*(_values(column) for column in table.columns), strict=True):
            number += 1
            yield number, dict(zip(table.schema.names, values, strict=True))


def _values(column: Any) -> list[object]:  # noqa: ANN401 - pyarrow has no types
    """Return a column's values; texts as bytes, since a file may lie about their being UTF-8."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column.validate(full=True)
        column = column.cast(column.type.value_type)
    if pa.types.is_string(column.type):
        column = column.cast(pa.binary())
    elif pa.types.is_large_string(column.type):
        column = column.cast(pa.large_binary())
    # Arrow files are taken as they are: offsets that point anywhere must not be followed.
    column.validate(full=True)
    return list(column.to_pylist())


def _raise_if_unreadable(exc: Exception) -> None:
    """Let the system's own errors pass; Arrow tells broken data as OSErrors without a number."""
    if isinstance(exc, OSError) and exc.errno is not None:
        raise exc


def _broken(what: str, rows: int, exc: Exception) -> str:
    after = f" after row {rows}" if rows else ""
    detail = " ".join(str(exc).split())[:200]
    return f"is no whole {what}, it breaks off{after} ({detail}): write it again"
