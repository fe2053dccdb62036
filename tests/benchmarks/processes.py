"""Running the command line as its users do, with its time and peak memory."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that ended: wall and processor seconds, peak resident memory in MB (1e6 bytes)."""

    code: int
    seconds: float
    peak_rss_mb: float
    stdout: str
    stderr: str
    cpu_seconds: float = 0.0


def run_cli(
    arguments: Sequence[str], folder: Path, env: Mapping[str, str] | None = None
) -> Finished:
    """Run `nordigest` with the arguments in a folder and wait for it."""
    return run_command([sys.executable, "-m", "pipeline.cli", *arguments], folder, env)


def run_command(
    command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None
) -> Finished:
    """Run a command in a folder and wait for it.

    Peak memory is the process' own `ru_maxrss` (getrusage(2), in KiB on Linux).
    """
    out, err = folder / ".stdout", folder / ".stderr"
    started = time.perf_counter()
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(
            command, cwd=folder, stdout=stdout, stderr=stderr, env={**os.environ, **(env or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in (out, err)]
    peak, used = usage.ru_maxrss * 1024 / 1e6, usage.ru_utime + usage.ru_stime
    return Finished(process.returncode, seconds, peak, texts[0], texts[1], used)
