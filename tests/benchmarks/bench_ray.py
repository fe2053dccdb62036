"""`nordigest bench ray`: what a cluster's driver costs as documents grow in number."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption


def ray(
    sizes: Annotated[
        list[int] | None, typer.Argument(help="Numbers of documents; 1000 10000 if none.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the driver's time and memory on a cluster of this machine, and without one."""
    from tests.benchmarks.cluster import measure_cluster, slopes

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
