"""`aligned-xliff/`: XLIFF 2.1 (OASIS Standard, 13 February 2018), one file a source language.

An XLIFF document has one source language (section 4.3.1, `srcLang`), so Bokmål, Nynorsk and
Danish articles go to `nb.xlf`, `nn.xlf` and `da.xlf`. Articles in English are left out; a sentence
in another language than its article's stays in its place and says so in a note.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from pipeline.documents import Document, RunInfo
from pipeline.outputs.base import Sink
from pipeline.outputs.characters import DECLARATION, markup, markup_safe
from pipeline.outputs.credits import TRANSLATED_NOTICE, credit_lines
from pipeline.outputs.identifiers import slug
from pipeline.outputs.rows import AlignedRow, document_rows

if TYPE_CHECKING:
    from lxml.etree import _Element

XLIFF_SCHEMA: Final = "nordigest-xliff/1"

_CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
_NAMES: Final[Mapping[str | None, str]] = {None: _CORE, "mda": _METADATA}
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class XliffSink(Sink):
    """Writes a folder of XLIFF documents: a `file` an article, a `unit` a segment."""

    reads = "documents"

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(info)
        path.mkdir()
        self._path = path
        self._documents: dict[str, TextIO] = {}

    def document(self, document: Document) -> None:
        """Write an article to the file of its language."""
        tag = document.language.tag if document.language else "und"
        rows = list(document_rows(document, self.info, markup_safe))
        if tag == "en" or not rows:
            return
        if tag not in self._documents:
            path = self._path / f"{slug(tag)}.xlf"
            file = self.held.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            # The root stays open: its start tag without the slash that says it is empty.
            file.write(DECLARATION + markup(self._root(tag)).removesuffix("/>") + ">\n")
            self._documents[tag] = file
        self._documents[tag].write(markup(self._file(document, tag, rows)) + "\n")

    def finish(self) -> None:
        """Close the roots."""
        for file in self._documents.values():
            file.write("</xliff>")

    def _root(self, tag: str) -> "_Element":
        """Make the root of the file of a language."""
        return _element("xliff", version="2.1", srcLang=tag, trgLang="en")

    def _file(self, document: Document, tag: str, rows: list[AlignedRow]) -> "_Element":
        """Make an article's element."""
        return _file(document, tag, rows, self.info)


def _file(document: Document, tag: str, rows: list[AlignedRow], info: RunInfo) -> "_Element":
    from lxml import etree

    file = _element("file", id=slug(document.id), original=rows[0].sources[0])
    # Sentences keep their inner white space (section 4.3.2.1).
    file.set(_XML_SPACE, "preserve")
    described = {
        "schema": XLIFF_SCHEMA,
        "document": document.id,
        "title": document.title,
        "date": document.date,
        "outlet": document.outlet,
        "url": document.url,
    }
    file.append(_metadata("document", described))
    notes = [("notice", TRANSLATED_NOTICE)]
    translators = (model for model in info.models if model.role == "translate")
    notes += [("attribution", line) for line in credit_lines(translators)]
    notes += [("flag", f"{flag.name}: {flag.reason}") for flag in rows[0].document_flags]
    file.append(_notes(notes))
    for paragraph, sentences in groupby(rows, key=lambda row: row.paragraph):
        group = etree.SubElement(file, f"{{{_CORE}}}group", id=f"p{paragraph}")
        group.extend(_unit(row, tag) for row in sentences)
    etree.indent(file, space=" ")
    return file


def _unit(row: AlignedRow, tag: str) -> "_Element":
    unit = _element("unit", id=f"s{row.index}", type=f"nordigest:{row.kind}")
    if row.copied:
        unit.set("translate", "no")
    if row.score is not None:
        described = {"score": str(row.score), "model": row.model}
        unit.append(_metadata("translation", described))
    notes = list(_unit_notes(row, tag))
    if notes:
        unit.append(_notes(notes))
    state = "initial" if row.target is None else "translated"
    segment = _element("segment", state=state)
    segment.append(_text("source", row.source))
    if row.target is not None:
        segment.append(_text("target", row.target))
    unit.append(segment)
    return unit


def _unit_notes(row: AlignedRow, tag: str) -> Iterator[tuple[str, str]]:
    if row.language != tag:
        yield "language", row.language
    for flag in row.flags:
        yield "flag", f"{flag.name}: {flag.reason}"


def _metadata(category: str, values: Mapping[str, str | None]) -> "_Element":
    from lxml import etree

    metadata = etree.Element(f"{{{_METADATA}}}metadata", nsmap=_NAMES)
    group = etree.SubElement(metadata, f"{{{_METADATA}}}metaGroup", category=category)
    for kind, value in values.items():
        if value is not None:
            meta = etree.SubElement(group, f"{{{_METADATA}}}meta", type=kind)
            meta.text = markup_safe(value)
    return metadata


def _notes(entries: list[tuple[str, str]]) -> "_Element":
    notes = _element("notes")
    for category, text in entries:
        note = _text("note", markup_safe(text))
        note.set("category", category)
        notes.append(note)
    return notes


def _text(name: str, text: str) -> "_Element":
    element = _element(name)
    element.text = text
    return element


def _element(name: str, **attributes: str) -> "_Element":
    from lxml import etree

    return etree.Element(f"{{{_CORE}}}{name}", attributes, _NAMES)
