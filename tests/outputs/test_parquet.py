import json

import datasets
import duckdb
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.outputs.characters import encodable
from pipeline.outputs.jsonl import JsonlSink
from pipeline.outputs.parquet import ParquetSink, aligned_schema
from tests.outputs.samples import MODELS, SMALL, MemoryCorpus, single, write


def written(corpus, folder):
    path = folder / "aligned.parquet"
    write(ParquetSink, corpus, path)
    return path


def test_rows_equal_those_of_jsonl(tmp_path):
    write(JsonlSink, SMALL, tmp_path / "aligned.jsonl")
    lines = (tmp_path / "aligned.jsonl").read_text(encoding="utf-8").splitlines()
    table = pq.read_table(written(SMALL, tmp_path))
    assert table.to_pylist() == [json.loads(line) for line in lines]


def test_the_schema_is_typed_and_versioned(tmp_path):
    schema = pq.read_schema(written(SMALL, tmp_path))
    assert schema.equals(aligned_schema(SMALL.info))
    assert schema.metadata[b"nordigest.schema"] == b"nordigest-aligned/2"
    models = json.loads(schema.metadata[b"nordigest.models"])
    assert [(m["name"], m["licence"]) for m in models] == [(m.name, m.licence) for m in MODELS]
    assert str(schema.field("flags").type) == "list<element: struct<name: string, reason: string>>"


def test_an_empty_corpus_keeps_its_columns(tmp_path):
    table = pq.read_table(written(MemoryCorpus(SMALL.info, []), tmp_path))
    assert table.num_rows == 0
    assert table.schema.equals(aligned_schema(SMALL.info))


def test_datasets_loads_it(tmp_path):
    path = written(SMALL, tmp_path)
    loaded = datasets.load_dataset(
        "parquet", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache")
    )
    assert loaded.num_rows == 16
    assert loaded[2]["alignment"][0] == [0, 3, 0, 3]


def test_duckdb_loads_it(tmp_path):
    path = written(SMALL, tmp_path)
    with duckdb.connect() as connection:
        flagged = connection.execute(
            "SELECT target, flags[1].name FROM read_parquet(?) WHERE len(flags) > 0", [str(path)]
        ).fetchall()
    assert flagged == [("The bridge is 1,550 metres long and cost NOK 24 billion.", "number")]


@settings(max_examples=25)
@given(text=st.text(st.characters()))
def test_any_text_survives(tmp_path_factory, text):
    path = written(single(text, text), tmp_path_factory.mktemp("parquet"))
    assert pq.read_table(path)["source"].to_pylist() == [encodable(text)]
