"""`digest.json`: the stories with the sentences behind every statement."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from pipeline.documents import Article, Flag
from pipeline.outputs.base import Corpus
from pipeline.outputs.characters import encodable
from pipeline.outputs.credits import SUMMARIZED_NOTICE
from pipeline.outputs.evidence import ArticleView, Pair, Point, StoryView, story_views

DIGEST_SCHEMA: Final = "nordigest-digest/1"


def write_digest_json(corpus: Corpus, path: Path) -> None:
    """Write one JSON object; each story stands on a line of its own."""
    head = {
        "schema": DIGEST_SCHEMA,
        "title": corpus.info.title,
        "version": corpus.info.version,
        "notice": SUMMARIZED_NOTICE,
        "models": [asdict(model) for model in corpus.info.models],
        "languages": dict(corpus.info.languages),
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        lines = (f"{_dump(key)}: {_dump(value)},\n" for key, value in head.items())
        file.writelines(["{\n", *lines, '"stories": ['])
        separator = "\n"
        for story in story_views(corpus, encodable):
            file.write(separator + _dump(_story(story)))
            separator = ",\n"
        file.write("\n]\n}\n")


def _dump(value: object) -> str:
    return encodable(json.dumps(value, ensure_ascii=False))


def _story(story: StoryView) -> dict[str, Any]:
    return {
        "id": story.id,
        "period": story.period,
        "date": story.date,
        "headline": story.headline,
        "statements": [_statement(point) for point in story.points],
        "articles": [_article(view) for view in story.articles],
    }


def _statement(point: Point) -> dict[str, Any]:
    evidence = [
        {"document": quote.article.document, "segments": [_segment(pair) for pair in quote.pairs]}
        for quote in point.quotes
    ]
    replaced = None if point.replaced is None else asdict(point.replaced)
    return {"text": point.text, "replaced": replaced, "evidence": evidence}


def _segment(pair: Pair) -> dict[str, Any]:
    return {
        "index": pair.index,
        "language": pair.language,
        "source": pair.source,
        "english": pair.english,
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
