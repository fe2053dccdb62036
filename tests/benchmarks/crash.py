"""Kills runs at random instants and checks that nothing is lost, doubled or half written."""

import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption
from pipeline.core.store import Store
from pipeline.errors import NordigestError
from tests.benchmarks.generated import write_articles, write_config
from tests.benchmarks.launch import launch
from tests.benchmarks.processes import run_cli

_STAGING = "out/.partial"
_FORMATS = ("jsonl", "tsv", "tmx", "digest-markdown", "digest-json", "site")


@dataclass(slots=True)
class CrashReport:
    """What the kills did; `problems` is empty when the promises held.

    `killed_writing` counts kills that struck while outputs were written, `rounds` the runs that
    were brought to their end, each after some kills.
    """

    kills: int = 0
    killed_writing: int = 0
    rounds: int = 0
    problems: list[str] = field(default_factory=list)


def crash(kills: int, documents: int = 400, seed: int = 1) -> CrashReport:
    """Kill `nordigest run` with SIGKILL `kills` times and compare with an undisturbed run."""
    chance = random.Random(seed)  # noqa: S311 - no secrets, only instants
    report = CrashReport()
    with tempfile.TemporaryDirectory() as name:
        calm = Path(name) / "calm"
        _prepare(calm, documents)
        finished = run_cli(["run", "config.yaml"], calm)
        if finished.code != 0:
            msg = f"the undisturbed run failed: {finished.stderr[-300:]}"
            raise NordigestError(msg)
        expected, units = _hashes(calm / "out"), _units(calm)
        while report.kills < kills:
            folder = Path(name) / f"round{report.rounds}"
            _prepare(folder, documents)
            _round(folder, kills, finished.seconds, chance, expected, report)
            if _hashes(folder / "out") != expected:
                report.problems.append(f"round {report.rounds}: other outputs than undisturbed")
            if _units(folder) != units:
                report.problems.append(f"round {report.rounds}: {_units(folder)} units not {units}")
            report.rounds += 1
    return report


def _round(
    folder: Path,
    kills: int,
    seconds: float,
    chance: random.Random,
    expected: dict[str, str],
    report: CrashReport,
) -> None:
    """Start and kill until `kills` are reached or the run ends by itself, then let it end."""
    while report.kills < kills:
        before = _units(folder)
        # Every other kill is aimed at the writing, which is short beside the computing.
        writing = report.kills % 2 == 1
        share = chance.uniform(0.0, 0.2) if writing else chance.uniform(0.05, 0.8)
        if not _killed(folder, share * seconds, writing=writing):
            return
        report.kills += 1
        report.killed_writing += (folder / _STAGING).exists()
        for file, digest in _hashes(folder / "out").items():
            if expected.get(file) != digest:
                report.problems.append(f"kill {report.kills}: {file} is not whole")
        after = _units(folder)
        if any(after.get(stage, 0) < count for stage, count in before.items()):
            report.problems.append(f"kill {report.kills}: units went from {before} to {after}")
    finished = run_cli(["run", "config.yaml"], folder)
    if finished.code != 0:
        report.problems.append(f"kill {report.kills}: the run after failed: {finished.stderr}")


def _killed(folder: Path, after: float, *, writing: bool) -> bool:
    """Start a run and kill it `after` seconds from its start, or from its first output."""
    command = [sys.executable, "-m", "pipeline.cli", "run", "config.yaml"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while writing and not (folder / _STAGING).exists():
                if process.poll() is not None:
                    return False
                time.sleep(0.002)
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
        return False


def _prepare(folder: Path, documents: int) -> None:
    folder.mkdir()
    write_articles(folder / "articles.jsonl", documents)
    write_config(folder, formats=list(_FORMATS))


def _hashes(out: Path) -> dict[str, str]:
    """Hash what is visible under final names (what begins with a dot is not)."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".")
    }


def _units(folder: Path) -> dict[str, int]:
    with Store(folder / ".nordigest/store.sqlite", create=False) as store:
        return {each.stage: each.results for each in store.statistics()}


def main(
    kills: Annotated[int, typer.Option(help="How often to kill.")] = 200,
    documents: Annotated[int, typer.Option(help="Articles of each run.")] = 400,
    seed: Annotated[int, typer.Option(help="Decides the instants.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Kill runs with SIGKILL at random instants, finish them, compare with an undisturbed one."""
    report = crash(kills, documents, seed)
    if as_json:
        typer.echo(json.dumps(asdict(report)))
    else:
        typer.echo(
            f"{report.kills} kills, {report.killed_writing} of them while writing outputs, "
            f"{report.rounds} runs brought to their end: {len(report.problems)} problems"
        )
        for problem in report.problems:
            typer.echo(f"  {problem}")
    if report.problems:
        raise typer.Exit(1)


if __name__ == "__main__":
    launch(main)
