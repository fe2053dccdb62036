"""Finding the files a source names."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.documents import Failure
from pipeline.errors import InputError
from pipeline.reading.files import (
    KINDS,
    FileKind,
    InputFile,
    display_name,
    kind_of,
    suffix_of,
)

# What `Dataset.save_to_disk` always writes; a DatasetDict is a folder of such folders.
_DATASET_MARKS = {"state.json", "dataset_info.json"}
_DATASET_DICT = "dataset_dict.json"


@dataclass(slots=True)
class Listing:
    """What a source names, in a stable order; `skipped` counts hidden and README files."""

    files: list[InputFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: int = 0


def list_files(location: str) -> Listing:
    """Find the files of a folder (with its subfolders), glob, file, datasets folder or URL.

    Hidden files and folders and files called README are skipped. Raises InputError when the
    location does not exist or holds nothing that can be read.
    """
    try:
        listing = _list(location)
    except InputError:
        raise
    except Exception as exc:
        # Remote filesystems raise errors of their own libraries, as for missing credentials.
        if not isinstance(exc, OSError) and "://" not in location:
            raise
        msg = f"{location} {unreadable(exc)}"
        raise InputError(msg) from exc
    if not listing.files:
        found = "; ".join(f"{each.source} {each.reason}" for each in listing.failures[:1])
        msg = f"{location} holds no articles ({found or 'nothing found'}): name {_kinds()} files"
        raise InputError(msg)
    return listing


def _list(location: str) -> Listing:
    filesystem, path = _open_filesystem(location)
    kind = _type_of(filesystem, path)
    if kind == "file":
        return Listing(files=[_single_file(filesystem, path, location)])
    if kind == "directory":
        return _Walk(filesystem, path, None).collect()
    if re.search(r"[*?\[]", path) is None:
        msg = f"there is no {location}: name a folder, glob or file that exists"
        raise InputError(msg)
    base = re.split(r"/[^/]*[*?\[]", path, maxsplit=1)[0] or filesystem.root_marker
    if _type_of(filesystem, base) != "directory":
        msg = f"there is no folder {display_name(filesystem, base)} to look for {location} in"
        raise InputError(msg)
    return _Walk(filesystem, base, _Glob.parse(path, location)).collect()


def unreadable(exc: Exception) -> str:
    """Say why a file or folder could not be opened."""
    strerror = exc.strerror if isinstance(exc, OSError) else None
    reason = strerror or " ".join(str(exc).split()) or type(exc).__name__
    return f"cannot be read ({reason}): allow reading it, or leave it out"


def _open_filesystem(location: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        filesystem, path = url_to_fs(location)
    except (ImportError, ValueError) as exc:
        msg = f"{location} cannot be opened: {' '.join(str(exc).split())}"
        raise InputError(msg) from exc
    return filesystem, path


def _type_of(filesystem: Any, path: str) -> str | None:  # noqa: ANN401 - fsspec has no types
    try:
        return str(filesystem.info(path)["type"])
    except FileNotFoundError:
        return None


def _single_file(filesystem: Any, path: str, location: str) -> InputFile:  # noqa: ANN401 - as above
    kind = kind_of(path)
    if kind is None:
        msg = f"{location} is of a kind that is not read: convert it to {_kinds()}"
        raise InputError(msg)
    return InputFile(filesystem, path, display_name(filesystem, path), kind)


@dataclass(frozen=True, slots=True)
class _Glob:
    """What a glob matches, and how many folders deep it can look (None: to the bottom)."""

    pattern: re.Pattern[str]
    depth: int | None

    @classmethod
    def parse(cls, path: str, location: str) -> "_Glob":
        from fsspec.utils import glob_translate

        try:
            pattern = re.compile(glob_translate(path))
        except (ValueError, re.error) as exc:
            msg = f"{location} is not a valid glob: {exc}"
            raise InputError(msg) from exc
        return cls(pattern, None if "**" in path else path.count("/"))

    def matches(self, path: str) -> bool:
        return self.pattern.match(path) is not None

    def looks_into(self, folder: str) -> bool:
        """Say whether something in the folder, or the folder as a dataset, can match."""
        return self.depth is None or folder.count("/") < self.depth or self.matches(folder)


class _Walk:
    """One walk through a folder, for all that is in it or what a glob matches."""

    def __init__(self, filesystem: Any, root: str, glob: _Glob | None) -> None:  # noqa: ANN401 - as above
        self._filesystem = filesystem
        self._root = root
        self._real_root = os.path.realpath(root)
        self._glob = glob
        self._listing = Listing()

    def collect(self) -> Listing:
        """List the files by their paths, then what cannot be read."""
        others: dict[str, list[str]] = {}
        for path, kind in sorted(self._entries()):
            name = self._name(path)
            if kind is None:
                others.setdefault(suffix_of(path), []).append(name)
            else:
                self._listing.files.append(InputFile(self._filesystem, path, name, kind))
        for suffix, (first, *more) in sorted(others.items()):
            reason = (
                f"is of a kind that is not read ({suffix or 'no file extension'})"
                f"{f' and so are {len(more)} more' if more else ''}: "
                f"convert to {_kinds()}, or leave it out by a glob as articles/**/*.txt"
            )
            self._fail(first, reason)
        return self._listing

    def _entries(self) -> Iterator[tuple[str, FileKind | None]]:
        """Yield (path, kind) of files and datasets folders, in any order."""
        folders = [self._root]
        while folders:
            folder = folders.pop()
            entries = self._entries_of(folder)
            if entries.keys() >= _DATASET_MARKS:
                readable = [self._may_read(info) for info in entries.values()]
                if all(readable) and self._wants(folder):
                    yield folder, "dataset"
                continue
            for name, info in entries.items():
                path = str(info["name"])
                hidden = name.startswith(".") or name.partition(".")[0].upper() == "README"
                if info["type"] == "directory":
                    if not hidden and (self._glob is None or self._glob.looks_into(path)):
                        folders.append(path)
                elif self._wants(path):
                    self._listing.skipped += hidden
                    if not hidden and self._may_read(info) and not self._is_folder_link(info):
                        yield path, kind_of(path)

    def _entries_of(self, folder: str) -> dict[str, Mapping[str, Any]]:
        """Map the names in a folder to what fsspec knows about them."""
        try:
            entries = self._filesystem.ls(folder, detail=True)
        except OSError as exc:
            self._fail(self._name(folder), unreadable(exc))
            return {}
        named = {str(info["name"]).rstrip("/").rpartition("/")[2]: info for info in entries}
        named.pop(_DATASET_DICT, None)
        return named

    def _wants(self, path: str) -> bool:
        return self._glob is None or self._glob.matches(path)

    def _may_read(self, info: Mapping[str, Any]) -> bool:
        """Say whether an entry is a file or folder inside the root; a failure says why not."""
        path = str(info["name"])
        if info.get("islink"):
            target = os.path.realpath(path)
            if not os.path.exists(target):  # noqa: PTH110 - fsspec paths are strings
                self._fail(self._name(path), "is a link to nothing: restore its target")
                return False
            if os.path.commonpath([target, self._real_root]) != self._real_root:
                reason = "is a link out of the folder: name its target as a source of its own"
                self._fail(self._name(path), reason)
                return False
            return True
        if info["type"] not in {"file", "directory"}:
            self._fail(self._name(path), "is not a regular file (a pipe or device?): leave it out")
            return False
        return True

    def _is_folder_link(self, info: Mapping[str, Any]) -> bool:
        # What it points to lies inside the root and is found there.
        return bool(info.get("islink")) and os.path.isdir(info["name"])  # noqa: PTH112 - as above

    def _name(self, path: str) -> str:
        return display_name(self._filesystem, path)

    def _fail(self, name: str, reason: str) -> None:
        self._listing.failures.append(Failure(name, "read", reason))


def _kinds() -> str:
    return " ".join(KINDS)
