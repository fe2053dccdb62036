"""What a run and a plan with nothing to do cost as the number of documents grows."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from pipeline.errors import NordigestError
from tests.benchmarks.generated import write_articles, write_config
from tests.benchmarks.processes import Finished, run_cli


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """Seconds of wall time and MB of peak memory for a number of documents."""

    documents: int
    run_seconds: float
    run_peak_rss_mb: float
    rerun_seconds: float
    plan_seconds: float
    plan_peak_rss_mb: float

    @property
    def run_ms_per_document(self) -> float:
        """Milliseconds of a first run per document."""
        return 1000 * self.run_seconds / self.documents


def measure_scale(sizes: Sequence[int], sentences: int) -> Iterator[ScalePoint]:
    """Run, run again and plan on generated articles with the fake engines, for each size."""
    for documents in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_articles(folder / "articles.jsonl", documents, sentences)
            config = write_config(folder).name
            first, again, planned = (
                _checked(run_cli(arguments, folder))
                for arguments in (["run", config], ["run", config], ["plan", config])
            )
        yield ScalePoint(
            documents, first.seconds, first.peak_rss_mb, again.seconds,
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
