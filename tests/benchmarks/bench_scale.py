"""`nordigest bench scale`: the cost of runs and plans as documents grow in number."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption


def scale(
    sizes: Annotated[
        list[int] | None, typer.Argument(help="Numbers of documents; 1000 10000 100000 if none.")
    ] = None,
    sentences: Annotated[int, typer.Option(help="Sentences of each article.")] = 12,
    as_json: JsonOption = False,
) -> None:
    """Measure a run, a rerun and a plan with fake engines at several sizes."""
    from tests.benchmarks.scale import growth, measure_scale

    points = []
    for point in measure_scale(sizes or [1_000, 10_000, 100_000], sentences):
        points.append(point)
        if not as_json:
            typer.echo(
                f"{point.documents:,} documents: run {point.run_seconds:.1f} s "
                f"({point.run_ms_per_document:.2f} ms each, {point.run_peak_rss_mb:.0f} MB), "
                f"rerun {point.rerun_seconds:.1f} s, plan {point.plan_seconds:.1f} s "
                f"({point.plan_peak_rss_mb:.0f} MB)"
            )
    slope = growth(points) if len(points) > 1 else None
    if as_json:
        typer.echo(json.dumps({"rows": [asdict(each) for each in points], "growth": slope}))
    elif slope is not None:
        typer.echo(f"run time grows with documents to the power {slope:.2f} (1.00: flat each)")
