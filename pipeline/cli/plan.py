"""`nordigest plan`: what a run would compute, and why."""

import json

import typer

from pipeline.cli.configs import (
    ConfigArgument,
    InputsArgument,
    JsonOption,
    RetryOption,
    SetOption,
    open_config,
    print_failures,
)

_REASONS_SHOWN = 10


def plan(
    config: ConfigArgument,
    inputs: InputsArgument = None,
    overrides: SetOption = None,
    retry_failed: RetryOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say what each stage would compute, and why.

    Nothing is computed, and nothing is written.
    """
    from dataclasses import asdict

    from pipeline.run import plan as plan_config

    stages, failures = plan_config(
        open_config(config, inputs, overrides), retry_failed=retry_failed
    )
    if as_json:
        counted = [asdict(each) for each in stages]
        listed = [asdict(each) for each in failures]
        typer.echo(json.dumps({"stages": counted, "failures": listed}, indent=2))
        return
    for stage in stages:
        failed = f", {stage.failed:,} failed before" if stage.failed else ""
        typer.echo(f"{stage.stage}: {stage.due:,} to compute, {stage.known:,} known{failed}")
        for reason, count in stage.reasons.most_common(_REASONS_SHOWN):
            typer.echo(f"  {count:,} {reason}")
        rest = len(stage.reasons) - _REASONS_SHOWN
        if rest > 0:
            typer.echo(f"  ... and {rest:,} more reasons (--json lists them)")
    print_failures(failures)
