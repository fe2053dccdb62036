"""`nordigest translate`: one line in, one English line out."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.configs import SetOption, open_config

if TYPE_CHECKING:
    from pipeline.core.executor import Outcome
    from pipeline.core.runner import Wanted
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
    """Translate line by line to standard output; a line that cannot be is copied and reported."""
    from pipeline.job import build_stages

    stages = build_stages(open_config(config, None, overrides))[:3]
    failed = False
    for number, (line, outcome) in enumerate(_translated(_lines(file), stages, language), 1):
        if isinstance(outcome, str):
            typer.echo(outcome)
        else:
            failed = True
            typer.echo(line)
            typer.echo(f"nordigest: line {number}: {outcome.reason}", err=True)
    if failed:
        raise typer.Exit(1)


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
) -> Iterator[tuple[str, "str | Failure"]]:
    from pipeline.core.runner import walk
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
            for each in walk(documents, stages, _Direct(), _LINES)
        }
        for number, line in enumerate(batch):
            result = done.get(number)
            yield line, _english(result) if isinstance(result, Document) else result or ""


def _english(document: "Document") -> str:
    return "".join(
        each.translation.text + each.gap for each in document.segments if each.translation
    )


class _Direct:
    """The resolver without a store: everything is computed."""

    def resolve(
        self, stage: "Stage", wanted: Mapping[bytes, "Wanted"]
    ) -> Mapping[bytes, "Outcome"]:
        from pipeline.core.executor import compute_batch

        outcomes = compute_batch(stage, [each.payload for each in wanted.values()])
        return dict(zip(wanted, outcomes, strict=True))
