"""`nordigest store`: look into what is already computed, and keep it in order."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption

app = typer.Typer(help="Look into what is already computed.", no_args_is_help=True)

StoreArgument = Annotated[Path, typer.Argument(help="The store's file (compute.store).")]
_DEFAULT = Path(".nordigest/store.sqlite")


def _existing(path: Path) -> Path:
    from pipeline.core.store import check_store
    from pipeline.errors import StoreError

    if not path.is_file():
        msg = f"there is no store {path}: name the file of compute.store, or run first"
        raise StoreError(msg)
    check_store(path, create=False)
    return path


@app.command()
def stats(path: StoreArgument = _DEFAULT, as_json: JsonOption = False) -> None:
    """Count results, failures and bytes by stage."""
    from dataclasses import asdict

    from pipeline.core.store import Store

    with Store(_existing(path), create=False) as store:
        stages = store.statistics()
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in stages], indent=2))
        return
    if not stages:
        typer.echo(f"{path} holds no results")
    for each in stages:
        typer.echo(
            f"{each.stage}: {each.results:,} results, {each.failures:,} failures, "
            f"{_size(each.bytes)}, {each.fingerprints} settings or models, "
            f"oldest {_age(each.age_days)}"
        )


def _size(count: int) -> str:
    """Write a number of bytes in the unit that leaves one to three digits before the point."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} bytes"


def _age(days: float) -> str:
    for unit, factor in (("days", 1), ("hours", 24)):
        if days * factor >= 1:
            return f"{days * factor:.1f} {unit}"
    return f"{days * 24 * 60:.0f} minutes"


@app.command()
def prune(
    configs: Annotated[list[str], typer.Argument(help="Configs whose results are kept.")],
    path: Annotated[Path, typer.Option("--store", help="The store's file.")] = _DEFAULT,
) -> None:
    """Drop every result that none of the configs would use."""
    from pipeline.cli.configs import open_config
    from pipeline.core.locks import hold_store
    from pipeline.core.store import Store
    from pipeline.job import build_stages

    keep = [
        stage.fingerprint
        for name in configs
        for stage in build_stages(open_config(name, None, None))
    ]
    with hold_store(_existing(path), wait=False), Store(path) as store:
        typer.echo(f"{store.prune(keep):,} results and failures dropped")


@app.command()
def export(path: StoreArgument = _DEFAULT) -> None:
    """Write everything to standard output as JSONL."""
    from pipeline.core.store import Store

    with Store(_existing(path), create=False) as store:
        for row in store.export():
            sys.stdout.write(json.dumps(row) + "\n")


@app.command()
def rebuild(path: StoreArgument = _DEFAULT) -> None:
    """Save what can be read of a damaged store.

    The damaged file is kept beside it.
    """
    from pipeline.core.locks import hold_store
    from pipeline.core.store_rebuild import rebuild as rebuild_store
    from pipeline.errors import StoreError

    if _existing(path).stat().st_size == 0:
        msg = f"{path} is empty, so there is nothing to save: delete it, or name another file"
        raise StoreError(msg)
    with hold_store(path, wait=False):
        saved, damaged = rebuild_store(path)
    typer.echo(f"{saved:,} results and failures saved")
    if damaged:
        typer.echo(f"nordigest: the unreadable part is in {path}.damaged", err=True)
