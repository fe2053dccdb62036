"""Which sink makes which output, and what its file or folder is called."""

from dataclasses import dataclass
from typing import Final

from pipeline.config import Format
from pipeline.outputs.base import Open
from pipeline.outputs.digest_html import DigestHtmlSink
from pipeline.outputs.digest_json import DigestJsonSink
from pipeline.outputs.digest_markdown import DigestMarkdownSink
from pipeline.outputs.jsonl import JsonlSink
from pipeline.outputs.parquet import ParquetSink
from pipeline.outputs.site import SiteSink
from pipeline.outputs.tmx import TmxSink
from pipeline.outputs.tsv import TsvSink
from pipeline.outputs.xliff import XliffSink
from pipeline.outputs.xliff12 import Xliff12Sink


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A format's sink and the name of the file or folder it leaves in the output folder."""

    open: Open
    name: str


FORMATS: Final[dict[Format, OutputFormat]] = {
    "jsonl": OutputFormat(JsonlSink, "aligned.jsonl"),
    "tsv": OutputFormat(TsvSink, "aligned.tsv"),
    "parquet": OutputFormat(ParquetSink, "aligned.parquet"),
    "tmx": OutputFormat(TmxSink, "aligned.tmx"),
    "xliff": OutputFormat(XliffSink, "aligned-xliff"),
    "xliff-1.2": OutputFormat(Xliff12Sink, "aligned-xliff-1.2"),
    "digest-markdown": OutputFormat(DigestMarkdownSink, "digest.md"),
    "digest-json": OutputFormat(DigestJsonSink, "digest.json"),
    "digest-html": OutputFormat(DigestHtmlSink, "digest.html"),
    "site": OutputFormat(SiteSink, "site"),
}
"""Every format a config can name."""
