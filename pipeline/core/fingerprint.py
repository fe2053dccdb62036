"""Names for results: hashes of everything that decides them, and of nothing else."""

import hashlib
from functools import cache
from pathlib import Path

from pipeline.core.stage import Json, canonical


def unit_key(fingerprint_digest: str, identity: Json) -> bytes:
    """Name a unit's result under a stage's fingerprint: 16 bytes (keyed BLAKE2b, RFC 7693)."""
    key = bytes.fromhex(fingerprint_digest)
    return hashlib.blake2b(canonical(identity), key=key, digest_size=16).digest()


# A process goes on with the code it began with, so its files are read once.
@cache
def package_digest(package: Path) -> str:
    """Hash a package's source files and templates (SHA-256, hexadecimal)."""
    code = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and "_share" not in path.parts:
            code.update(f"{path.relative_to(package)}\n".encode() + path.read_bytes())
    return code.hexdigest()
