"""`nordigest translate`: one line in, one English line out."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    from pipeline.segmentation.detect import BY_SOURCE

    loaded = open_config(config, None, overrides)
    tag = _read_tag(language, loaded) if language is not None else None
    stages = translating_stages(loaded)
    failed = False
    for number, line, outcome, note in _translated(_lines(file), stages, tag):
        if note:
            typer.echo(f"nordigest: line {number}: {note}", err=True)
        if isinstance(outcome, Failure):
            failed = True
            typer.echo(line)
            reason = outcome.reason.replace(BY_SOURCE, "with --from")
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
    except FileNotFoundError as exc:
        name = str(file)
        fix = f"to translate these words, type echo '{name}' | nordigest translate"
        fix = fix if " " in name else "name one that exists"
        msg = f"there is no file {name}: {fix}"
        raise InputError(msg) from exc
    except (OSError, UnicodeDecodeError) as exc:
        msg = f"{file} cannot be read ({exc}): name a UTF-8 text file"
        raise InputError(msg) from exc


def _translated(
    lines: Iterable[str], stages: Sequence["Stage"], language: str | None
) -> Iterator[tuple[int, str, "Document | Failure | None", str]]:
    """Yield each line with its number, what became of it (None for an empty one), and a note.

    A line that is too short to tell its language by is in the one of most lines until then.
    """
    from pipeline.documents import Document
    from pipeline.languages import language_name

    stream = enumerate(lines, 1)
    seen: Counter[str] = Counter()
    while batch := list(islice(stream, _LINES)):
        texts = {number: line.strip() for number, line in batch if line.strip()}
        done = _walk(texts, stages, language)
        made = (each for each in done.values() if isinstance(each, Document) and each.language)
        seen.update(each.language.tag for each in made if each.language)
        notes = {}
        undecided = {number: texts[number] for number, each in done.items() if _is_undecided(each)}
        if undecided and seen:
            usual = seen.most_common(1)[0][0]
            done |= _walk(undecided, stages, usual)
            note = f"taken for {language_name(usual)}, as most lines are: name it with --from"
            notes = dict.fromkeys(undecided, note)
        for number, line in batch:
            yield number, line, done.get(number), notes.get(number, "")


def _walk(
    texts: Mapping[int, str], stages: Sequence["Stage"], language: str | None
) -> dict[int, "Document | Failure"]:
    from pipeline.core.runner import Direct, walk
    from pipeline.documents import Document, Failure

    documents = [
        Document(str(number), (str(number),), text, pinned=language)
        for number, text in texts.items()
    ]
    return {
        int(each.source if isinstance(each, Failure) else each.id): each
        for each in walk(documents, stages, Direct(), _LINES)
    }


def _is_undecided(outcome: "Document | Failure") -> bool:
    from pipeline.documents import Failure
    from pipeline.segmentation.detect import UNDECIDED

    return isinstance(outcome, Failure) and outcome.reason.startswith(UNDECIDED)


def _english(document: "Document") -> str:
    return "".join(
        each.translation.target + each.gap for each in document.segments if each.translation
    )
