"""Files with a weight, as commands take them."""

import math
from pathlib import Path

from pipeline.errors import ConfigError


def read_weighted(option: str, entry: str) -> tuple[Path, float]:
    """Read PATH or PATH=WEIGHT; raises ConfigError for a weight that is none."""
    path, _, weight = entry.partition("=")
    try:
        value = float(weight or 1)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:
        message = f"{option} {entry}: write PATH or PATH=WEIGHT, as {path}=0.5"
        raise ConfigError(message, key=option.removeprefix("--"))
    return Path(path), value
