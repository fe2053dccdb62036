"""`nordigest models`: list, fetch, check and convert models."""

import json
from typing import Annotated

import typer

from pipeline.cli.configs import ConfigArgument, JsonOption, find_config

app = typer.Typer(help="List, fetch, check and convert models.", no_args_is_help=True)

OptionalConfig = Annotated[
    str | None, typer.Argument(help="A config whose models are looked at too.")
]


@app.command(name="list")
def list_models(config: OptionalConfig = None, as_json: JsonOption = False) -> None:
    """List the models that are here and those a config names."""
    from pipeline.languages import language_name
    from pipeline.weights.inventory import take_inventory

    rows = take_inventory(find_config(config) if config else None)
    if as_json:
        from dataclasses import asdict

        typer.echo(json.dumps([asdict(row) for row in rows], indent=2))
        return
    for row in rows:
        size = f"{row.bytes / 1e6:,.0f} MB" if row.bytes else "not here"
        converted = f"; converted to {', '.join(row.converted)}" if row.converted else ""
        languages = ", ".join(map(language_name, row.languages)) or "languages not stated"
        typer.echo(f"{row.name}: {size}, {languages}, {row.licence}, {row.digest[:12]}{converted}")


@app.command()
def pull(
    config: ConfigArgument,
    update: Annotated[
        bool, typer.Option("--update", help="Take the newest commit instead of the locked one.")
    ] = False,
) -> None:
    """Download a config's Hub models and pin them.

    Their commits and hashes are kept in a lock file beside the config.
    """
    from pipeline.weights.hub import lock_path, pull_models

    path = find_config(config)
    pulled = pull_models(path, update=update)
    for name, model in pulled.items():
        megabytes = sum(file.size for file in model.files.values()) / 1e6
        typer.echo(f"{name}: {megabytes:,.0f} MB at commit {model.commit}")
        if not any(file.endswith(".safetensors") for file in model.files):
            typer.echo(f"nordigest: {name} has no safetensors, its .bin is read as data", err=True)
    typer.echo(f"pinned in {lock_path(path)}" if pulled else "the config names no Hub model")


@app.command()
def verify(config: OptionalConfig = None) -> None:
    """Compare every file with its manifest or lock.

    Exits with 2 when one is wrong.
    """
    from pipeline.errors import ModelError
    from pipeline.weights.inventory import verify_models

    wrong = []
    for name, problems in verify_models(find_config(config) if config else None):
        typer.echo(f"{name}: {'; '.join(problems) or 'all files as listed'}")
        wrong += [name] if problems else []
    if wrong:
        msg = f"{', '.join(wrong)} cannot be trusted: pull or install again"
        raise ModelError(msg)


@app.command()
def convert(config: ConfigArgument) -> None:
    """Convert a config's models to CTranslate2 now.

    Otherwise they are converted at their first use.
    """
    from pipeline.cli.configs import open_config
    from pipeline.weights.conversion import convert as convert_model
    from pipeline.weights.hub import model_types
    from pipeline.weights.names import resolve

    for name, compute_type in model_types(open_config(config, None, None)):
        typer.echo(f"{name}: {convert_model(resolve(name), compute_type)}")
