"""Reading: from the sources of a config to documents, one after the other.

Sources come in the order of the config, the files of each sorted by path, so that two runs read
the same. Whatever cannot be read is a Failure with its place and reason, and reading goes on.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from pipeline.config import Config, Source
from pipeline.documents import Document, Failure
from pipeline.errors import ConfigError, DocumentError
from pipeline.languages import language_name
from pipeline.reading.article import RawArticle, to_document
from pipeline.reading.articles import read_markdown, read_text
from pipeline.reading.columnar import read_dataset, read_parquet
from pipeline.reading.files import BROKEN_PACKING, FileKind, InputFile
from pipeline.reading.isolation import Isolation
from pipeline.reading.listing import Listing, list_files, unreadable
from pipeline.reading.own import OwnFiles
from pipeline.reading.rows import Named
from pipeline.reading.texttables import read_delimited, read_jsonl

Listed: TypeAlias = Sequence[tuple[Source, Listing]]
"""The sources of a config with what each of them names."""

_ARTICLES: dict[FileKind, Callable[[bytes], RawArticle]] = {
    "text": read_text,
    "markdown": read_markdown,
}
_TABLES: dict[FileKind, Callable[..., Iterator[Named]]] = {
    "jsonl": read_jsonl,
    "table": read_delimited,
    "parquet": read_parquet,
    "dataset": read_dataset,
}

# Of the files that cannot be read; a run lists them all in failures.jsonl.
_SHOWN = 10
# A key that no object of a JSONL file has is told at its end; longer files are not read whole.
_CHECKED_ROWS = 1000


def list_sources(config: Config) -> Listed:
    """Find the files of all sources.

    Raises ConfigError for a config without sources, and InputError when a source does not exist or
    holds nothing to read.
    """
    if not config.sources:
        msg = "config sources: is empty: add `- path: <folder>`, or name inputs after the config"
        raise ConfigError(msg, "sources")
    own = OwnFiles(config)
    return [(source, list_files(source.path, own)) for source in config.sources]


def read_documents(listed: Listed) -> Iterator[Document | Failure]:
    """Yield the documents of all sources, and what could not be read.

    The same text read again is yielded again, under the same id.
    """
    with Isolation() as isolation:
        for source, listing in listed:
            yield from listing.failures
            for file in listing.files:
                yield from _read_file(file, source, isolation)


def count_skipped(listed: Listed) -> Counter[str]:
    """Count by reason what is left out of the sources."""
    return sum((listing.skipped for _, listing in listed), Counter())


def describe_sources(listed: Listed) -> Iterator[str]:
    """Say in a line or a few for each source what would be read, without reading it."""
    for source, listing in listed:
        counts = Counter(file.kind for file in listing.files)
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
        names = ", ".join(file.name for file in listing.files[:3])
        more = ", ..." if len(listing.files) > 3 else ""
        language = f", all {language_name(source.language)}" if source.language else ""
        yield f"reads {source.path}: {kinds} ({names}{more}){language}"
        for reason, count in sorted(listing.skipped.items()):
            yield f"skips {count} {reason} in {source.path}"
        for failure in listing.failures[:_SHOWN]:
            yield f"cannot read {failure.source}: it {failure.reason}"
        if len(listing.failures) > _SHOWN:
            yield f"cannot read {len(listing.failures) - _SHOWN} more files in {source.path}"


def check_tables(listed: Listed) -> Iterator[Failure]:
    """Yield what is wrong with tables whose columns a source names, by their first rows."""
    with Isolation() as isolation:
        for source, listing in listed:
            named = source.columns.named() and source.columns.required
            for file in listing.files if named else ():
                rows = _read_file(file, source, isolation) if file.kind in _TABLES else ()
                for each in islice(rows, _CHECKED_ROWS):
                    # What failed is the file as a whole, and not one of its rows.
                    if isinstance(each, Failure) and each.source == file.name:
                        yield each


def _read_file(
    file: InputFile, source: Source, isolation: Isolation
) -> Iterator[Document | Failure]:
    empty = True
    try:
        for name, item in _read(file, source, isolation):
            empty = False
            yield _finish(item, file.name if name is None else f"{file.name}#{name}", source)
        if empty:
            yield Failure(file.name, "read", "has no rows: fill it in, or leave it out")
    except DocumentError as exc:
        yield Failure(file.name, "read", str(exc))
    except BROKEN_PACKING as exc:
        reason = f"is no whole .gz file ({exc}), what follows is lost: pack it again"
        yield Failure(file.name, "read", reason)
    except OSError as exc:
        yield Failure(file.name, "read", unreadable(exc))


def _read(file: InputFile, source: Source, isolation: Isolation) -> Iterable[Named]:
    if file.kind in _TABLES:
        return _TABLES[file.kind](file, source.columns)
    if file.kind == "page" or file.kind == "feed":  # noqa: PLR1714 - narrows the type
        return isolation.read(file.kind, file.read())
    return [(None, _ARTICLES[file.kind](file.read()))]


def _finish(item: RawArticle | DocumentError, name: str, source: Source) -> Document | Failure:
    try:
        if isinstance(item, DocumentError):
            raise item
        return to_document(item, name, source)
    except DocumentError as exc:
        return Failure(name, "read", str(exc))
