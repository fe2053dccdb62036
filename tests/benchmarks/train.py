"""Training speed beside the obvious loop."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption
from tests.benchmarks.launch import launch
from tests.benchmarks.training import compare_loops


def main(
    seconds: Annotated[float, typer.Option(min=5, help="Length of each of the two runs.")] = 120.0,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
    as_json: JsonOption = False,
) -> None:
    """Train the default architecture on random pairs with our loop and with the obvious one."""
    obvious, ours = compare_loops(seconds, threads)
    ratio = ours.tokens_per_second / obvious.tokens_per_second
    if as_json:
        rows = {"obvious": asdict(obvious), "ours": asdict(ours), "ratio": ratio}
        typer.echo(json.dumps(rows, indent=2))
        return
    for speed in (obvious, ours):
        typer.echo(
            f"{speed.loop:<8} {speed.tokens_per_second:8,.0f} target tokens/s "
            f"over {speed.steps} steps, {threads} threads"
        )
    typer.echo(f"ratio    {ratio:8.2f}")


if __name__ == "__main__":
    launch(main)
