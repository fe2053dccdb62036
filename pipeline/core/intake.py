"""What is read, once each: the same text from two places is one document with two sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.core.stage import Json
from pipeline.documents import Document, Failure, Flag


class Origin(NamedTuple):
    """When, by whom and where a text was published."""

    date: str | None
    outlet: str | None
    url: str | None


class Intake:
    """Iterates over the distinct documents; collects failures and where everything came from.

    Holds ids and source names, the origins of texts that were read again, and the names that two
    texts have.
    """

    def __init__(self, read: Iterable[Document | Failure]) -> None:
        self.failures: list[Failure] = []
        self.sources: dict[str, list[str]] = {}
        self._origins: dict[str, list[Origin]] = {}
        self._named: dict[str, str] = {}
        self._ambiguous: set[str] = set()
        self._read = read

    def __iter__(self) -> Iterator[Document]:
        for item in self._read:
            if isinstance(item, Failure):
                self.failures.append(item)
                continue
            known = item.id in self.sources
            places = self.sources.setdefault(item.id, [])
            places += [place for place in item.sources if place not in places]
            self._ambiguous.update(
                place for place in item.sources if self._named.setdefault(place, item.id) != item.id
            )
            if known:
                origins = self._origins.setdefault(item.id, [])
                origins += {_origin(item)}.difference(origins)
            else:
                yield item

    def complete(self, document: Document) -> Document:
        """Add to a document what was learnt after it was read: all its sources and origins."""
        document = _join_origins(document, self._origins.get(document.id, ()))
        sources = tuple(self.sources[document.id])
        flags = tuple(
            Flag("id", f"{place} names another text as well")
            for place in sources
            if place in self._ambiguous
        )
        return replace(document, sources=sources, flags=document.flags + flags)

    def learnt(self, document_id: str) -> list[Json]:
        """Name what `complete` adds to a document."""
        sources = self.sources[document_id]
        origins: list[Json] = [[*each] for each in self._origins.get(document_id, ())]
        return [[*sources], origins, [each for each in sources if each in self._ambiguous]]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield (source, document id)."""
        return (
            (source, document) for document, sources in self.sources.items() for source in sources
        )


def _origin(document: Document) -> Origin:
    return Origin(document.date, document.outlet, document.url)


def _join_origins(document: Document, others: Sequence[Origin]) -> Document:
    """Give a text that was read more than once its first date, and all of its outlets.

    Whichever was read first, the result is the same.
    """
    origins = sorted({_origin(document), *others}, key=_rank)
    outlets = dict.fromkeys(origin.outlet for origin in origins if origin.outlet)
    url = next((origin.url for origin in origins if origin.url), None)
    return replace(document, date=origins[0].date, outlet=", ".join(outlets) or None, url=url)


def _rank(origin: Origin) -> tuple[bool, str, str, str]:
    return origin.date is None, origin.date or "", origin.outlet or "", origin.url or ""
