"""`digest.json`: the stories with the sentences behind every statement."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from pipeline.documents import Article, Document, Flag, RunInfo, Story
from pipeline.outputs.base import StoryTextSink
from pipeline.outputs.characters import encodable
from pipeline.outputs.credits import SUMMARIZED_NOTICE
from pipeline.outputs.evidence import ArticleView, Quote, StatementView, StoryView, story_view
from pipeline.outputs.rows import AlignedRow

DIGEST_SCHEMA: Final = "nordigest-digest/2"


class DigestJsonSink(StoryTextSink):
    """Writes one JSON object; each story stands on a line of its own."""

    def __init__(self, path: Path, info: RunInfo) -> None:
        super().__init__(path, info)
        head = {
            "schema": DIGEST_SCHEMA,
            "title": info.title,
            "version": info.version,
            "notice": SUMMARIZED_NOTICE,
            "models": [asdict(model) for model in info.models],
            "languages": dict(info.languages),
        }
        lines = (f"{_dump(key)}: {_dump(value)},\n" for key, value in head.items())
        self.file.writelines(["{\n", *lines, '"stories": ['])
        self._separator = "\n"

    def text(self, story: Story, documents: Mapping[str, Document]) -> str:
        """Make the object of a story."""
        return _dump(_story(story_view(story, documents, self.info, encodable)))

    def write(self, text: str) -> None:
        """Append an object to the list."""
        self.file.write(self._separator + text)
        self._separator = ",\n"

    def finish(self) -> None:
        """End the list and the object."""
        self.file.write("\n]\n}\n")


def _dump(value: object) -> str:
    return encodable(json.dumps(value, ensure_ascii=False))


def _story(story: StoryView) -> dict[str, Any]:
    return {
        "id": story.id,
        "period": story.period,
        "date": story.date,
        "headline": story.headline,
        "brief": story.brief,
        "statements": [_statement(point) for point in story.points],
        "articles": [_article(view) for view in story.articles],
    }


def _statement(point: StatementView) -> dict[str, Any]:
    return {
        "text": point.text,
        "replaced": None if point.replaced is None else asdict(point.replaced),
        "evidence": [_quote(quote) for quote in point.quotes],
        "differences": [
            {"values": list(other.values), **_quote(other.quote)} for other in point.otherwise
        ],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    segments = [_segment(pair) for pair in quote.pairs]
    return {"document": quote.article.document, "segments": segments}


def _segment(pair: AlignedRow) -> dict[str, Any]:
    return {
        "index": pair.index,
        "language": pair.language,
        "source": pair.source,
        "target": pair.target,
        "score": pair.score,
        "flags": _flags(pair.flags),
    }


def _article(view: ArticleView) -> dict[str, Any]:
    article: Article = view.article
    return {
        **asdict(article),
        "flags": _flags(view.flags),
        "summary": [asdict(sentence) for sentence in view.summary],
    }


def _flags(flags: Iterable[Flag]) -> list[dict[str, str]]:
    return [asdict(flag) for flag in flags]
