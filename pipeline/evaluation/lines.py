"""Text files of one sentence or case a line."""

from pathlib import Path

from pipeline.errors import InputError


def read_lines(path: Path, holding: str) -> list[str]:
    """Read a UTF-8 file's lines; raises InputError, which says that it should be `holding`.

    They are split at line feeds only: other separators, as U+2028, may stand within a sentence.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        msg = f"{path} cannot be read ({exc}): name a UTF-8 file of {holding}"
        raise InputError(msg) from exc
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []


def read_parallel(source: Path, target: Path) -> tuple[list[str], list[str]]:
    """Read a source file and its reference, line by line, without pairs that are blank on a side.

    Raises InputError when they are unreadable, or not of equal length.
    """
    sources, targets = (read_lines(path, "one sentence a line") for path in (source, target))
    if len(sources) != len(targets):
        msg = f"{source} has {len(sources)} lines and {target} {len(targets)}: they must be equal"
        raise InputError(msg)
    pairs = [
        (one, other)
        for one, other in zip(sources, targets, strict=True)
        if one.strip() and other.strip()
    ]
    if not pairs:
        msg = f"{source} and {target} hold no pair of lines: name files of one sentence a line"
        raise InputError(msg)
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
