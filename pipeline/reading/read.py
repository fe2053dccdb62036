"""Reading: from the sources of a config to documents, one after the other.

Sources come in the order of the config, the files of each sorted by path, so that two runs read
the same. Whatever cannot be read is a Failure with its place and reason, and reading goes on.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.config import Config, Source
from pipeline.documents import Document, Failure
from pipeline.errors import DocumentError
from pipeline.reading.article import RawArticle, to_document
from pipeline.reading.articles import read_markdown, read_page, read_text
from pipeline.reading.columnar import read_dataset, read_parquet
from pipeline.reading.files import FileKind, InputFile
from pipeline.reading.listing import list_files, unreadable
from pipeline.reading.rows import Row, row_name, to_article
from pipeline.reading.texttables import read_delimited, read_jsonl

_ARTICLES: dict[FileKind, Callable[[bytes], RawArticle]] = {
    "text": read_text,
    "markdown": read_markdown,
    "page": read_page,
}
_TABLES: dict[FileKind, Callable[..., Iterator[Row]]] = {
    "jsonl": read_jsonl,
    "table": read_delimited,
    "parquet": read_parquet,
    "dataset": read_dataset,
}


def read_documents(config: Config) -> Iterator[Document | Failure]:
    """Yield the documents of all sources, and what could not be read.

    The same text read again is yielded again, under the same id. Raises InputError, before the
    first document, when a source does not exist or holds nothing to read.
    """
    listings = [(source, list_files(source.path)) for source in config.sources]
    for source, listing in listings:
        yield from listing.failures
        for file in listing.files:
            yield from _read_file(file, source)


def describe_sources(config: Config) -> Iterator[str]:
    """Say in a line or a few for each source what would be read, without reading it.

    Raises InputError as `read_documents` does.
    """
    for source in config.sources:
        listing = list_files(source.path)
        counts = Counter(file.kind for file in listing.files)
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
        names = ", ".join(file.name for file in listing.files[:3])
        more = ", ..." if len(listing.files) > 3 else ""
        language = f", all {source.language}" if source.language else ""
        yield f"reads {source.path}: {kinds} ({names}{more}){language}"
        if listing.skipped:
            yield f"skips {listing.skipped} hidden or README files in {source.path}"
        for failure in listing.failures:
            yield f"cannot read {failure.source}: it {failure.reason}"


def _read_file(file: InputFile, source: Source) -> Iterator[Document | Failure]:
    try:
        if file.kind in _ARTICLES:
            yield to_document(_ARTICLES[file.kind](file.read()), file.name, source)
        else:
            empty = True
            for row in _TABLES[file.kind](file, source.columns):
                empty = False
                yield _read_row(row, file, source)
            if empty:
                yield Failure(file.name, "read", "has no rows: fill it in, or leave it out")
    except DocumentError as exc:
        yield Failure(file.name, "read", str(exc))
    except OSError as exc:
        yield Failure(file.name, "read", unreadable(exc))


def _read_row(row: Row, file: InputFile, source: Source) -> Document | Failure:
    number, values = row
    name = file.name if number is None else f"{file.name}#{number}"
    try:
        if isinstance(values, DocumentError):
            raise values
        if number is not None:
            name = f"{file.name}#{row_name(number, values, source.columns)}"
        return to_document(to_article(values, source.columns), name, source)
    except DocumentError as exc:
        return Failure(name, "read", str(exc))
