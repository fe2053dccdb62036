"""The browser of this machine."""

import os
import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the path of Chromium, None where there is none."""
    named = os.environ.get("NORDIGEST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)
