"""The rules of summaries' support and of shortening, for `heuristics`."""

import json
import math
from collections.abc import Iterator
from functools import partial
from itertools import chain

from pipeline.summarization.support import Support
from tests.benchmarks.heuristics import NEVER, Case, Room, Rule, alternatives, cases_of, no, none
from tests.summarization import (
    test_english_boilerplate,
    test_nearcopies,
    test_restoring,
    test_rewriting,
    test_statements,
    test_support,
    test_wordforms,
    test_wordorder,
)

_SUPPORT = "pipeline.summarization.support"
_COPIES = "pipeline.summarization.nearcopies"
_FORMS = "pipeline.summarization.wordforms"
_ORDER = "pipeline.summarization.wordorder"
_CLAUSES = "pipeline.summarization.clauses"
_OMISSIONS = "pipeline.summarization.omissions"
_RESTORING = "pipeline.summarization.restoring"
_NOTICES = "pipeline.summarization.english_boilerplate"
_STATEMENTS = "pipeline.summarization.statements"


def _nothing(*_: object) -> str:
    return ""


def _support_rules() -> Iterator[Rule]:
    yield Rule("negations", {f"{_SUPPORT}._negation": _nothing})
    yield Rule("denied, alleged or failed", {f"{_SUPPORT}._without_hedge": _nothing})
    yield Rule("joined words", {f"{_SUPPORT}.Support._stand_apart": none})
    yield Rule("spliced clauses", {f"{_SUPPORT}.Support._spliced": none})
    yield Rule("a pronoun joins", {f"{_SUPPORT}.Support._joined_by_reference": no})
    yield Rule("a pronoun refers back", {f"{_SUPPORT}.Support._refers_back": no})
    yield Rule("words put for others", {f"{_SUPPORT}.find_substitution": _nothing})
    yield Rule("words left out", {f"{_SUPPORT}.find_omission": _nothing})
    yield Rule("exchanged words", {f"{_SUPPORT}.find_swap": _nothing})
    yield Rule("broken off", {f"{_SUPPORT}.is_truncated": no})
    yield Rule("forms of a word", {f"{_SUPPORT}.are_forms": lambda one, other: one == other})
    yield Rule("least coverage", {f"{_SUPPORT}._LEAST_COVERAGE": 0.0})
    yield Rule("more than one sentence", {f"{_SUPPORT}._MOST_CITED": 1})
    yield Rule("at most three sentences", {f"{_SUPPORT}._MOST_CITED": math.inf})
    yield Rule("pairs of words", {f"{_SUPPORT}._BIGRAM_SHARE": 0.0})
    yield Rule("rarity of words", {f"{_SUPPORT}._rarity": lambda *_: 1.0})
    yield Rule("least share of a near copy", {f"{_COPIES}._NEAR": 0.0})
    yield Rule("words before a number", {f"{_COPIES}._BOUNDS": frozenset()})
    yield Rule("`was` makes a passive", {f"{_COPIES}._BEING": frozenset()})
    yield Rule("weak words", {f"{_COPIES}._lost_hedge": _nothing})
    yield Rule("`will`", {f"{_COPIES}._FUTURE": frozenset()})
    yield Rule("function words that tell", {f"{_COPIES}._TELLING": frozenset()})
    yield Rule("weekdays move", {f"{_COPIES}._DAYS": frozenset()})
    yield Rule("a name after `says`", {f"{_COPIES}._Copy.names_the_speaker": no})
    yield Rule("words that go on", {f"{_COPIES}._OPEN": frozenset()})
    yield Rule("parts of a whole", {f"{_COPIES}._PARTS": frozenset()})
    yield Rule("inflections in near copies", {f"{_COPIES}.are_inflections": lambda a, b: a == b})
    yield Rule("irregular forms", {f"{_FORMS}._table": dict})
    yield Rule("longest inflection", {f"{_FORMS}._LONGEST_INFLECTION": math.inf})
    yield Rule("longest ending", {f"{_FORMS}._LONGEST_ENDING": math.inf})
    yield Rule("agent of a passive", {f"{_ORDER}._unturned_agent": _nothing})
    yield Rule("one part may move", {f"{_ORDER}._MOST_BREAKS": 0})
    yield Rule("least share in order", {f"{_ORDER}._SHARED": 0.0})
    yield Rule("clauses joined otherwise", {f"{_CLAUSES}._ANY_CLAUSE": NEVER})
    yield from alternatives(f"{_CLAUSES}._CLAUSE")


def _shortening_rules() -> Iterator[Rule]:
    yield Rule("moved parts", {f"{_RESTORING}._moved": lambda _: set()})
    yield Rule("a name for a pronoun", {f"{_RESTORING}._names_a_person": no})
    yield Rule("nobody meant before", {f"{_RESTORING}._THIRD_PERSONS": frozenset()})
    yield Rule("torn quotations", {f"{_RESTORING}._has_torn_quotation": no})
    yield Rule("a verb", {f"{_RESTORING}.has_verb": lambda _: True})
    yield Rule("the headline's words", {f"{_RESTORING}._only_in": lambda *_: set()})
    yield Rule("one or two words", {f"{_OMISSIONS}.SAVES_NOTHING": 0})
    for name in ("opening", "insertion", "end"):
        yield Rule(f"what {name} may go", {f"{_OMISSIONS}._{name}_may_go": lambda *_: True})
    yield Rule("commas before clauses", {f"{_RESTORING}._goes_on": no})
    yield Rule("own subjects", {f"{_OMISSIONS}._OWN_SUBJECT": NEVER})
    for name in ("_lists", "_has_number", "has_pause", "_is_clause", "_is_needed"):
        yield Rule(name.replace("_", " ").strip(), {f"{_OMISSIONS}.{name}": no})
    for name, words in (
        ("circumstances", "_CIRCUMSTANCES"),
        ("openings", "_OPENING"),
        ("and, or, but", "_JOINING"),
        ("what adds a clause", "_ADDING"),
        ("what asks", "_ASKING"),
        ("other names", "_OTHER_NAMES"),
        ("what is denied", "_DENIED"),
        ("what is so partly", "_PARTLY"),
        ("conditions", "_CONDITIONS"),
        ("times", "_TIMES"),
        ("claims", "_CLAIMS"),
        ("relative clauses", "RELATIVE"),
    ):
        yield Rule(name, {f"{_OMISSIONS}.{words}": frozenset()})
    yield from alternatives(f"{_NOTICES}._NOTICE")
    yield Rule("credits", {f"{_NOTICES}._CREDIT": NEVER})
    yield from alternatives(f"{_NOTICES}._CAPTION")
    yield Rule("datelines", {f"{_NOTICES}._DATELINE": NEVER})
    yield Rule("signatures", {f"{_NOTICES}._SIGNATURE": NEVER})
    yield Rule("markup", {f"{_STATEMENTS}._MARKUP": NEVER})
    yield Rule("tasks", {f"{_STATEMENTS}._TASK": NEVER})
    yield Rule("least words", {f"{_STATEMENTS}._LEAST_WORDS": 0})
    yield Rule("many numbers", {f"{_STATEMENTS}._MANY_NUMBERS": math.inf})
    yield Rule("long sentences have a verb", {f"{_STATEMENTS}._WHOLE": math.inf})
    yield Rule("headings", {f"{_STATEMENTS}._ENDED": NEVER})


def _traced(sentences: list[str], statement: str, *, rejected: bool) -> None:
    assert (Support(sentences).trace(statement).flag is not None) == rejected


def _cited(sentences: list[str], statement: str, cites: list[int]) -> None:
    tracing = Support(sentences).trace(statement)
    assert tracing.best == cites[0]
    assert set(cites) <= set(tracing.segments)


def _written() -> Iterator[Case]:
    rows = map(json.loads, test_support.ARTICLES.read_text("utf-8").splitlines())
    articles = {row["id"]: row["text"].split("\n\n") for row in rows}
    for case in test_support.CASES:
        article = articles[case["article"]]
        yield partial(_traced, article, case["control"], rejected=False)
        yield partial(_cited, article, case["control"], case["cites"])
        if case["corrupted"]:
            yield partial(_traced, article, case["corrupted"], rejected=True)


def _lines() -> Iterator[Case]:
    from pipeline.summarization.statements import is_statement

    def told(text: str, *, tells: bool) -> None:
        assert is_statement(text) == tells

    for row in test_english_boilerplate.ROWS:
        kind, text = row.split("\t")
        yield partial(told, text, tells=kind == "tell")


SUPPORT = Room(
    list(_support_rules()),
    list(
        chain(
            _written(),
            cases_of(test_support, test_nearcopies, test_wordforms, test_wordorder),
        )
    ),
)
SHORTENING = Room(
    list(_shortening_rules()),
    list(
        chain(
            _lines(),
            cases_of(test_restoring, test_rewriting, test_statements, test_english_boilerplate),
        )
    ),
)
