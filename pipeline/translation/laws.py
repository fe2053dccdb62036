"""Names of laws: `arbeidsmiljøloven`, `plan- og bygningslova`, `strl. § 12`.

`laws.tsv` lists frequent ones with their usual English names. A model reads `TDC-loven` for each
and writes `the TDC Act`, whatever it knows of the law itself: it took `odelsloven` for an almond
act. Other laws are copied before a section, where a wrong name would look as sure as a right one.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pipeline.documents import Flag
from pipeline.translation.placeholders import Kept

_SECTION = r"(?:§|kap\b|kapit(?:tel|el)\b|paragraf)"
# Models know the constitution; `Etter lova § 4` is the Act.
_UNKNOWN = re.compile(
    r"(?<![\w-])(?!grunnlov|grundlov)(?:[a-zæøå]+- og )?[^\W\d_]{3,}lov(?:en|a)"
    rf"(?=s? {_SECTION})",
    re.IGNORECASE,
)


@cache
def _table() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Read the table: English names by law, without the article.

    Abbreviations, and laws that any country may have (`våpenloven`), need a section behind them.
    """
    text = files("pipeline.translation").joinpath("laws.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    laws = {law: english for law, english, _ in rows}
    kinds: dict[str, list[str]] = {"named": [], "general": [], "short": []}
    for law, _, only in sorted(rows, key=lambda row: -len(row[0])):
        kind = "short" if law.endswith(".") else "general" if only else "named"
        kinds[kind].append(re.escape(law))
    named, general, short = map("|".join, kinds.values())
    return laws, re.compile(
        rf"(?<![\w-])(?:(?P<law>{named})(?:en|a)(?=s?(?![\w-]))"
        rf"|(?P<general>{general})(?:en|a)(?=s? {_SECTION})|(?P<short>{short})(?= {_SECTION}))",
        re.IGNORECASE,
    )


def find_laws(text: str) -> Iterator[Kept]:
    """Yield the names of laws of a text; those that the table lacks are their own English."""
    laws, pattern = _table()
    known = [
        Kept(*match.span(), laws[match[match.lastgroup or 0].lower()], "law")
        for match in pattern.finditer(text)
    ]
    yield from known
    ends = {each.end for each in known}
    for match in _UNKNOWN.finditer(text):
        if match.end() not in ends:
            yield Kept(*match.span(), match[0], "law")


def copied_law(text: str, kept: Kept) -> Flag | None:
    """Flag a law that is copied, since the table lacks its English name."""
    if kept.shape != "law" or text[kept.start : kept.end] != kept.target:
        return None
    return Flag("untranslated", f"“{kept.target}” was copied: the law's English name is not known")
