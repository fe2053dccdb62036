"""Record identifiers made fit for file names, anchors and XML tokens."""

import re
from hashlib import sha256
from pathlib import PurePath

_FIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def slug(identifier: str) -> str:
    """Return the identifier where it is a plain word, else the beginning of its SHA-256."""
    if _FIT.fullmatch(identifier):
        return identifier
    return sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def anchor(document: str, segment: int) -> str:
    """Name a segment the same way everywhere: `<document>:<index>`, an id in the aligned files."""
    return f"{slug(document)}:{segment}"


def source_name(source: str) -> str:
    """Shorten a source to its file name, for readers; the full path stands with the article."""
    return PurePath(source).name or source
