"""Progress of long work on stderr: bars on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.core.runner import Progress

_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def progress() -> Iterator["Progress"]:
    """Give a function that is told (stage, units done, units wanted)."""
    if sys.stderr.isatty():
        with _bars() as told:
            yield told
    else:
        yield _lines()


@contextmanager
def _bars() -> Iterator["Progress"]:
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    tasks: dict[str, TaskID] = {}
    with Bars(console=Console(stderr=True)) as bars:

        def told(stage: str, done: int, wanted: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=0)
            task = bars.tasks[tasks[stage]]
            bars.update(task.id, total=(task.total or 0) + wanted, advance=done)

        yield told


def _lines() -> "Progress":
    counts: dict[str, list[int]] = {}
    last = time.monotonic()

    def told(stage: str, done: int, wanted: int) -> None:
        nonlocal last
        count = counts.setdefault(stage, [0, 0])
        count[0] += done
        count[1] += wanted
        now = time.monotonic()
        if now - last >= _SECONDS_BETWEEN_LINES:
            last = now
            state = ", ".join(f"{name} {of[0]}/{of[1]}" for name, of in counts.items())
            print(f"nordigest: {state}", file=sys.stderr, flush=True)  # noqa: T201 - this is the CLI

    return told
