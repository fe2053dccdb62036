"""Whether what a config reads has changed, told without reading it."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.core.build_record import stamp_files
from pipeline.core.stage import Json
from pipeline.reading.files import InputFile
from pipeline.reading.read import Listed


def stamp_sources(listed: Listed) -> Json:
    """Describe all files that sources name, and those that are not read, as plain data.

    None when a source is not on this machine, whose files cannot be told apart without reading.
    """
    stamps: list[Json] = []
    for _, listing in listed:
        if any("file" not in _protocols(file) for file in listing.files):
            return None
        try:
            stamps.append(stamp_files(path for file in listing.files for path in _files(file)))
        except OSError:
            return None
        stamps.append([[each.source, each.reason] for each in listing.failures])
        stamps.append(dict(listing.skipped))
    return stamps


def _protocols(file: InputFile) -> tuple[str, ...]:
    named = file.filesystem.protocol
    return (named,) if isinstance(named, str) else tuple(named)


def _files(file: InputFile) -> Iterator[Path]:
    path = Path(file.path)
    if file.kind == "dataset":
        yield from (each for each in sorted(path.rglob("*")) if each.is_file())
    else:
        yield path
