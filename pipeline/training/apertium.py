"""Apertium as a batch translator of lines: words for the mapping, whole sentences as an option."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence

from pipeline.errors import InputError

# Apertium marks what it does not know: * unknown word, # no inflected form, @ no translation.
_MARK = re.compile(r"(?<![^\s(\"'«])[*#@]+(?=\w)")
_PACKAGES = {
    "dan-nob": "apertium-dan-nor",
    "dan-nno": "apertium-dan-nor",
    "nob-nno_e": "apertium-nno-nob",
}


def translate_lines(lines: Sequence[str], mode: str) -> list[str]:
    """Translate every line by itself; same length and order.

    A line that Apertium would join with its neighbour is kept apart by the text format's newline;
    if the number of lines changes all the same, that is an error, not a shifted result.
    Raises InputError if Apertium or the pair is not installed, or if it fails.
    """
    if shutil.which("apertium") is None:
        message = f"Apertium is missing: install the Debian packages apertium and {_PACKAGES[mode]}"
        raise InputError(message)
    text = "".join(f"{line}\n" for line in lines)
    run = subprocess.run(
        ["apertium", "-u", "-f", "txt", mode],  # noqa: S607  found on the user's own PATH
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    if run.returncode != 0:
        reason = run.stderr.decode(errors="replace").strip() or run.stdout.decode(errors="replace")
        message = f"Apertium failed on mode {mode} ({reason[:200]}): install {_PACKAGES[mode]}"
        raise InputError(message)
    result = run.stdout.decode(errors="replace").split("\n")[:-1]
    if len(result) != len(lines):
        message = f"Apertium returned {len(result)} lines for {len(lines)} in mode {mode}"
        raise InputError(message)
    return [_MARK.sub("", line) for line in result]


def translate_words(words: Sequence[str], mode: str) -> list[str]:
    """Translate words one by one, each as a sentence of its own; same length and order."""
    translated = translate_lines([f"{word}." for word in words], mode)
    return [line.rstrip(". ").strip() for line in translated]
