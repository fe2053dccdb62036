"""Pages that take their parsers too long, and what becomes of those after them."""

import os
import signal
import subprocess
import sys
import time

import pytest

from pipeline.errors import DocumentError
from pipeline.reading.isolation import Isolation

PAGE = (
    "<html><head><title>Ferja</title></head><body><article><h1>Ferja er tilbake</h1><p>Ferja "
    "Havfruen går igjen fra mandag, opplyser rederiet. Mannskapet har ventet.</p></article></html>"
)


def bomb(attributes=60_000):
    """A page whose parser compares every attribute with all before it."""
    named = " ".join(f'a{number}="x"' for number in range(attributes))
    return f"<html><body><article><p {named}>Toget står.</p></article></body></html>".encode()


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_read():
    with Isolation(seconds=2) as isolation:
        with pytest.raises(DocumentError, match="takes more than 2 s of processor time to read"):
            isolation.read("page", bomb())
        ((name, article),) = isolation.read("page", PAGE.encode())
    assert name is None
    assert article.title == "Ferja er tilbake"


def test_the_clock_limits_a_page_too():
    with Isolation(patience=1) as isolation:
        start = time.monotonic()
        with pytest.raises(DocumentError, match="takes more than 1 s to read"):
            isolation.read("page", bomb())
        assert time.monotonic() - start < 15


def test_what_is_wrong_with_a_page_comes_through():
    with Isolation() as isolation:
        for _ in range(2):
            with pytest.raises(DocumentError, match="without an article in it"):
                isolation.read("page", b"<html><body></body></html>")
        with pytest.raises(DocumentError, match="no RSS or Atom feed"):
            isolation.read("feed", b"<a/>")


def test_a_process_that_dies_is_told_and_replaced():
    with Isolation() as isolation:
        isolation.read("page", PAGE.encode())
        os.kill(isolation._process.pid, signal.SIGKILL)  # noqa: SLF001 - nothing else kills it
        with pytest.raises(DocumentError, match="ends the process that reads it"):
            isolation.read("page", PAGE.encode())
        assert isolation.read("page", PAGE.encode())


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_stops_at_once_in_the_middle_of_a_page(tmp_path, number, code):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/bomb.html").write_bytes(bomb())
    command = [sys.executable, "-m", "pipeline.cli", "run", "default", "in"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        children = f"/proc/{process.pid}/task/{process.pid}/children"
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline:
            with open(children, encoding="ascii") as file:  # noqa: PTH123 - a kernel's file
                reader = file.read().split()
            if reader:
                break
            time.sleep(0.05)
        # Let it begin the page.
        time.sleep(3)
        process.send_signal(number)
        sent = time.monotonic()
        _, stderr = process.communicate()
    assert process.returncode == code
    assert "the same command goes on from there" in stderr
    assert time.monotonic() - sent < 10
