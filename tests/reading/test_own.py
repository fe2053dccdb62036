import gzip
import shutil
from pathlib import Path

import fsspec
import pyarrow as pa
import pytest
from pyarrow import parquet

from pipeline.config import Config
from pipeline.core.cache import Cache
from pipeline.core.store import Store
from pipeline.outputs.rows import ALIGNED_SCHEMA
from pipeline.reading.own import OwnFiles

GOLDEN = Path(__file__).parents[1] / "outputs" / "golden"
FAILURE = '{"source": "a.txt", "stage": "read", "reason": "is empty", "document": null}\n'


def is_own(path):
    own = OwnFiles(Config.model_validate({"sources": [{"path": "x"}]}))
    return own.has(fsspec.filesystem("file"), str(path))


@pytest.mark.parametrize(
    "name",
    [
        "aligned.jsonl",
        "aligned.tmx",
        "aligned.tsv",
        "aligned-xliff/da.xlf",
        "aligned-xliff-1.2/da.xlf",
        "digest.md",
        "digest.json",
        "digest.html",
        "site/index.html",
        "site/documents/a1b2c3d4e5f60718.html",
    ],
)
def test_outputs_are_known_by_their_content(tmp_path, name):
    renamed = tmp_path / f"mitt{Path(name).suffix}"
    shutil.copy(GOLDEN / name, renamed)
    assert is_own(renamed)


@pytest.mark.parametrize("name", ["aligned.jsonl", "aligned.tsv", "aligned.tmx"])
def test_packed_outputs_are_known_as_well(tmp_path, name):
    packed = tmp_path / f"mitt{Path(name).suffix}.gz"
    packed.write_bytes(gzip.compress((GOLDEN / name).read_bytes()))
    assert is_own(packed)
    packed.write_bytes(gzip.compress(b'{"text": "Hei."}\n'))
    assert not is_own(packed)
    packed.write_bytes(b"broken")
    assert not is_own(packed)


def test_a_renamed_site_is_known_as_a_whole(tmp_path):
    shutil.copytree(GOLDEN / "site", tmp_path / "nettsted")
    assert is_own(tmp_path / "nettsted")
    assert not is_own(tmp_path)


def test_failures_and_stores_of_other_runs_are_known(tmp_path):
    tmp_path.joinpath("feil.jsonl").write_text(FAILURE, encoding="utf-8")
    Store(tmp_path / "lager.db").close()
    cache = Cache(tmp_path / "lager.db.cache", "x")
    cache.publish()
    for name in ("feil.jsonl", "lager.db", "lager.db.cache"):
        assert is_own(tmp_path / name), name


def test_a_parquet_file_says_so_at_its_end(tmp_path):
    for name, metadata in (("mine", {"nordigest.schema": ALIGNED_SCHEMA}), ("yours", {})):
        schema = pa.schema([("text", pa.string())], metadata=metadata)
        table = pa.table({"text": [f"Ferja går kl. {n}." for n in range(5000)]}, schema=schema)
        parquet.write_table(table, tmp_path / f"{name}.parquet")
    assert is_own(tmp_path / "mine.parquet")
    assert not is_own(tmp_path / "yours.parquet")


def test_articles_about_the_same_things_are_input(tmp_path):
    articles = {
        "a.md": "# Digest\n\nNordigest writes summaries by machine.",
        "b.html": '<meta name="generator" content="Hugo"><p>Ferja går.</p>',
        "c.jsonl": '{"source": "NTB", "text": "Ferja går."}',
        "d.db": "SQLite format 3 er et filformat.",
        "e.txt": FAILURE,
    }
    for name, text in articles.items():
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
        assert not is_own(tmp_path / name), name
