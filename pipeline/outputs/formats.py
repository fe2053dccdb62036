"""Which sink makes which output, and what its file or folder is called."""

from dataclasses import dataclass
from typing import Final

from pipeline.config import FORMAT_NAMES, Format
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


_SINKS: Final[dict[Format, Open]] = {
    "jsonl": JsonlSink,
    "tsv": TsvSink,
    "parquet": ParquetSink,
    "tmx": TmxSink,
    "xliff": XliffSink,
    "xliff-1.2": Xliff12Sink,
    "digest-markdown": DigestMarkdownSink,
    "digest-json": DigestJsonSink,
    "digest-html": DigestHtmlSink,
    "site": SiteSink,
}
FORMATS: Final = {form: OutputFormat(sink, FORMAT_NAMES[form]) for form, sink in _SINKS.items()}
"""Every format a config can name."""
