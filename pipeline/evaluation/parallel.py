"""Parallel text in two files, line by line."""

from pathlib import Path

from pipeline.errors import InputError


def read_parallel(source: Path, target: Path) -> tuple[list[str], list[str]]:
    """Read a source file and its reference, without the pairs that are blank on either side.

    Raises InputError when they are unreadable, or not of equal length.
    """
    sources, targets = _read(source), _read(target)
    if len(sources) != len(targets):
        msg = f"{source} has {len(sources)} lines and {target} {len(targets)}: they must be equal"
        raise InputError(msg)
    pairs = [(a, b) for a, b in zip(sources, targets, strict=True) if a and b]
    if not pairs:
        msg = f"{source} and {target} hold no pair of lines: name files of one sentence a line"
        raise InputError(msg)
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _read(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        msg = f"{path} cannot be read ({exc}): name a UTF-8 file of one sentence a line"
        raise InputError(msg) from exc
    return [line.strip() for line in lines]
