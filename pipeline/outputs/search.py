"""The site's search data: every sentence, in script files, for pages on disk cannot fetch.

A file calls `nordigest.add` with a list of articles, each `[slug, headline, original headline,
language, origin, sentences]`; a sentence is `[index, original, English or null, flags]`, a flag
`[name, reason]`. A low score is the flag `low score`. `manifest.js` calls `nordigest.begin` with
what the page must know before it loads the rest.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

from pipeline.documents import Flag
from pipeline.outputs.dates import date_label
from pipeline.outputs.evidence import ArticleView, language_tag
from pipeline.outputs.identifiers import slug
from pipeline.outputs.rows import AlignedRow

LOW_SCORE_FLAG: Final = "low score"

# Characters of a file: few files at 2,000 articles, none too large to parse at once.
_FILE_SIZE = 1_000_000


class SearchData:
    """Writes articles to numbered files in `folder` as they come."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._pending: list[str] = []
        self._size = 0
        self._files = 0
        self._articles = 0
        self._sentences = 0
        self._flags: Counter[str] = Counter()

    def add(self, view: ArticleView) -> None:
        """Add an article and all its sentences."""
        article = view.article
        origin = " · ".join(part for part in (article.outlet, date_label(article.date)) if part)
        entry = [
            slug(article.document),
            article.headline,
            article.original_headline,
            language_tag(article.language),
            origin,
            [self._sentence(pair) for pair in view.pairs],
        ]
        text = _dump(entry)
        self._pending.append(text)
        self._size += len(text)
        self._articles += 1
        if self._size >= _FILE_SIZE:
            self._flush()

    def close(self) -> None:
        """Write what is left, and the manifest."""
        self._flush()
        manifest = {
            "files": self._files,
            "articles": self._articles,
            "sentences": self._sentences,
            "flags": sorted(self._flags.items()),
        }
        self._write("manifest", f"nordigest.begin({_dump(manifest)});\n")

    def _sentence(self, pair: AlignedRow) -> list[Any]:
        flags = [[flag.name, flag.reason] for flag in pair_flags(pair)]
        self._sentences += 1
        self._flags.update({name for name, _ in flags})
        return [pair.index, pair.source, None if pair.copied else pair.target, flags]

    def _flush(self) -> None:
        if self._pending:
            self._files += 1
            articles = ",\n".join(self._pending)
            self._write(str(self._files), f"nordigest.add([{articles}]);\n")
            self._pending.clear()
            self._size = 0

    def _write(self, name: str, text: str) -> None:
        self._folder.joinpath(f"{name}.js").write_text(text, encoding="utf-8", newline="\n")


def pair_flags(pair: AlignedRow) -> list[Flag]:
    """List a sentence's flags, with a low score as one of them."""
    if not pair.low:
        return [*pair.flags]
    score = f"{pair.score:.2f}".replace("-", "\N{MINUS SIGN}")
    return [*pair.flags, Flag(LOW_SCORE_FLAG, f"{score} per token")]


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
