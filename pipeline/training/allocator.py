"""tcmalloc for the training process: PyTorch's large short-lived tensors cost less with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_CANDIDATES = (
    "libtcmalloc_minimal.so.4",
    "libtcmalloc.so.4",
)
_FOLDERS = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")


def find_tcmalloc() -> Path | None:
    """Find the installed library, or None."""
    paths = (Path(folder) / name for folder in _FOLDERS for name in _CANDIDATES)
    return next((path for path in paths if path.is_file()), None)


def preload_environment() -> dict[str, str]:
    """Return this process's environment, with tcmalloc to be preloaded where it is installed."""
    library = find_tcmalloc()
    preloaded = os.environ.get("LD_PRELOAD", "")
    if library is None or "tcmalloc" in preloaded:
        return dict(os.environ)
    # tcmalloc reports every tensor over a gigabyte on stderr unless told not to.
    return dict(os.environ) | {
        "LD_PRELOAD": f"{preloaded} {library}".strip(),
        "TCMALLOC_LARGE_ALLOC_REPORT_THRESHOLD": str(1 << 40),
    }


def restart_with_tcmalloc() -> None:
    """Run this very command again with tcmalloc preloaded; the process keeps its id.

    Returns only where tcmalloc is loaded already or not installed.
    """
    environment = preload_environment()
    if environment != dict(os.environ):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606
