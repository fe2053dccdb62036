"""`nordigest translate`: one line in, one English line out."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.configs import SetOption, open_config, read_tag

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.core.stage import Stage
    from pipeline.documents import Document, Failure

# Enough for full batches, few enough that output follows input without a long wait.
_LINES = 256


def translate(
    file: Annotated[Path | None, typer.Argument(help="Text file; standard input if none.")] = None,
    language: Annotated[
        str | None, typer.Option("--from", help="Language of the text; detected line by line.")
    ] = None,
    config: Annotated[
        str, typer.Option(help="Config whose translate section is used.")
    ] = "default",
    overrides: SetOption = None,
) -> None:
    """Translate line by line to standard output.

    A line that cannot be translated is copied and reported; flags are told on standard error.
    """
    from pipeline.text.langid import begin_loading

    # It takes as long as the imports below.
    begin_loading()
    from pipeline.documents import Failure
    from pipeline.job import translating_stages

    loaded = open_config(config, None, overrides)
    tag = _read_tag(language, loaded) if language is not None else None
    stages = translating_stages(loaded)
    failed = False
    for number, (line, outcome) in enumerate(_translated(_lines(file), stages, tag), 1):
        if isinstance(outcome, Failure):
            failed = True
            typer.echo(line)
            reason = outcome.reason.replace("as `language` of the source", "with --from")
            typer.echo(f"nordigest: line {number}: {reason}", err=True)
        else:
            typer.echo(_english(outcome) if outcome else "")
            _print_flags(number, outcome)
    if failed:
        raise typer.Exit(1)


def _read_tag(language: str, config: "Config") -> str:
    from pipeline.config import check_translated
    from pipeline.errors import ConfigError

    tag = read_tag(language, "--from")
    try:
        check_translated(tag, config.translate.languages)
    except ValueError as exc:
        msg = f"--from: {exc}"
        raise ConfigError(msg) from exc
    return tag


def _print_flags(number: int, document: "Document | None") -> None:
    for segment in document.segments if document else ():
        for flag in segment.translation.flags if segment.translation else ():
            typer.echo(f"nordigest: line {number}: {flag.name}: {flag.reason}", err=True)


def _lines(file: Path | None) -> Iterator[str]:
    from pipeline.errors import InputError

    if file is None:
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    try:
        with file.open(encoding="utf-8-sig") as lines:
            yield from (line.rstrip("\n") for line in lines)
    except (OSError, UnicodeDecodeError) as exc:
        msg = f"{file} cannot be read ({exc}): name a UTF-8 text file"
        raise InputError(msg) from exc


def _translated(
    lines: Iterable[str], stages: Sequence["Stage"], language: str | None
) -> Iterator[tuple[str, "Document | Failure | None"]]:
    """Yield each line with what became of it; None for an empty one."""
    from pipeline.core.runner import Direct, walk
    from pipeline.documents import Document, Failure

    stream = iter(lines)
    while batch := list(islice(stream, _LINES)):
        documents = [
            Document(str(number), (str(number),), line.strip(), pinned=language)
            for number, line in enumerate(batch)
            if line.strip()
        ]
        done = {
            int(each.source if isinstance(each, Failure) else each.id): each
            for each in walk(documents, stages, Direct(), _LINES)
        }
        for number, line in enumerate(batch):
            yield line, done.get(number)


def _english(document: "Document") -> str:
    return "".join(
        each.translation.text + each.gap for each in document.segments if each.translation
    )
