"""Finding the config a command was given and the options every such command takes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.documents import Failure

# More would bury the table above them; failures.jsonl has them all.
_FAILURES_SHOWN = 10

ConfigArgument = Annotated[
    str, typer.Argument(help="Config file, or the name of a ready one: default, opus, cluster.")
]
InputsArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Folders, globs or files to read instead of the config's sources."),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", help="Override a setting, as summarize.max_sentences=2."),
]
RetryOption = Annotated[
    bool, typer.Option("--retry-failed", help="Try again what failed in an earlier run.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def find_config(name: str) -> Path:
    """Return the path a name means: a file, or a ready config of that name.

    Raises ConfigError when there is neither.
    """
    from difflib import get_close_matches

    from pipeline.errors import ConfigError
    from pipeline.weights.names import share_folder

    path = Path(name)
    if path.exists():
        return path
    ready = {each.stem: each for each in sorted(share_folder("configs").glob("*.yaml"))}
    if name in ready:
        return ready[name]
    near = get_close_matches(path.stem, ready, n=1)
    fix = f"did you mean {near[0]}?" if near else "name one that exists"
    msg = f"there is no config {name}: {fix} ({', '.join(ready)} are ready ones)"
    raise ConfigError(msg)


def open_config(name: str, inputs: list[str] | None, overrides: list[str] | None) -> "Config":
    """Load a config, its Hub models pinned by the lock beside it.

    Inputs given on the command line take the place of its sources; their tables may have the
    columns that the sources name. Raises ConfigError when the name is of something to read.
    """
    from pipeline.config import load_config
    from pipeline.errors import ConfigError
    from pipeline.reading.files import kind_of
    from pipeline.weights.hub import pin_models

    path = find_config(name)
    if path.is_dir() or (path.exists() and kind_of(name)):
        msg = f"{name} is no config: write one before it, as `nordigest run default {name}`"
        raise ConfigError(msg)
    config = pin_models(load_config(path, overrides or ()), path)
    return config.reading(inputs) if inputs else config


def read_tag(language: str, option: str) -> str:
    """Return the tag of a language that an option names; raises ConfigError for no language."""
    from pipeline.config import parse_tag
    from pipeline.errors import ConfigError

    try:
        return parse_tag(language)
    except ValueError as exc:
        msg = f"{option}: {exc}"
        raise ConfigError(msg) from exc


def print_message(message: str) -> None:
    """Write one line to stderr; line breaks and codes for terminals, as of file names, escaped."""
    shown = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in message)
    typer.echo(f"nordigest: {shown}", err=True)


def print_failures(failures: "Sequence[Failure]") -> None:
    """List the first failures on stderr and say where the others are."""
    for failure in failures[:_FAILURES_SHOWN]:
        print_message(f"{failure.source}: {failure.stage}: {failure.reason}")
    rest = len(failures) - _FAILURES_SHOWN
    if rest > 0:
        more = "1 more failure is" if rest == 1 else f"{rest:,} more failures are"
        print_message(f"{more} in failures.jsonl")
