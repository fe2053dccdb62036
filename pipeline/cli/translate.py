"""`nordigest translate`: one line in, one English line out."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from pipeline.cli.configs import SetOption, open_config, print_message, read_tag

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
            print_message(f"line {number}: {note}")
        if isinstance(outcome, Failure):
            failed = True
            typer.echo(line)
            reason = outcome.reason.replace(BY_SOURCE, "with --from")
            print_message(f"line {number}: {reason}")
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
            print_message(f"line {number}: {flag.name}: {flag.reason}")


def _lines(file: Path | None) -> Iterator[str]:
    """Yield the lines of a file or of standard input, decoded; what was repaired is said."""
    from pipeline.errors import DocumentError, InputError

    name = str(file or "standard input")
    try:
        with file.open("rb") if file else nullcontext(sys.stdin.buffer) as stream:
            yield from _decoded(stream)
    except FileNotFoundError as exc:
        fix = f"to translate these words, type echo '{name}' | nordigest translate"
        fix = fix if " " in name else "name one that exists"
        msg = f"there is no file {name}: {fix}"
        raise InputError(msg) from exc
    except OSError as exc:
        msg = f"{name} cannot be read ({exc.strerror}): name a text file"
        raise InputError(msg) from exc
    except DocumentError as exc:
        msg = f"{name} {exc}"
        raise InputError(msg) from exc


def _decoded(stream: BinaryIO) -> Iterator[str]:
    from pipeline.errors import DocumentError
    from pipeline.reading.encodings import decode, repair
    from pipeline.reading.limits import MAX_BYTES
    from pipeline.reading.lines import stream_lines

    for number, data in stream_lines(stream):
        if data is None:
            msg = f"has more than {MAX_BYTES // 2**20} MB in line {number}: break it into lines"
            raise DocumentError(msg)
        # A NUL or two make no short line binary.
        whole = data.replace(b"\0", b"")
        if nuls := len(data) - len(whole):
            print_message(f"line {number}: encoding: {nuls} NUL characters were left out")
        text, flags = repair(decode(whole).strip("\ufeff\r\n"))
        for flag in flags:
            print_message(f"line {number}: {flag.name}: {flag.reason}")
        yield text


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
