"""Finding the files a source names."""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
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
from pipeline.reading.hints import hint_by_suffix
from pipeline.reading.own import OwnFiles

# What `Dataset.save_to_disk` always writes; a DatasetDict is a folder of such folders.
_DATASET_MARKS = {"state.json", "dataset_info.json"}
_DATASET_DICT = "dataset_dict.json"


# What browsers and Word put the pictures of a saved page into, beside `page.html`.
_PAGE_PARTS = re.compile(r"(.+)[-._](?:files|filer|arquivos|Dateien)", re.IGNORECASE)
_PAGES = (".html", ".htm")

HIDDEN = "hidden or README files"
OWN = "outputs and configs of Nordigest"
PARTS = "folders with parts of saved pages"


@dataclass(slots=True)
class Listing:
    """What a source names, in a stable order; `skipped` counts by reason what is left out."""

    files: list[InputFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def list_files(location: str, own: OwnFiles) -> Listing:
    """Find the files of a folder (with its subfolders), glob, file, datasets folder or URL.

    Hidden files and folders, files called README, what runs left and parts of saved pages are
    skipped. Raises InputError when the location does not exist or holds nothing that can be read.
    """
    try:
        listing = _list(location, own)
    except InputError:
        raise
    except Exception as exc:
        # Remote filesystems raise errors of their own libraries, as for missing credentials.
        if not isinstance(exc, OSError) and "://" not in location:
            raise
        msg = f"{location} {unreadable(exc)}"
        raise InputError(msg) from exc
    if not listing.files:
        found = [f"{each.source} {each.reason}" for each in listing.failures[:1]]
        found += [f"{count} {reason} skipped" for reason, count in listing.skipped.items()]
        why = "; ".join(found) or "nothing found"
        msg = f"{location} holds no articles ({why}): name {_kinds()} files"
        raise InputError(msg)
    return listing


def _list(location: str, own: OwnFiles) -> Listing:
    filesystem, path = _open_filesystem(location)
    kind = _type_of(filesystem, path)
    if kind is not None and own.has(filesystem, path):
        return Listing(skipped=Counter({OWN: 1}))
    if kind == "file":
        return Listing(files=[_single_file(filesystem, path, location)])
    if kind == "directory":
        return _Walk(filesystem, path, None, own).collect()
    if re.search(r"[*?\[]", path) is None:
        msg = f"there is no {location}: name a folder, glob or file that exists"
        raise InputError(msg)
    base = re.split(r"/[^/]*[*?\[]", path, maxsplit=1)[0] or filesystem.root_marker
    if _type_of(filesystem, base) != "directory":
        msg = f"there is no folder {display_name(filesystem, base)} to look for {location} in"
        raise InputError(msg)
    if own.has(filesystem, base):
        return Listing(skipped=Counter({OWN: 1}))
    return _Walk(filesystem, base, _Glob.parse(path, location), own).collect()


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
        msg = f"{location} {_unread(path)}"
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

    def __init__(self, filesystem: Any, root: str, glob: _Glob | None, own: OwnFiles) -> None:  # noqa: ANN401 - as above
        self._filesystem = filesystem
        self._own = own
        self._root = root
        self._real_root = os.path.realpath(root)
        self._glob = glob
        self._listing = Listing()

    def collect(self) -> Listing:
        """List the files by their paths, and what cannot be read."""
        for path, kind in sorted(self._entries()):
            name = self._name(path)
            if kind is None:
                self._fail(name, _unread(path))
            else:
                self._listing.files.append(InputFile(self._filesystem, path, name, kind))
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
            pages = {name.rpartition(".")[0] for name in entries if name.lower().endswith(_PAGES)}
            for name, info in entries.items():
                path = str(info["name"])
                is_folder = info["type"] == "directory"
                if not (self._looks_into(path) if is_folder else self._wants(path)):
                    continue
                reason = self._reason_to_skip(path, name, pages if is_folder else ())
                if reason:
                    # Hidden folders hold the files of programs, not of users.
                    self._listing.skipped[reason] += not (is_folder and reason == HIDDEN)
                elif is_folder:
                    folders.append(path)
                elif self._may_read(info) and not self._is_folder_link(info):
                    yield path, kind_of(path)

    def _reason_to_skip(self, path: str, name: str, pages: Collection[str]) -> str | None:
        if name.startswith(".") or name.partition(".")[0].upper() == "README":
            return HIDDEN
        if self._own.has(self._filesystem, path):
            return OWN
        parts = _PAGE_PARTS.fullmatch(name)
        return PARTS if parts and parts[1] in pages else None

    def _looks_into(self, folder: str) -> bool:
        return self._glob is None or self._glob.looks_into(folder)

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


def _unread(path: str) -> str:
    """Say that a file is not read, and what to do with it, by what is packed in a .gz file."""
    suffix = suffix_of(path)
    packed = hint_by_suffix(suffix_of(path[: -len(suffix)])) if suffix == ".gz" else None
    return (
        packed
        or hint_by_suffix(suffix)
        or (
            f"is of a kind that is not read ({suffix or 'no file extension'}): convert it to "
            f"{_kinds()}, or leave it out by a glob as articles/**/*.txt"
        )
    )


def _kinds() -> str:
    return " ".join(KINDS)
