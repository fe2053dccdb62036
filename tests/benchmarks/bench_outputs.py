"""`nordigest bench outputs`: memory and time of every output format as the corpus grows."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption


def outputs(
    sizes: Annotated[
        list[int] | None, typer.Argument(help="Numbers of segments; 10000 200000 if none.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write generated corpora in every format, each in a process of its own."""
    from pipeline.outputs.formats import FORMATS
    from tests.benchmarks.outputs import measure_outputs

    rows = []
    for row in measure_outputs(sizes or [10_000, 200_000], list(FORMATS)):
        rows.append(row)
        if not as_json:
            typer.echo(
                f"{row.format:<16} {row.segments:>9,} segments: {row.peak_rss_mb:6.1f} MB at the "
                f"peak, {row.seconds:6.1f} s, {row.size_mb:7.1f} MB written"
            )
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows]))
