"""Puts the commands together and turns errors into one sentence and an exit code."""

import errno
import os
import signal
import sys
import warnings
from importlib.util import find_spec
from types import FrameType
from typing import Annotated, TextIO

import typer

from pipeline import __version__
from pipeline.cli import eval as evaluate
from pipeline.cli import models, store, train
from pipeline.cli.check import check
from pipeline.cli.configs import print_message
from pipeline.cli.plan import plan
from pipeline.cli.run import run
from pipeline.cli.translate import translate
from pipeline.errors import NordigestError

EXIT_CODES = """Exit codes: 0 all well; 1 some documents failed (listed in failures.jsonl);
2 wrong use, config, input or model; 130 stopped by Ctrl-C, 143 by SIGTERM."""

app = typer.Typer(
    name="nordigest",
    help="Norwegian and Danish articles in, English digests and aligned translations out.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Drawing the help in boxes costs a third of its time.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (run, plan, check, translate):
    app.command()(command)
app.add_typer(store.app, name="store")
app.add_typer(models.app, name="models")
# The help of an installation without an extra does not list the commands that need it.
for name, group, package in (
    ("eval", evaluate.app, "sacrebleu"),
    ("train", train.app, "zstandard"),
):
    app.add_typer(group, name=name, hidden=find_spec(package) is None)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"nordigest {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Norwegian and Danish articles in, English digests and aligned translations out."""


class _Stopped(BaseException):
    """Ctrl-C or SIGTERM; no Exception, so that nothing on the way takes it for a failure."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _stop(number: int, _frame: FrameType | None) -> None:
    raise _Stopped(number)


def _show_warning(
    message: Warning | str,
    category: type[Warning],  # noqa: ARG001 - the hook's signature is fixed
    filename: str,  # noqa: ARG001 - the same
    lineno: int,  # noqa: ARG001 - the same
    file: TextIO | None = None,  # noqa: ARG001 - the same
    line: str | None = None,  # noqa: ARG001 - the same
) -> None:
    print_message(str(message))


def _run() -> None:
    try:
        app(standalone_mode=True)
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def main() -> None:
    """Run the command line; exits with the codes of EXIT_CODES."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    warnings.showwarning = _show_warning
    try:
        _run()
    except NordigestError as exc:
        print_message(str(exc))
        sys.exit(2)
    except OSError as exc:
        if exc.errno != errno.ENOSPC or exc.filename is not None:
            raise
        # What is still to be written has nowhere to go, also when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print_message("the disk of the output is full: make room, or write elsewhere")
        sys.exit(2)
    except _Stopped as exc:
        print_message("stopped; what was computed is kept, the same command goes on from there")
        sys.exit(128 + exc.number)
