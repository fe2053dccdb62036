"""Small stages that compute without models, for tests of the runner, the plan and the store."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.core.stage import Fingerprint, Json, Unit
from pipeline.documents import Document, Language, Segment, Translation
from pipeline.errors import DocumentError


def document(text: str, source: str = "a.txt") -> Document:
    """A document whose id is its text."""
    return Document(id=text, sources=(source,), text=text)


@dataclass(slots=True)
class Words:
    """A cheap stage: a unit is a document, the result its words."""

    name: str = "segment"
    cheap: bool = True
    batch_units: int = 4
    code: int = 1
    calls: list[int] = field(default_factory=list)

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(self.name, self.code, {}, {}, {}, {})

    def units(self, doc: Document) -> Sequence[Unit]:
        if "hopeless" in doc.text:
            msg = "hopeless text"
            raise DocumentError(msg)
        return [Unit({"text": doc.text})]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        self.calls.append(len(payloads))
        return [payload["text"].split() for payload in payloads]

    def apply(self, doc: Document, results: Sequence[Json]) -> Document:
        segments, start = [], 0
        for word in results[0]:
            start = doc.text.index(word, start)
            segments.append(Segment(0, start, start + len(word), word, " "))
            start += len(word)
        return replace(doc, language=Language("da", 1.0), segments=tuple(segments))


@dataclass(slots=True)
class Upper:
    """An expensive stage: a unit is a segment, the result its upper case; `bad` words fail."""

    name: str = "translate"
    cheap: bool = False
    batch_units: int = 4
    suffix: str = ""
    model: str = "a" * 64
    bad: str = "bad"
    computed: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(
            self.name, 1, {"translate.suffix": self.suffix}, {"embedded:x": self.model}, {}, {}
        )

    def units(self, doc: Document) -> Sequence[Unit]:
        return [Unit({"text": segment.source}) for segment in doc.segments]

    def compute(self, payloads: Sequence[Json]) -> list[Json]:
        texts = [payload["text"] for payload in payloads]
        if self.bad in texts:
            msg = f"cannot do {self.bad!r}"
            raise ValueError(msg)
        self.computed += texts
        return [text.upper() + self.suffix for text in texts]

    def apply(self, doc: Document, results: Sequence[Json]) -> Document:
        pairs = zip(doc.segments, results, strict=True)
        segments = (replace(each, translation=Translation(text, 0.0)) for each, text in pairs)
        return replace(doc, segments=tuple(segments))


def english(doc: Document) -> str:
    """A finished document's translation."""
    return " ".join(each.translation.target for each in doc.segments if each.translation)
