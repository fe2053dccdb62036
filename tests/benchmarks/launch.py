"""How every benchmark's command is started."""

import sys
from collections.abc import Callable

import typer

from pipeline.errors import NordigestError


def launch(command: Callable[..., None]) -> None:
    """Run a command with this process' arguments; a user's mistake is one sentence and code 2."""
    try:
        typer.run(command)
    except NordigestError as exc:
        typer.echo(str(exc), err=True)
        sys.exit(2)
