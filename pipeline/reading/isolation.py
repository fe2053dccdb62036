"""Reads pages and feeds in a process of its own, which is ended when it takes too long.

Some pages take their parsers hours, and a parser in C hears no signal. The process reads requests
(a line of JSON with kind and size, then the bytes) and answers each with a line of JSON.
"""

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from types import TracebackType
from typing import Literal, Self

from pipeline.errors import DocumentError
from pipeline.reading.article import RawArticle
from pipeline.reading.articles import read_page
from pipeline.reading.feeds import read_feed
from pipeline.reading.rows import Named

Kind = Literal["page", "feed"]

SECONDS = 20
"""Processor time of one page; a page of a newspaper takes less than one second."""

PATIENCE = 5 * SECONDS
"""Time on the clock of one page, where other programs keep the cores busy."""


class Isolation:
    """Reads pages and feeds in one process, started when first needed and again when it died."""

    def __init__(self, seconds: int = SECONDS, patience: int = PATIENCE) -> None:
        self._seconds = seconds
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        exc: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process at once, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def read(self, kind: Kind, data: bytes) -> list[Named]:
        """Return the articles in a page or feed by their names; a page's name is None.

        Raises DocumentError when there is none, or when reading takes too long.
        """
        answer = self._ask(kind, data)
        if answer is None:
            raise DocumentError(self._lost())
        found = json.loads(answer)
        if "error" in found:
            raise DocumentError(found["error"])
        return [(name, _decode(item)) for name, item in found["entries"]]

    def _ask(self, kind: Kind, data: bytes) -> bytes | None:
        """Send a request and wait for the answer, or None when the process died of it.

        Raises DocumentError when the clock runs out.
        """
        if self._process is None:
            self._process = _start(self._seconds)
        process = self._process
        if process.stdin is None or process.stdout is None:
            msg = "a process was started without pipes"
            raise RuntimeError(msg)
        try:
            process.stdin.write(json.dumps([kind, len(data)]).encode() + b"\n" + data)
            process.stdin.flush()
        except BrokenPipeError:
            return None
        waiting = select.poll()
        waiting.register(process.stdout, select.POLLIN)
        if not waiting.poll(1000 * self._patience):
            self.close()
            msg = f"takes more than {self._patience} s to read on busy cores: save its text as .txt"
            raise DocumentError(msg)
        answer = process.stdout.readline()
        return answer if answer.endswith(b"\n") else None

    def _lost(self) -> str:
        code = self._process.wait() if self._process else 0
        self.close()
        if code == -signal.SIGXCPU:
            return (
                f"takes more than {self._seconds} s of processor time to read: save its text "
                "as .txt"
            )
        return f"ends the process that reads it (exit code {code}): save its text as .txt"


def _start(seconds: int) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


def _decode(item: dict[str, str | None]) -> RawArticle | DocumentError:
    if "error" in item:
        return DocumentError(item["error"])
    return RawArticle(**item)  # type: ignore[arg-type] # what `_encode` made


def _encode(item: RawArticle | DocumentError) -> dict[str, object]:
    return {"error": str(item)} if isinstance(item, DocumentError) else asdict(item)


def _read(kind: Kind, data: bytes) -> Iterator[Named]:
    if kind == "feed":
        yield from read_feed(data)
    else:
        yield None, read_page(data)


def _serve(seconds: int) -> None:
    """Answer requests until there are no more; the system ends the process over its time."""
    # Ctrl-C goes to all processes of a terminal; the one that started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What libraries print must not end up among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while line := sys.stdin.buffer.readline():
        kind, size = json.loads(line)
        data = sys.stdin.buffer.read(size)
        limit = int(time.process_time()) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        answer: dict[str, object]
        try:
            answer = {"entries": [(name, _encode(item)) for name, item in _read(kind, data)]}
        except DocumentError as exc:
            answer = {"error": str(exc)}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
