"""The rules that tell an article from the page around it, for `heuristics`."""

import math
from collections.abc import Iterator
from pkgutil import resolve_name

from tests.benchmarks.heuristics import NEVER, Room, Rule, alternatives, cases_of
from tests.text import test_boilerplate, test_layout, test_notices

_PAGE = "pipeline.text.boilerplate"
_PATTERNS = {
    "words of a time stamp": "_STAMPED",
    "a time of day alone": "_CLOCK_ALONE",
    "agencies": "_AGENCIES",
    "a mail address": "_MAIL",
    "a name and a mail address": "_PERSON_AND_MAIL",
    "`Av Kari Nordmann`": "_BY",
    "a date behind a byline": "_DATED",
    "`Foto:` at the beginning": "_CREDIT_LINE",
    "`Foto:` at the end": "_CREDIT_AT_END",
    "`Bildetekst:`": "_CAPTION_LABEL",
    "`(til venstre)` behind capitals": "_POINTER",
    "capitals and a colon": "_CAPITALS_COLON",
    "an end within": "_INNER_END",
    "a plus before a title": "_PLUS",
}
_STEPS = {
    "a name beside a byline or a stamp": "_mark_names",
    "the headline": "_mark_headline",
    "subheads": "_mark_subheads",
    "the caption of the top picture": "_mark_top_caption",
}


def _rules() -> Iterator[Rule]:
    kinds = resolve_name(f"{_PAGE}._KINDS")
    for number, (most, kind, is_kind) in enumerate(kinds):
        rest = (*kinds[:number], *kinds[number + 1 :])
        yield Rule(f"{kind}: {is_kind.__name__}", {f"{_PAGE}._KINDS": rest})
        if most < math.inf:
            free = (*kinds[:number], (math.inf, kind, is_kind), *kinds[number + 1 :])
            yield Rule(f"{kind}: at most {most} words", {f"{_PAGE}._KINDS": free})
    for name, pattern in _PATTERNS.items():
        yield Rule(name, {f"{_PAGE}.{pattern}": NEVER})
    for name, step in _STEPS.items():
        yield Rule(name, {f"{_PAGE}.{step}": lambda *_: None})
    for name, limit in (
        ("headline", "_HEADLINE_WORDS"),
        ("subhead", "_SUBHEAD_WORDS"),
        ("credit", "_CREDIT_WORDS"),
    ):
        yield Rule(f"the longest {name}", {f"{_PAGE}.{limit}": math.inf})
    yield Rule("lines of code", {f"{_PAGE}.code_lines": lambda _: ()})
    yield Rule("a result has no date", {f"{_PAGE}._DATE": NEVER})
    yield Rule(
        "what somebody says is news",
        {f"{_PAGE}.is_said": lambda _: False, "pipeline.text.notices.is_said": lambda _: False},
    )
    yield Rule("votes", {"pipeline.text.results.counts_votes": lambda _: False})
    yield Rule("facts beside a result", {"pipeline.text.results._FACTS": NEVER})
    yield Rule("scores", {"pipeline.text.results.names_with_score": lambda _: False})
    yield Rule("words in a line with a score", {"pipeline.text.results._LOWER": frozenset()})
    yield from alternatives(f"{_PAGE}._PICTURE")
    yield Rule("`Les også`", {"pipeline.text.notices._LINK": NEVER})
    for pattern in ("_LINE", "_BEGINNING"):
        yield from alternatives(f"pipeline.text.notices.{pattern}")
    yield Rule("a sentence names its source only", {"pipeline.text.notices._SOURCE_ONLY": NEVER})
    yield from alternatives("pipeline.text.layout._CODE")
    yield from alternatives("pipeline.text.layout._EMPHASIZED")
    yield Rule("names in code", {"pipeline.text.layout._SPECIAL": frozenset()})
    yield Rule("calls in code", {"pipeline.text.layout._CALLED": NEVER})


ROOM = Room(list(_rules()), list(cases_of(test_boilerplate, test_notices, test_layout)))
