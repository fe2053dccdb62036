"""`aligned-xliff-1.2/`: XLIFF 1.2 (OASIS Standard, 1 February 2008), which most CAT tools want.

One file a source language, as for XLIFF 2.1: a `file` an article, a `group` a paragraph, a
`trans-unit` a sentence. Targets are marked as a machine's that want review (section 2.3,
`state="needs-review-translation"` and `state-qualifier="mt-suggestion"`).
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.documents import Document
from pipeline.outputs.characters import markup_safe
from pipeline.outputs.credits import TRANSLATED_NOTICE, credit_lines
from pipeline.outputs.rows import AlignedRow
from pipeline.outputs.xliff import XliffSink

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_NAMES: Final[Mapping[str | None, str]] = {None: _NAMESPACE}
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_TOOL: Final = "nordigest"


class Xliff12Sink(XliffSink):
    """Writes a folder of XLIFF 1.2 documents."""

    def _root(self, tag: str) -> "_Element":  # noqa: ARG002 - each `file` names its language
        return _element("xliff", {"version": "1.2"})

    def _file(self, document: Document, tag: str, rows: list[AlignedRow]) -> "_Element":
        from lxml import etree

        file = _element(
            "file",
            {
                "original": rows[0].sources[0],
                "source-language": tag,
                "target-language": "en",
                "datatype": "plaintext",
                "tool-id": _TOOL,
                # Sentences keep their inner white space.
                f"{_XML}space": "preserve",
            },
        )
        header = etree.SubElement(file, f"{{{_NAMESPACE}}}header")
        tool = {"tool-id": _TOOL, "tool-name": "Nordigest", "tool-version": self.info.version}
        header.append(_element("tool", tool))
        header.extend(_text("note", note) for note in self._notes(document, rows))
        body = etree.SubElement(file, f"{{{_NAMESPACE}}}body")
        for paragraph, sentences in groupby(rows, key=lambda row: row.paragraph):
            group = _element("group", {"id": f"p{paragraph}"})
            group.extend(_unit(row, tag) for row in sentences)
            body.append(group)
        etree.indent(file, space=" ")
        return file

    def _notes(self, document: Document, rows: list[AlignedRow]) -> Iterator[str]:
        yield TRANSLATED_NOTICE
        yield from credit_lines(m for m in self.info.models if m.role == "translate")
        described = {
            "document": document.id,
            "title": document.title,
            "date": document.date,
            "outlet": document.outlet,
            "url": document.url,
        }
        yield from (f"{name}: {value}" for name, value in described.items() if value)
        yield from (f"{flag.name}: {flag.reason}" for flag in rows[0].document_flags)


def _unit(row: AlignedRow, tag: str) -> "_Element":
    """Make a sentence's element: source, target, notes in the order that the schema asks for."""
    unit = _element("trans-unit", {"id": f"s{row.index}"})
    if row.copied:
        unit.set("translate", "no")
    unit.append(_text("source", row.source, {f"{_XML}lang": row.language}))
    if row.target is not None:
        made = {"state": "needs-review-translation", "state-qualifier": "mt-suggestion"}
        known = {f"{_XML}lang": "en"} | ({} if row.copied else made)
        unit.append(_text("target", row.target, known))
    notes = [f"{flag.name}: {flag.reason}" for flag in row.flags]
    notes += [f"language: {row.language}"] if row.language != tag else []
    notes += [] if row.copied or row.score is None else [f"score: {row.score}"]
    unit.extend(_text("note", note, {"from": _TOOL, "annotates": "target"}) for note in notes)
    return unit


def _text(name: str, text: str, attributes: Mapping[str, str] | None = None) -> "_Element":
    element = _element(name, attributes or {})
    element.text = markup_safe(text)
    return element


def _element(name: str, attributes: Mapping[str, str]) -> "_Element":
    from lxml import etree

    safe = {key: markup_safe(value) for key, value in attributes.items()}
    return etree.Element(f"{{{_NAMESPACE}}}{name}", safe, _NAMES)
