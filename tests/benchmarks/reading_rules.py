"""The rules that join wrapped lines and read dates, for `heuristics`."""

import datetime as dt
import math
import re
from collections.abc import Iterator
from pkgutil import resolve_name
from types import SimpleNamespace

from tests.benchmarks.heuristics import NEVER, Room, Rule, cases_of
from tests.reading import test_dates, test_wrapping

_WRAP = "pipeline.reading.wrapping"
_DATES = "pipeline.reading.dates"


def _refuse(_: object) -> dt.datetime:
    raise ValueError


def _rules() -> Iterator[Rule]:
    yield Rule("lines of a wrapped text", {f"{_WRAP}._wrap_width": lambda _: None})
    yield Rule("a line that ends within a word", {f"{_WRAP}._is_divided": lambda *_: False})
    yield Rule("narrower lines are verse", {f"{_WRAP}._NARROWEST": 0})
    yield Rule("wider lines are paragraphs", {f"{_WRAP}._WIDEST": math.inf})
    yield Rule("columns with divided words", {f"{_WRAP}._NARROWEST_DIVIDED": 40})
    yield Rule("slack of a line", {f"{_WRAP}._SLACK": 0})
    yield Rule("fences of code", {f"{_WRAP}._FENCES": ("\0",)})
    yield Rule("code and rows", {f"{_WRAP}._is_no_prose": lambda _: False})
    yield Rule("a line that ends a sentence", {f"{_WRAP}._SENTENCE_END": NEVER})
    yield Rule("a dash or a number begins a line", {f"{_WRAP}._NEW_THOUGHT": NEVER})
    yield Rule("indents", {f"{_WRAP}._indent": lambda _: 0})
    yield Rule("`bade- og idrettsanlegg`", {f"{_WRAP}._CONJUNCTIONS": frozenset()})
    yield Rule("`ikke-statlig`", {f"{_WRAP}._PREFIXES": frozenset()})
    yield Rule("parts without a vowel", {f"{_WRAP}._VOWEL": re.compile("")})
    yield Rule("soft hyphens", {f"{_WRAP}._DIVIDERS": ""})
    yield Rule("hyphens of a word", {f"{_WRAP}._keeps_hyphen": lambda *_: False})
    yield Rule("names in a dictionary", {f"{_WRAP}._is_name": lambda _: False})
    for form in ("_WRITTEN", "_AMERICAN", "_DOTTED", "_DAY"):
        forms, left_out = resolve_name(f"{_DATES}._FORMS"), resolve_name(f"{_DATES}.{form}")
        rest = tuple(each for each in forms if each is not left_out)
        yield Rule(f"dates as {form}", {f"{_DATES}._FORMS": rest})
    for form in ("_ISO", "_YEAR_FIRST", "_HEADER", "_CHANGED", "_WRITTEN_TIME"):
        yield Rule(f"dates: {form}", {f"{_DATES}.{form}": NEVER})
    yield Rule("a weekday before a date", {f"{_DATES}._WEEKDAY": NEVER})
    yield Rule("a time behind a date", {f"{_DATES}._TIME": "(?!)"})
    yield Rule("a stamp is near the beginning", {f"{_DATES}._STAMP_LINES": None})
    yield Rule("a stamp is alone", {f"{_DATES}.classify_paragraphs": lambda _: ["timestamp"]})
    yield Rule("dates of mail", {f"{_DATES}.parsedate_to_datetime": _refuse})
    python = SimpleNamespace(date=dt.date, datetime=SimpleNamespace(fromisoformat=_refuse))
    yield Rule("other dates of ISO 8601", {f"{_DATES}.dt": python})


ROOM = Room(list(_rules()), list(cases_of(test_wrapping, test_dates)))
