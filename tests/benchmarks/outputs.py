"""How much memory and time the writers take as a corpus grows."""

import json
import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pipeline.cli.configs import JsonOption
from pipeline.config import Format
from pipeline.documents import (
    Article,
    Document,
    Evidence,
    Flag,
    Language,
    ModelCredit,
    RunInfo,
    Segment,
    Statement,
    Story,
    Summary,
    SummarySentence,
    Translation,
)
from pipeline.outputs.formats import FORMATS
from tests.benchmarks.launch import launch

SEGMENTS_PER_DOCUMENT = 20

_TAGS = ("nb", "nn", "da", "en")


@dataclass(frozen=True, slots=True)
class Generated:
    """A corpus made up as it is read, so that all memory measured is the writer's."""

    segments: int
    info: RunInfo

    @property
    def _size(self) -> int:
        return max(1, self.segments // SEGMENTS_PER_DOCUMENT)

    def documents(self) -> Iterator[Document]:
        """Yield the documents by number."""
        return (_document(number) for number in range(self._size))

    def stories(self) -> Iterator[Story]:
        """Yield stories of two documents each."""
        return (_story(number, min(number + 2, self._size)) for number in range(0, self._size, 2))

    def document(self, document_id: str) -> Document:
        """Make the document of that number again."""
        return _document(int(document_id, 16))


@dataclass(frozen=True, slots=True)
class Measured:
    """One format at one size: seconds, peak resident memory in MB (1e6 bytes), bytes written."""

    format: Format
    segments: int
    seconds: float
    peak_rss_mb: float
    size_mb: float


def measure_outputs(sizes: Sequence[int], formats: Sequence[Format]) -> Iterator[Measured]:
    """Write generated corpora of `sizes` segments, each in a fresh process, one at a time."""
    for name in formats:
        for size in sizes:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                yield pool.submit(_measure, name, size).result()


def generated(segments: int) -> Generated:
    """Describe a corpus of about so many segments."""
    credit = ModelCredit("translate", "generated", "0" * 64, "CC0-1.0", "nobody")
    share = max(1, segments // SEGMENTS_PER_DOCUMENT) // len(_TAGS)
    info = RunInfo("Generated", "0", (credit,), dict.fromkeys(_TAGS, share))
    return Generated(segments, info)


def _measure(name: Format, segments: int) -> Measured:
    with TemporaryDirectory() as folder:
        path = Path(folder) / FORMATS[name].name
        started = time.perf_counter()
        corpus = generated(segments)
        with FORMATS[name].open(path, corpus.info) as sink:
            for document in corpus.documents():
                sink.document(document)
            for story in corpus.stories():
                named = [article.document for article in story.articles]
                sink.story(story, {each: corpus.document(each) for each in named})
        seconds = time.perf_counter() - started
        written = sum(file.stat().st_size for file in [path, *path.rglob("*")] if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return Measured(name, segments, seconds, peak, written / 1e6)


def _document(number: int) -> Document:
    tag = _TAGS[number % len(_TAGS)]
    segments = tuple(_segment(number, index, tag) for index in range(SEGMENTS_PER_DOCUMENT))
    return Document(
        id=f"{number:016x}",
        sources=(f"generated/{number}.txt",),
        text=" ".join(segment.source for segment in segments),
        date=f"20{number % 25:02}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        outlet=f"Avis {number % 40}",
        language=Language(tag, 0.99),
        segments=segments,
        summary=Summary((SummarySentence(f"Statement {number}.", (1, 2)),)),
    )


def _segment(number: int, index: int, tag: str) -> Segment:
    text = (
        f"Regjeringen legger fram sak nummer {number}-{index:02} om ferjer, broer og veier i "
        f"Ålesund, og åpner for høring på Østlandet."
    )
    english = (
        f"The government presents case number {number}-{index:02} on ferries, bridges and roads in "
        f"Ålesund, and opens for consultation in Eastern Norway."
    )
    flags = () if index % 17 else (Flag("number", f"{number} is not in the translation"),)
    score = -0.1 - (number + index) % 20 / 16
    translation = Translation(text, 0.0) if tag == "en" else Translation(english, score, flags)
    start = index * (len(text) + 1)
    return Segment(index // 3, start, start + len(text), text, " ", "body", None, translation)


def _story(first: int, last: int) -> Story:
    articles = tuple(
        Article(
            document=f"{number:016x}",
            headline=f"Case {number} presented",
            original_headline=f"Sak {number} lagt fram",
            language=_TAGS[number % len(_TAGS)],
            sources=(f"generated/{number}.txt",),
            date=f"20{first % 25:02}-{first % 12 + 1:02}-{first % 28 + 1:02}",
            outlet=f"Avis {number % 40}",
        )
        for number in range(first, last)
    )
    evidence = tuple(Evidence(article.document, (1, 2)) for article in articles)
    statements = tuple(Statement(f"Statement {n} of story {first}.", evidence) for n in range(3))
    date = articles[0].date
    period = (date or "")[: len("2022-11")]
    return Story(f"s{first}", period, date, f"Case {first}", statements, articles)


def main(
    sizes: Annotated[
        list[int] | None, typer.Argument(help="Numbers of segments; 10000 200000 if none.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write generated corpora in every format, each in a process of its own."""
    rows = []
    for row in measure_outputs(sizes or [10_000, 200_000], list(FORMATS)):
        rows.append(row)
        if not as_json:
            typer.echo(
                f"{row.format:<16} {row.segments:>9,} segments: {row.peak_rss_mb:6.1f} MB at the "
                f"peak, {row.seconds:6.1f} s, {row.size_mb:7.1f} MB written"
            )
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows]))


if __name__ == "__main__":
    launch(main)
