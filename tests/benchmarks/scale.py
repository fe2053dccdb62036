"""What a run, a rerun with one article or none changed, and a plan cost as documents grow."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption
from pipeline.errors import NordigestError
from tests.benchmarks.generated import change_article, write_articles, write_config
from tests.benchmarks.launch import launch
from tests.benchmarks.processes import Finished, run_cli


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """Seconds of wall time and MB of peak memory for a number of documents."""

    documents: int
    run_seconds: float
    run_peak_rss_mb: float
    rerun_seconds: float
    changed_seconds: float
    plan_seconds: float
    plan_peak_rss_mb: float

    @property
    def run_ms_per_document(self) -> float:
        """Milliseconds of a first run per document."""
        return 1000 * self.run_seconds / self.documents


def measure_scale(sizes: Sequence[int], sentences: int) -> Iterator[ScalePoint]:
    """Run, run again, change an article and run, and plan, for each size.

    The articles are generated, the engines fake.
    """
    for documents in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_articles(folder / "articles.jsonl", documents, sentences)
            config = write_config(folder).name
            first, again = (_checked(run_cli(["run", config], folder)) for _ in range(2))
            change_article(folder / "articles.jsonl")
            changed = _checked(run_cli(["run", config], folder))
            planned = _checked(run_cli(["plan", config], folder))
        yield ScalePoint(
            documents, first.seconds, first.peak_rss_mb, again.seconds, changed.seconds,
            planned.seconds, planned.peak_rss_mb,
        )  # fmt: skip


def growth(points: Sequence[ScalePoint]) -> float:
    """Return the exponent of time against documents (1.0: time per document is flat)."""
    first, last = points[0], points[-1]
    return log(last.run_seconds / first.run_seconds) / log(last.documents / first.documents)


def _checked(finished: Finished) -> Finished:
    if finished.code != 0:
        msg = f"a benchmark run ended with code {finished.code}: {finished.stderr[-500:]}"
        raise NordigestError(msg)
    return finished


def main(
    sizes: Annotated[
        list[int] | None, typer.Argument(help="Numbers of documents; 1000 10000 100000 if none.")
    ] = None,
    sentences: Annotated[int, typer.Option(help="Sentences of each article.")] = 12,
    as_json: JsonOption = False,
) -> None:
    """Measure a run, reruns and a plan with fake engines at several sizes."""
    points = []
    for point in measure_scale(sizes or [1_000, 10_000, 100_000], sentences):
        points.append(point)
        if not as_json:
            typer.echo(
                f"{point.documents:,} documents: run {point.run_seconds:.1f} s "
                f"({point.run_ms_per_document:.2f} ms each, {point.run_peak_rss_mb:.0f} MB), "
                f"rerun {point.rerun_seconds:.1f} s, with one article changed "
                f"{point.changed_seconds:.1f} s, plan {point.plan_seconds:.1f} s "
                f"({point.plan_peak_rss_mb:.0f} MB)"
            )
    slope = growth(points) if len(points) > 1 else None
    if as_json:
        typer.echo(json.dumps({"rows": [asdict(each) for each in points], "growth": slope}))
    elif slope is not None:
        typer.echo(f"run time grows with documents to the power {slope:.2f} (1.00: flat each)")


if __name__ == "__main__":
    launch(main)
