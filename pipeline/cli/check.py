"""`nordigest check`: is the config right, and what would it read."""

import typer

from pipeline.cli.configs import (
    ConfigArgument,
    InputsArgument,
    SetOption,
    open_config,
    print_message,
)


def check(
    config: ConfigArgument, inputs: InputsArgument = None, overrides: SetOption = None
) -> None:
    """Check a config, and say what it would read and run.

    Fails where a table lacks a column that the config names.
    """
    from pipeline.job import resolve
    from pipeline.reading.read import check_tables, describe_sources, list_sources

    loaded = open_config(config, inputs, overrides)
    models = resolve(loaded).models
    listed = list_sources(loaded)
    for line in describe_sources(listed):
        typer.echo(line)
    for used in models:
        model = used.model
        typer.echo(f"{used.stage}: {model.name} ({model.licence}, {model.digest[:12]})")
    typer.echo(f"writes {', '.join(loaded.output.formats)} to {loaded.output.folder}/")
    failures = list(check_tables(listed))
    for failure in failures:
        print_message(f"{failure.source} {failure.reason}")
    if failures:
        raise typer.Exit(1)
