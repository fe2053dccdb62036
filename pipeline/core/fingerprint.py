"""Names for results: hashes of everything that decides them, and of nothing else."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.core.stage import Fingerprint, Json

# Made once: json.dumps makes a new encoder for every call with settings of its own.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Json) -> bytes:
    """Encode a JSON value so that equal values give equal bytes (sorted keys, ASCII escapes).

    Escapes keep lone surrogates, which UTF-8 cannot hold.
    """
    return _ENCODER.encode(value).encode("ascii")


def components(fingerprint: Fingerprint) -> dict[str, Json]:
    """Spell a fingerprint out, for the store's record of why something was computed."""
    spelled: dict[str, Json] = {}
    for field in dataclasses.fields(fingerprint):
        value = getattr(fingerprint, field.name)
        spelled[field.name] = dict(value) if isinstance(value, Mapping) else value
    return spelled


def digest(fingerprint: Fingerprint) -> str:
    """Hash a fingerprint to 64 hexadecimal digits (SHA-256)."""
    return hashlib.sha256(canonical(components(fingerprint))).hexdigest()


def unit_key(fingerprint_digest: str, identity: Json) -> bytes:
    """Name a unit's result under a stage's fingerprint: 16 bytes (keyed BLAKE2b, RFC 7693)."""
    key = bytes.fromhex(fingerprint_digest)
    return hashlib.blake2b(canonical(identity), key=key, digest_size=16).digest()


def package_digest(package: Path) -> str:
    """Hash a package's source files and templates (SHA-256, hexadecimal)."""
    code = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and "_share" not in path.parts:
            code.update(f"{path.relative_to(package)}\n".encode() + path.read_bytes())
    return code.hexdigest()
