import contextlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from pipeline.config import load_config
from pipeline.run import run
from tests.benchmarks.generated import write_articles, write_config
from tests.executors.clusterstages import needs_ray

pytestmark = [pytest.mark.ray, needs_ray]

REPOSITORY = Path(__file__).parents[2]


def read_all(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {".nordigest.lock", ".nordigest.holder"}
    }


def outputs(config, *overrides, progress=lambda *_: None):
    """Run a config in a folder of its own; its output folder and store are relative."""
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        report = run(load_config(config, overrides), progress)
        assert report.failures == []
        return read_all(Path("out")), report


def generate(folder, documents):
    """Write articles and a config; return it, its settings and the local executor's outputs."""
    write_articles(folder / "articles.jsonl", documents, sentences=2)
    config = write_config(folder)
    settings = [
        f"sources=[{{path: {folder}/articles.jsonl, columns: {{title: title, date: date}}}}]",
        "output.formats=[jsonl, tsv, tmx, xliff, digest-json]",
    ]
    expected, _ = outputs(config, *settings)
    assert expected["aligned.jsonl"].count(b"\n") == documents * 3
    return config, settings, expected


def test_a_cluster_writes_the_bytes_of_one_machine(cluster, tmp_path):
    config, settings, expected = generate(tmp_path, 2_000)
    on = ["compute.executor=ray", f"ray.address={cluster.address}"]
    found, report = outputs(config, *settings, *on)
    assert found == expected
    assert report.computed["detect"] == 2_000


def test_losses_in_mid_run_change_no_byte(cluster, tmp_path):
    config, settings, expected = generate(tmp_path, 700)
    lost = []

    def lose(stage, done, _wanted):
        """Kill an actor among the translations, one among the summaries, then a node."""
        if done and stage == ("translate", "summarize", "summarize", None)[len(lost)]:
            if len(lost) < 2:
                lost.append(_kill_one())
            else:
                node = next(iter(cluster.worker_nodes))
                cluster.remove_node(node, allow_graceful=False)
                lost.append(node.node_id)

    on = [
        "compute.executor=ray",
        f"ray.address={cluster.address}",
        "ray.max_actors=3",
    ]
    found, _ = outputs(config, *settings, *on, progress=lose)
    cluster.add_node()
    assert len(lost) == 3
    assert found == expected


def _kill_one():
    """Kill an actor's process, one at work if there is one; Ray names them by what they do."""
    actors = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended while we looked
            command = process.cmdline()
            if command and command[0].startswith("ray::Worker"):
                actors.append((command[0], process))
    _, process = max(actors, key=lambda actor: actor[0])
    process.kill()
    return process.pid


def test_a_signal_stops_a_cluster_run_by_the_usual_way(tmp_path):
    write_articles(tmp_path / "articles.jsonl", 200, sentences=8)
    config = write_config(tmp_path)
    command = [sys.executable, "-m", "pipeline.cli", "run", str(config)]
    settings = ["--set", "compute.executor=ray", "--set", "compute.store=store.sqlite"]
    process = subprocess.Popen(
        [*command, *settings], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        while process.poll() is None and not _detected(tmp_path / "store.sqlite"):
            time.sleep(0.1)
        assert process.poll() is None, process.communicate()
        cluster = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 143
    assert "what was computed is kept" in told.decode().splitlines()[-1]
    assert cluster
    assert psutil.wait_procs(cluster, timeout=20)[1] == []
    assert not (tmp_path / "out/run.json").exists()


def _detected(store):
    if not store.exists():
        return False
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        try:
            query = "SELECT COUNT(*) FROM results WHERE stage = 'detect'"
            return db.execute(query).fetchone()[0] > 0
        except sqlite3.OperationalError:
            return False


@pytest.mark.integration
def test_the_sample_articles_come_out_the_same():
    config = REPOSITORY / "configs/default.yaml"
    source = f"sources=[{{path: {REPOSITORY}/seeds}}]"
    expected, _ = outputs(config, source)
    found, _ = outputs(config, source, "compute.executor=ray")
    assert found == expected
    assert {"aligned.jsonl", "aligned.parquet", "digest.md", "site/index.html"} <= found.keys()
