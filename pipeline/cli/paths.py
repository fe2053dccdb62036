"""Where commands write, looked at before their work starts."""

from pathlib import Path

from pipeline.errors import OutputError


def make_folder(path: Path) -> None:
    """Make a folder; raises OutputError where there can be none."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        msg = f"the folder {path} cannot be made ({exc.strerror}): name another one"
        raise OutputError(msg) from exc


def check_target(path: Path) -> None:
    """Raise OutputError unless a file can be written there."""
    if path.is_dir():
        msg = f"{path} is a folder: name a file to write"
        raise OutputError(msg)
    if not path.parent.is_dir():
        msg = f"the folder {path.parent} of {path.name} does not exist: make it first"
        raise OutputError(msg)
