import json

import pytest
from fsspec import filesystem

from pipeline.config import Config
from pipeline.errors import OutputError
from pipeline.outputs.upload import check_writable, uploaded
from pipeline.run import run
from tests.outputs.s3 import s3_server

__all__ = ["s3_server"]

NAMES = ["a.txt", "b.txt", "site"]
TEXT = "Regjeringen legger i dag fram et forslag om {} nye ferjer. Kommunen er fornøyd med det."


@pytest.fixture
def memory():
    storage = filesystem("memory")
    yield storage
    storage.rm("/", recursive=True)


def contents(storage, root):
    """Map names under a root to bytes."""
    storage.invalidate_cache()
    found = storage.find(root)
    start = len(storage._strip_protocol(root)) + 1  # noqa: SLF001 - fsspec's way to compare paths
    return {path[start:]: storage.cat_file(path) for path in found}


def test_files_appear_when_all_are_written(memory, tmp_path):
    with uploaded("memory://out", NAMES, tmp_path / "staging") as folder:
        (folder / "a.txt").write_text("a")
        (folder / "site").mkdir()
        (folder / "site/x.html").write_text("x")
        assert contents(memory, "memory://out") == {}
    assert contents(memory, "memory://out") == {"a.txt": b"a", "site/x.html": b"x"}
    assert list(tmp_path.iterdir()) == []


def test_what_this_run_did_not_write_goes_and_strangers_stay(memory, tmp_path):
    memory.pipe({"/out/notes.txt": b"mine", "/out/b.txt": b"old", "/out/site/old.html": b"old"})
    with uploaded("memory://out", NAMES, tmp_path / "staging") as folder:
        (folder / "a.txt").write_text("new")
        (folder / "run.json").write_text("{}")
    assert contents(memory, "memory://out") == {
        "a.txt": b"new", "notes.txt": b"mine", "run.json": b"{}",
    }  # fmt: skip


def test_a_failed_run_leaves_the_old_files(memory, tmp_path):
    memory.pipe({"/out/a.txt": b"old"})

    def fail():
        with uploaded("memory://out", NAMES, tmp_path / "staging") as folder:
            (folder / "a.txt").write_text("new")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"No space left on device.*nothing computed is lost"):
        fail()
    assert contents(memory, "memory://out") == {"a.txt": b"old"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nope://x/y", "Protocol not known: nope"),
        ("s3://missing/out", "NoSuchBucket|bucket does not exist"),
    ],
)
@pytest.mark.usefixtures("s3_server")
def test_what_cannot_be_written_is_known_before_computing(url, reason):
    with pytest.raises(OutputError, match=reason):
        check_writable(url)


def settings(folder, source, output):
    return Config.model_validate(
        {
            "sources": [{"path": source, "language": "nb"}],
            "translate": {"engine": "fake"},
            "summarize": {"model": "lead"},
            "output": {"folder": output, "formats": ["jsonl", "tmx", "parquet", "digest-json"]},
            "compute": {"store": str(folder / "store.sqlite")},
        }
    )


@pytest.fixture(params=["memory://shelf", "s3://shelf"])
def place(request):
    """A place behind a URL, with its file system."""
    kind = request.param.partition(":")[0]
    if kind == "s3":
        request.getfixturevalue("s3_server")
    storage = filesystem(kind)
    storage.mkdir("shelf")
    yield request.param, storage
    storage.rm("shelf", recursive=True)


def test_a_run_reads_from_a_url_and_writes_to_one(place, tmp_path):
    url, storage = place
    for number in range(5):
        storage.pipe_file(f"{url}/articles/{number}.txt", TEXT.format(number + 2).encode())
    run(settings(tmp_path / "a", f"{url}/articles", str(tmp_path / "out")), lambda *_: None)
    expected = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("[!.]*")}
    remote = settings(tmp_path / "b", f"{url}/articles", f"{url}/out")
    assert run(remote, lambda *_: None).failures == []
    found = contents(storage, f"{url}/out")
    assert json.loads(found["run.json"])["documents"] == {"nb": 5}
    # It tells the output folder, in which the two differ.
    assert found | {"run.json": b""} == expected | {"run.json": b""}
    assert found["aligned.jsonl"].count(b"\n") == 10
    assert run(remote, lambda *_: None).computed == {}
    assert contents(storage, f"{url}/out") == found
    assert [path.name for path in (tmp_path / "b").iterdir() if path.is_dir()] == []
