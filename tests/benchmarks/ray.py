"""What a cluster's driver costs per document, beside the same run on one machine."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption
from pipeline.errors import NordigestError
from pipeline.extras import require
from tests.benchmarks.generated import write_articles, write_config
from tests.benchmarks.launch import launch

# Measured within the driver's process: waiting for it from outside would count the cluster's
# processes, which are its children, as well.
_DRIVER = """
import json, resource, sys, time
from pathlib import Path
from pipeline.config import load_config
from pipeline.run import run
began = time.perf_counter()
report = run(load_config(Path("config.yaml"), sys.argv[1:]), lambda *_: None)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([time.perf_counter() - began, time.process_time(), peak * 1024 / 1e6]))
sys.exit(len(report.failures) > 0)
"""


@dataclass(frozen=True, slots=True)
class ClusterPoint:
    """A run of so many documents with the fake engine on one executor.

    `cpu_seconds` is the processor time of the driver's process, all its threads together,
    `seconds` wall time, `peak_rss_mb` its peak memory (1e6 bytes).
    """

    executor: str
    documents: int
    seconds: float
    cpu_seconds: float
    peak_rss_mb: float


@dataclass(frozen=True, slots=True)
class Slope:
    """What each further document costs: the driver's processor ms and bytes of peak memory."""

    executor: str
    cpu_ms_per_document: float
    bytes_per_document: float


def measure_cluster(
    sizes: Sequence[int], executors: Sequence[str] = ("local", "ray")
) -> Iterator[ClusterPoint]:
    """Run generated articles on a cluster of this machine, and without one, for each size.

    Raises NordigestError when a run fails.
    """
    for documents in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_articles(folder / "articles.jsonl", documents)
            write_config(folder)
            for executor in executors:
                yield _measure(executor, documents, folder)


def slopes(points: Sequence[ClusterPoint]) -> list[Slope]:
    """Compare the largest size with the smallest, so that what starting costs does not count."""
    found = []
    for executor in dict.fromkeys(point.executor for point in points):
        own = [point for point in points if point.executor == executor]
        further = own[-1].documents - own[0].documents
        if further > 0:
            cpu = 1e3 * (own[-1].cpu_seconds - own[0].cpu_seconds) / further
            memory = 1e6 * (own[-1].peak_rss_mb - own[0].peak_rss_mb) / further
            found.append(Slope(executor, cpu, memory))
    return found


def _measure(executor: str, documents: int, folder: Path) -> ClusterPoint:
    settings = [f"compute.{key}={value}" for key, value in {
        "executor": executor, "store": f"{executor}.sqlite",
    }.items()]  # fmt: skip
    finished = subprocess.run(
        [sys.executable, "-c", _DRIVER, *settings, f"output.folder={executor}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        msg = f"a benchmark run with executor {executor} failed: {finished.stderr[-500:]}"
        raise NordigestError(msg)
    seconds, cpu_seconds, peak = json.loads(finished.stdout.splitlines()[-1])
    return ClusterPoint(executor, documents, seconds, cpu_seconds, peak)


def main(
    sizes: Annotated[
        list[int] | None, typer.Argument(help="Numbers of documents; 1000 10000 if none.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the driver's time and memory on a cluster of this machine, and without one."""
    require("ray", "ray")
    points = []
    for point in measure_cluster(sizes or [1_000, 10_000]):
        points.append(point)
        if not as_json:
            typer.echo(
                f"{point.executor}, {point.documents:,} documents: {point.seconds:.1f} s, "
                f"driver {point.cpu_seconds:.1f} s of CPU, {point.peak_rss_mb:.0f} MB"
            )
    found = slopes(points)
    if as_json:
        rows = [asdict(each) for each in points]
        typer.echo(json.dumps({"rows": rows, "slopes": [asdict(each) for each in found]}))
        return
    for slope in found:
        typer.echo(
            f"{slope.executor}: {slope.cpu_ms_per_document:.2f} ms of CPU and "
            f"{slope.bytes_per_document:,.0f} bytes in the driver for each further document"
        )


if __name__ == "__main__":
    launch(main)
