import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

import pipeline
from pipeline.config import Config
from pipeline.core.executor import Failed
from pipeline.core.runner import CachingResolver, walk
from pipeline.core.store import Store
from pipeline.documents import Failure
from pipeline.errors import ClusterError, ModelError
from pipeline.executors.ray import RayExecutor
from pipeline.executors.worker import describe, fit
from tests.core.stubs import document
from tests.executors import clusterstages
from tests.executors.clusterstages import Faulty, needs_ray

pytestmark = [pytest.mark.ray, needs_ray]

_NO_CACHES = shutil.ignore_patterns("__pycache__")
DIED = Failed("its worker process died 3 times while computing it")


def settings(folder, address=None, **actors):
    return Config.model_validate(
        {
            "sources": [{"path": "x"}],
            "output": {"folder": str(folder)},
            "ray": {"address": address, **actors},
        }
    )


def joined(config, build=clusterstages.build_faulty):
    return RayExecutor(config, build(config), build)


@pytest.fixture
def executor(cluster, stage, tmp_path):
    """An executor on the cluster of three nodes, one actor at work on each."""
    config = settings(tmp_path, cluster.address, cpus=0.6, max_actors=3)
    executor = joined(config)
    while len({node for _, node in log(tmp_path)}) < 3:
        list(executor.run(stage, [["slow"]] * 30))
    (tmp_path / "log").unlink()
    yield executor
    executor.close()


@pytest.fixture
def stage(tmp_path):
    return Faulty(tmp_path)


def log(folder: Path) -> list[list[str]]:
    """(process, node) of each batch that was begun."""
    path = folder / "log"
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


def upper(batches):
    return [(index, [word.upper() for word in batch]) for index, batch in enumerate(batches)]


def test_all_nodes_compute_and_models_are_kept_for_the_next_window(executor, stage, tmp_path):
    batches = [[f"slow{n}", "x"] for n in range(12)]
    assert sorted(executor.run(stage, batches)) == upper(batches)
    first = log(tmp_path)
    assert len({node for _, node in first}) == 3
    assert sorted(executor.run(stage, batches)) == upper(batches)
    assert {process for process, _ in log(tmp_path)} == {process for process, _ in first}


def test_killed_actors_and_processes_cost_nothing(executor, stage, tmp_path):
    batches = [["a", "actor-once", "b"], ["kill-once", "c"], *([f"slow{n}"] for n in range(40))]
    done = []
    for each in executor.run(stage, batches):
        done.append(each)
        if len(done) == 10:
            os.kill(int(log(tmp_path)[-1][0]), signal.SIGKILL)
    assert sorted(done) == upper(batches)


def test_a_poison_unit_becomes_a_failure_and_its_neighbours_do_not(executor, stage):
    batches = [["a", "poison", "b"], ["c"], ["bad", "d"]]
    assert sorted(executor.run(stage, batches)) == [
        (0, ["A", DIED, "B"]),
        (1, ["C"]),
        (2, [Failed("ValueError: cannot do it"), "D"]),
    ]


def test_a_lost_node_costs_nothing(cluster, executor, stage, tmp_path):
    batches = [[f"slow{n}"] for n in range(60)]
    done = []
    for each in executor.run(stage, batches):
        done.append(each)
        if len(done) == 10:
            at_work = {node for _, node in log(tmp_path)}
            node = next(node for node in cluster.worker_nodes if node.node_id in at_work)
            cluster.remove_node(node, allow_graceful=False)
    cluster.add_node()
    assert sorted(done) == upper(batches)


def test_a_stopped_run_goes_on_where_it_was(cluster, stage, tmp_path):
    def process(words):
        config = settings(tmp_path, cluster.address, max_actors=1)
        executor = joined(config)
        resolver = CachingResolver(store, executor, lambda *_: None)
        try:
            return next(walk([document(words)], [stage], resolver, 1)), resolver.computed
        finally:
            executor.close()

    with Store(tmp_path / "store.sqlite") as store:
        with pytest.raises(ModelError, match="the model is missing"):
            process("a b c d e f g h no-model")
        done, computed = process("a b c d e f g h i poison")
        assert computed == {"translate": 2}
        assert done == Failure("a.txt", "translate", DIED.reason, done.document)


def test_nodes_that_would_compute_something_else_are_refused(cluster, tmp_path, stage):
    executor = joined(settings(tmp_path, cluster.address), clusterstages.build_other_code)
    with pytest.raises(ClusterError, match="would translate differently"):
        list(executor.run(stage, [["a"]]))
    executor.close()


def test_actors_that_cannot_start_stop_the_run(cluster, tmp_path, stage):
    executor = joined(settings(tmp_path, cluster.address), clusterstages.build_broken)
    with pytest.raises(ClusterError, match=r"ImportError: no such module.*install the same"):
        list(executor.run(stage, [["a"]]))
    executor.close()


def test_a_cluster_that_is_not_there_is_named(tmp_path, stage):
    executor = joined(settings(tmp_path, "127.0.0.1:1"), clusterstages.build_faulty)
    with pytest.raises(ClusterError, match=r"no Ray cluster at 127\.0\.0\.1:1"):
        list(executor.run(stage, [["a"]]))


def test_actors_keep_to_what_they_reserve():
    config = settings("out", cpus=2.5)
    assert fit(config).compute.threads == 3
    assert fit(config).compute.device == "cpu"
    with_gpu = settings("out", gpus=0.5)
    assert fit(with_gpu).compute.device == "auto"


def test_nothing_listens_to_other_machines(executor, stage):
    assert list(executor.run(stage, [["a"]])) == [(0, ["A"])]
    children = psutil.Process().children(recursive=True)
    ports = [
        connection.laddr
        for child in children
        for connection in child.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert ports
    assert {port.ip.removeprefix("::ffff:") for port in ports} == {"127.0.0.1"}


def test_code_decides_whether_a_node_is_refused(tmp_path, stage):
    """Two copies of the package that differ in a comment describe themselves differently."""
    source = Path(pipeline.__file__).parent
    described = []
    for name in ("same", "also", "other"):
        shutil.copytree(source, tmp_path / name / "pipeline", ignore=_NO_CACHES)
        if name == "other":
            with (tmp_path / name / "pipeline/errors.py").open("a") as file:
                file.write("# mended\n")
        code = (
            "from pathlib import Path; from pipeline.executors.worker import describe;"
            "from tests.executors.clusterstages import Faulty; print(describe(Faulty(Path())))"
        )
        environment = {**os.environ, "PYTHONPATH": f"{tmp_path / name}{os.pathsep}{source.parent}"}
        command = [sys.executable, "-c", code]
        told = subprocess.check_output(command, cwd=tmp_path, env=environment, text=True)
        described.append(told)
    assert described[0] == described[1] == f"{describe(stage)}\n"
    assert described[2] != described[0]
