"""What is read, once each: the same text from two places is one document with two sources."""

from collections.abc import Iterable, Iterator

from pipeline.documents import Document, Failure


class Intake:
    """Iterates over the distinct documents; collects failures and where everything came from.

    Holds ids and source names only.
    """

    def __init__(self, read: Iterable[Document | Failure]) -> None:
        self.failures: list[Failure] = []
        self.sources: dict[str, list[str]] = {}
        self._read = read

    def __iter__(self) -> Iterator[Document]:
        for item in self._read:
            if isinstance(item, Failure):
                self.failures.append(item)
                continue
            known = item.id in self.sources
            places = self.sources.setdefault(item.id, [])
            places += [place for place in item.sources if place not in places]
            if not known:
                yield item

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield (source, document id)."""
        return (
            (source, document) for document, sources in self.sources.items() for source in sources
        )
