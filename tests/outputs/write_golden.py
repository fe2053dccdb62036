"""Write the golden files anew: `python -m tests.outputs.write_golden`; then read the diff."""

import shutil
from pathlib import Path

from pipeline.outputs.formats import FORMATS
from tests.outputs.samples import SMALL, write

GOLDEN = Path(__file__).parent / "golden"

TEXT_FORMATS = [name for name in FORMATS if name != "parquet"]
"""Parquet's bytes change with the library's version; its tests compare rows."""


def main() -> None:
    shutil.rmtree(GOLDEN, ignore_errors=True)
    GOLDEN.mkdir()
    for name in TEXT_FORMATS:
        write(FORMATS[name].open, SMALL, GOLDEN / FORMATS[name].name)
    for asset in ("page.css", "page.js", "favicon.svg"):
        (GOLDEN / "site" / asset).unlink()


if __name__ == "__main__":
    main()
