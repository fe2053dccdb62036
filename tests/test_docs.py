"""The documentation: its sentences are short, and its command lines are those of the program."""

import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from pipeline.cli.app import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# Made of docstrings and descriptions, by commands.
GENERATED = {"api.md", "config.md"}

LONGEST = 35
MEAN = 18

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_END = re.compile(r"(?<=[.!?])[)\"”]*\s+(?=[\"“(]*[A-ZÆØÅ0-9`])")
_COMMAND = re.compile(r"(?:^|[\s/])(?:nordigest|python -m tests\.benchmarks\.(\w+))(?: (.*)|$)")
# What ends a command: a pipe, a comment, the next command.
_NEXT = re.compile(r"\s+[|&#]+(?:\s|$)|;")
# Prose names commands without the program.
_GROUP = re.compile(r"(?:eval|models|store|train) [a-z]")


def _sentences(page: str) -> list[str]:
    """Split the prose of a page; code and tables are left out, inline code is one word."""
    found, in_table = [], False
    for token in _MARKDOWN.parse(page):
        if token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
        if token.type == "inline" and not in_table:
            parts = (
                "`" if each.type == "code_inline" else each.content or " "
                for each in token.children
                if each.content or each.type == "softbreak"
            )
            found += [each for each in _END.split("".join(parts)) if _words(each)]
    return found


def _words(sentence: str) -> int:
    return sum(1 for each in sentence.split() if re.search(r"[\w`]", each))


@pytest.mark.parametrize(
    "page", [each for each in PAGES if each.name not in GENERATED], ids=lambda page: page.name
)
def test_sentences_are_short(page):
    found = _sentences(page.read_text(encoding="utf-8"))
    assert [each for each in found if _words(each) > LONGEST] == []
    assert sum(map(_words, found)) <= MEAN * len(found)


def _blocks(page: str) -> Iterator[str]:
    """Yield the command lines of a page's blocks, each on one line."""
    for token in _MARKDOWN.parse(page):
        if token.type == "fence" and token.info in {"", "sh"}:
            yield from token.content.replace("\\\n", "").splitlines()


def _inline(page: str) -> Iterator[str]:
    for token in _MARKDOWN.parse(page):
        yield from (each.content for each in token.children or () if each.type == "code_inline")


def _commands(lines: Iterator[str]) -> Iterator[tuple[str | None, str]]:
    """Yield the benchmark that a line runs, None for `nordigest`, with the arguments."""
    for line in lines:
        named = f"nordigest {line}" if _GROUP.match(line) else line
        for part in _NEXT.split(named):
            yield from ((match[1], match[2] or "") for match in _COMMAND.finditer(part))


def _spelled(arguments: str) -> Iterator[list[str]]:
    """Split arguments; `a|b` means each of them, and brackets what may be left out."""
    words = shlex.split(arguments.replace("[-", "-").replace("]", ""))
    choices = [number for number, word in enumerate(words) if "|" in word]
    for choice in words[choices[0]].split("|") if choices else [""]:
        yield [choice if number in choices else word for number, word in enumerate(words)]


def _parse(benchmark: str | None, words: list[str], *, whole: bool) -> None:
    """Parse a command line without running it; raises when the program would refuse it."""
    command = typer.main.get_command(_program(benchmark))
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        name, *words = words
        assert name in command.commands, name
        command = command.commands[name]
    # `--help` ends it, as a group without a command does; prose leaves arguments out.
    ended = {"Exit", "NoArgsIsHelpError"} | (set() if whole else {"MissingParameter"})
    try:
        command.make_context("nordigest", words)
    except Exception as exc:
        if type(exc).__name__ not in ended:
            raise


def _program(benchmark: str | None) -> typer.Typer:
    if benchmark is None:
        return app
    program = typer.Typer()
    program.command()(importlib.import_module(f"tests.benchmarks.{benchmark}").main)
    return program


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_command_lines_are_understood(page):
    text = page.read_text(encoding="utf-8")
    for lines, whole in ((_blocks(text), True), (_inline(text), False)):
        for benchmark, arguments in _commands(lines):
            for words in _spelled(arguments):
                try:
                    _parse(benchmark, words, whole=whole)
                except Exception as exc:  # noqa: BLE001 - whatever it is, the page is wrong
                    pytest.fail(f"{benchmark or 'nordigest'} {arguments}: {exc!r}")


def _options(command) -> Iterator[str]:
    for parameter in command.params:
        yield from (*parameter.opts, *parameter.secondary_opts)
    for inner in getattr(command, "commands", {}).values():
        yield from _options(inner)


def test_options_that_pages_name_are_there():
    benchmarks = {
        benchmark
        for page in PAGES
        for benchmark, _ in _commands(_inline(page.read_text(encoding="utf-8")))
    }
    known = {
        option
        for program in benchmarks | {None}
        for option in _options(typer.main.get_command(_program(program)))
    }
    named = {
        word.partition("=")[0]
        for page in PAGES
        for code in _inline(page.read_text(encoding="utf-8"))
        if code.startswith("--")
        for word in code.split()
        if word.startswith("--")
    }
    assert named <= known | {"--help"}


def test_the_commands_of_the_readme_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    articles = tmp_path / "path" / "to" / "articles"
    articles.mkdir(parents=True)
    (articles / "a.txt").write_text("Regjeringen la fram et forslag om nye skoler i dag.")
    # They stand in for the ready configs, whose models take seconds, or a network.
    config = (
        "sources: [{path: path/to/articles}]\ntranslate: {engine: fake}\nsummarize: {model: lead}\n"
    )
    (tmp_path / "configs").mkdir()
    for name in ("default", "my.yaml", "configs/opus.yaml"):
        (tmp_path / name).write_text(config)
    blocks = list(_blocks((ROOT / "README.md").read_text(encoding="utf-8")))
    lines = [line for line in blocks if "bin/nordigest " in line]
    assert len(lines) == 7
    for line in lines:
        ((_, arguments),) = _commands(iter([line]))
        typed = re.match(r"echo '(.*?)' \|", line)
        done = CliRunner().invoke(
            app, shlex.split(arguments), input=typed[1] + "\n" if typed else None
        )
        assert (line, done.exit_code, done.exception) == (line, 0, None), done.output
