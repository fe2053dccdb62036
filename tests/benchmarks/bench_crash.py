"""`nordigest bench crash`: kill runs at random and see that nothing is lost."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption


def crash(
    kills: Annotated[int, typer.Option(help="How often to kill.")] = 200,
    documents: Annotated[int, typer.Option(help="Articles of each run.")] = 400,
    seed: Annotated[int, typer.Option(help="Decides the instants.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Kill runs with SIGKILL at random instants, finish them, compare with an undisturbed one."""
    from tests.benchmarks.crash import crash as run_crash

    report = run_crash(kills, documents, seed)
    if as_json:
        typer.echo(json.dumps(asdict(report)))
    else:
        typer.echo(
            f"{report.kills} kills, {report.killed_writing} of them while writing outputs, "
            f"{report.rounds} runs brought to their end: {len(report.problems)} problems"
        )
        for problem in report.problems:
            typer.echo(f"  {problem}")
    if report.problems:
        raise typer.Exit(1)
