"""Small corpora written for these tests: the record types, filled by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.documents import (
    Article,
    Difference,
    Document,
    Evidence,
    Flag,
    Kind,
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
from pipeline.outputs.base import Open

MODELS = (
    ModelCredit(
        role="translate",
        name="embedded:gmq-en-small",
        digest="5f0c" * 16,
        licence="Apache-2.0",
        attribution="Nordigest contributors",
    ),
    ModelCredit(
        role="summarize",
        name="hub:someone/news-summarizer@1a2b3c",
        digest="77aa" * 16,
        licence="CC-BY-4.0",
        attribution="Someone & Sons <https://example.org/>",
    ),
)


@dataclass(frozen=True)
class MemoryCorpus:
    """A corpus held in lists."""

    info: RunInfo
    all_documents: Sequence[Document]
    all_stories: Sequence[Story] = field(default=())

    def documents(self) -> Iterator[Document]:
        return iter(self.all_documents)

    def stories(self) -> Iterator[Story]:
        return iter(self.all_stories)

    def document(self, document_id: str) -> Document:
        return next(each for each in self.all_documents if each.id == document_id)


def write(open_sink: Open, corpus: MemoryCorpus, path: Path) -> Path:
    """Feed a corpus to a format's sink, as a run does."""
    with open_sink(path, corpus.info) as sink:
        for document in corpus.documents():
            sink.document(document)
        for story in corpus.stories():
            named = [article.document for article in story.articles]
            sink.story(story, {each: corpus.document(each) for each in named})
    return path


def run_info(documents: Sequence[Document], title: str = "Nordic digest") -> RunInfo:
    languages: dict[str, int] = {}
    for document in documents:
        tag = document.language.tag if document.language else "und"
        languages[tag] = languages.get(tag, 0) + 1
    return RunInfo(title=title, version="0.1.0", models=MODELS, languages=languages)


@dataclass(frozen=True)
class Line:
    """A sentence to be: its English is None when it is English already."""

    source: str
    english: str | None = None
    score: float = -0.25
    flags: tuple[Flag, ...] = ()
    language: str | None = None
    alignment: tuple[tuple[int, int, int, int], ...] | None = None


def build(
    identifier: str,
    language: str,
    paragraphs: Sequence[tuple[Kind, Sequence[Line]]],
    **fields: object,
) -> Document:
    """Lay paragraphs out as a document whose segments have true offsets."""
    segments: list[Segment] = []
    offset = 0
    for number, (kind, lines) in enumerate(paragraphs):
        for position, line in enumerate(lines):
            gap = " " if position + 1 < len(lines) else "\n\n"
            tag = line.language or language
            english = line.source if tag == "en" else line.english
            translation = english is not None and Translation(
                english, 0.0 if tag == "en" else line.score, line.flags, line.alignment
            )
            segments.append(
                Segment(
                    paragraph=number,
                    start=offset,
                    end=offset + len(line.source),
                    source=line.source,
                    gap=gap,
                    kind=kind,
                    language=Language(tag, 0.99),
                    translation=translation or None,
                )
            )
            offset += len(line.source) + len(gap)
    if segments:
        segments[-1] = replace(segments[-1], gap="")
    text = "".join(segment.source + segment.gap for segment in segments)
    document = Document(
        id=identifier,
        sources=(f"seeds/{identifier}.txt",),
        text=text,
        language=Language(language, 0.998),
        segments=tuple(segments),
    )
    return replace(document, **fields)  # type: ignore[arg-type] # fields of any type


BRIDGE_NB = build(
    "a1b2c3d4e5f60718",
    "nb",
    [
        ("headline", [Line("Ny bro åpnet i Ålesund", "New bridge opened in Ålesund", -0.31)]),
        ("byline", [Line("Av Kari Nordmann", "By Kari Nordmann", -0.62)]),
        (
            "body",
            [
                Line(
                    "Den nye broen over fjorden ble åpnet lørdag 5. november.",
                    "The new bridge across the fjord was opened on Saturday 5 November.",
                    -0.18,
                    alignment=((0, 3, 0, 3), (4, 7, 4, 7), (8, 13, 8, 14), (14, 18, 15, 21)),
                ),
                Line(
                    "Broen er 1.550 meter lang og kostet 2,4 milliarder kroner.",
                    "The bridge is 1,550 metres long and cost NOK 24 billion.",
                    -0.44,
                    (Flag("number", "2,4 is not in the translation"),),
                ),
            ],
        ),
        (
            "body",
            [
                Line(
                    "– Dette er en stor dag, sa ordføreren.", "“This is a big day,” said the mayor."
                ),
                Line("Snøfnuggkjerringtreff.", "Snowflake hag hit.", -1.74),
            ],
        ),
        ("caption", [Line("Foto: Privat", "Photo: Private", -0.9)]),
    ],
    title="Ny bro åpnet i Ålesund",
    date="2022-11-05",
    outlet="Fjordposten",
    url="https://example.org/bro?id=1&lang=nb",
    summary=Summary(
        (
            SummarySentence("A new bridge opened in Ålesund on Saturday.", (0, 2)),
            SummarySentence(
                "The bridge is 1,550 metres long and cost NOK 24 billion.",
                (3,),
                Flag("number", "The bridge cost 24 billion dollars."),
            ),
        )
    ),
)

BRIDGE_DA = build(
    "b2c3d4e5f6071829",
    "da",
    [
        ("headline", [Line("Norsk kæmpebro indviet", "Giant Norwegian bridge inaugurated")]),
        (
            "body",
            [
                Line(
                    "En 1.550 meter lang bro blev lørdag indviet i Norge.",
                    "A bridge 1,550 metres long was inaugurated in Norway on Saturday.",
                    -0.22,
                ),
                Line("“It is a great day,” the mayor told us.", language="en"),
            ],
        ),
        ("related", [Line("Læs også: Færgerne sejler igen", "Read also: The ferries sail again")]),
    ],
    title="Norsk kæmpebro indviet",
    date="2022-11-06",
    outlet="Sundbladet",
    summary=Summary((SummarySentence("A 1,550-metre bridge was inaugurated in Norway.", (1,)),)),
    sources=("seeds/b2c3d4e5f6071829.txt", "archive/danish.jsonl#17"),
)

LIBRARY_NN = build(
    "c3d4e5f60718293a",
    "nn",
    [
        ("headline", [Line("Biblioteket i Førde opnar att", "The library in Førde reopens")]),
        (
            "body",
            [
                Line(
                    "Etter to år med oppussing opnar biblioteket dørene på måndag.",
                    "After two years of renovation the library opens its doors on Monday.",
                    -0.2,
                ),
                Line(
                    "Ho seier at 3.200 bøker er nye.", "She says that 3,200 books are new.", -0.28
                ),
            ],
        ),
    ],
    date="2022-10",
    outlet="Vestavisa",
    summary=Summary((SummarySentence("The library in Førde reopens after two years.", (0, 1)),)),
    flags=(Flag("mojibake", "the text was repaired: Ã¸ became ø"),),
)

MARKET_EN = build(
    "d4e5f60718293a4b",
    "en",
    [
        ("headline", [Line("Harbour market moves indoors")]),
        ("body", [Line("The harbour market moves indoors for the winter.")]),
    ],
    summary=Summary((SummarySentence("The harbour market moves indoors for the winter.", (1,)),)),
)

DOCUMENTS = (BRIDGE_NB, BRIDGE_DA, LIBRARY_NN, MARKET_EN)


def article(document: Document) -> Article:
    first = document.segments[0]
    return Article(
        document=document.id,
        headline=first.translation.target if first.translation else first.source,
        original_headline=first.source,
        language=document.language.tag if document.language else "und",
        sources=document.sources,
        date=document.date,
        outlet=document.outlet,
        url=document.url,
    )


STORIES = (
    Story(
        id="s-library",
        period="2022-10",
        date="2022-10",
        headline="The library in Førde reopens",
        statements=(
            Statement(
                "The library in Førde reopens after two years.",
                (Evidence(LIBRARY_NN.id, (0, 1)),),
            ),
        ),
        articles=(article(LIBRARY_NN),),
    ),
    Story(
        id="s-bridge",
        period="2022-11",
        date="2022-11-05",
        headline="New bridge opened in Ålesund",
        statements=(
            Statement(
                "A new 1,550-metre bridge opened in Ålesund on Saturday.",
                (Evidence(BRIDGE_NB.id, (0, 2)), Evidence(BRIDGE_DA.id, (1,))),
            ),
            Statement(
                "The bridge is 1,550 metres long and cost NOK 24 billion.",
                (Evidence(BRIDGE_NB.id, (3,)),),
                Flag("number", "The bridge cost 24 billion dollars."),
                (Difference(Evidence(BRIDGE_DA.id, (1,)), "1,550 metres", "1,505 metres"),),
            ),
            Statement("The mayor called it a great day.", (Evidence(BRIDGE_DA.id, (2,)),)),
        ),
        articles=(article(BRIDGE_NB), article(BRIDGE_DA)),
    ),
    Story(
        id="s-market",
        period="",
        date=None,
        headline="Harbour market moves indoors",
        statements=(
            Statement(
                "The harbour market moves indoors for the winter.",
                (Evidence(MARKET_EN.id, (1,)),),
            ),
        ),
        articles=(article(MARKET_EN),),
    ),
)

SMALL = MemoryCorpus(run_info(DOCUMENTS), DOCUMENTS, STORIES)


def single(text: str, english: str, **fields: object) -> MemoryCorpus:
    """Make a corpus of one sentence, told in a story."""
    document = build("e5f60718293a4b5c", "nb", [("body", [Line(text, english)])], **fields)
    story = Story(
        id="s-single",
        period="2022-11",
        date=document.date,
        headline=english,
        statements=(Statement(english, (Evidence(document.id, (0,)),)),),
        articles=(article(document),),
    )
    return MemoryCorpus(run_info([document], title=english), [document], [story])
