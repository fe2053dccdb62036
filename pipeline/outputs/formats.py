"""Which writer makes which output, and what its file or folder is called."""

from dataclasses import dataclass
from typing import Final

from pipeline.config import Format
from pipeline.outputs.base import Writer
from pipeline.outputs.digest_html import write_digest_html
from pipeline.outputs.digest_json import write_digest_json
from pipeline.outputs.digest_markdown import write_digest_markdown
from pipeline.outputs.jsonl import write_jsonl
from pipeline.outputs.parquet import write_parquet
from pipeline.outputs.site import write_site
from pipeline.outputs.tmx import write_tmx
from pipeline.outputs.tsv import write_tsv
from pipeline.outputs.xliff import write_xliff


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A writer and the name of what it leaves in the output folder; `folder`: it is no file.

    `passes` is how often it reads each document.
    """

    write: Writer
    name: str
    folder: bool = False
    passes: int = 1


FORMATS: Final[dict[Format, OutputFormat]] = {
    "jsonl": OutputFormat(write_jsonl, "aligned.jsonl"),
    "tsv": OutputFormat(write_tsv, "aligned.tsv"),
    "parquet": OutputFormat(write_parquet, "aligned.parquet"),
    "tmx": OutputFormat(write_tmx, "aligned.tmx"),
    "xliff": OutputFormat(write_xliff, "aligned-xliff", folder=True),
    "digest-markdown": OutputFormat(write_digest_markdown, "digest.md"),
    "digest-json": OutputFormat(write_digest_json, "digest.json"),
    "digest-html": OutputFormat(write_digest_html, "digest.html"),
    "site": OutputFormat(write_site, "site", folder=True, passes=2),
}
"""Every format a config can name."""
