"""`aligned.tmx`: a translation memory in TMX 1.4b (LISA OSCAR, 26 April 2005).

A memory holds translations, so segments that were English already and segments without a
translation are left out.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.documents import Document, RunInfo
from pipeline.outputs.base import DocumentTextSink
from pipeline.outputs.characters import DECLARATION, markup, markup_safe
from pipeline.outputs.credits import TRANSLATED_NOTICE, credit_lines
from pipeline.outputs.identifiers import anchor
from pipeline.outputs.rows import AlignedRow, document_rows

if TYPE_CHECKING:
    from lxml.etree import _Element

TMX_SCHEMA: Final = "nordigest-tmx/1"

_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


class TmxSink(DocumentTextSink):
    """Writes one translation unit a segment; `tuid` is `<document>:<index>`."""

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(path, info)
        head = markup(_header(info))
        self.file.write(f'{DECLARATION}<tmx version="1.4">\n{head}\n<body>\n')

    def text(self, document: Document) -> str:
        """Make the units of a document."""
        return "".join(
            markup(_unit(row, row.target)) + "\n"
            for row in document_rows(document, self.info, markup_safe)
            if not row.copied and row.target is not None
        )

    def finish(self) -> None:
        """Close the memory."""
        self.file.write("</body></tmx>")


def _header(info: RunInfo) -> "_Element":
    from lxml import etree

    header = etree.Element(
        "header",
        {
            "creationtool": "Nordigest",
            "creationtoolversion": markup_safe(info.version),
            "segtype": "sentence",
            "o-tmf": TMX_SCHEMA,
            "adminlang": "en",
            # Every unit names its own source language.
            "srclang": "*all*",
            "datatype": "plaintext",
        },
    )
    etree.SubElement(header, "note").text = TRANSLATED_NOTICE
    for model in info.models:
        if model.role == "translate":
            (credit,) = credit_lines([model])
            _properties(header, {"x-model": credit, "x-model-digest": model.digest})
    return header


def _unit(row: AlignedRow, target: str) -> "_Element":
    from lxml import etree

    unit = etree.Element("tu", tuid=anchor(row.document, row.index), srclang=row.language)
    for flag in row.flags:
        etree.SubElement(unit, "note").text = f"{flag.name}: {flag.reason}"
    _properties(
        unit,
        {
            "x-document": row.document,
            "x-kind": row.kind,
            "x-date": row.date,
            "x-outlet": row.outlet,
            "x-score": None if row.score is None else str(row.score),
            "x-model": row.model,
        },
    )
    for tag, text in ((row.language, row.source), ("en", target)):
        variant = etree.SubElement(unit, "tuv", {_XML_LANG: tag})
        etree.SubElement(variant, "seg").text = text
    return unit


def _properties(parent: "_Element", values: Mapping[str, str | None]) -> None:
    from lxml import etree

    for kind, value in values.items():
        if value is not None:
            etree.SubElement(parent, "prop", type=kind).text = markup_safe(value)
