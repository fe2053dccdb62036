"""Packages that only some commands need, looked for before their work begins."""

from importlib.util import find_spec

from pipeline.errors import ConfigError


def require(extra: str, *packages: str) -> None:
    """Raise ConfigError with the command to type when a package of an extra is not installed."""
    for package in packages:
        if find_spec(package) is None:
            msg = (
                f"this needs {package}, which is not installed: type `.venv/bin/python -m pip "
                f"install --editable '.[{extra}]'` in the clone"
            )
            raise ConfigError(msg)
