"""What each rule of translation brings: the same sentences with it and without it.

Sentences of `tests/cases` say what their English must hold. Those written for the project
(`models/sentences`) say how often a rule acts at all, and what it does to chrF where it acts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast
from unittest.mock import patch

import typer

from pipeline.config import Config
from pipeline.job import translate_stage
from pipeline.training.reading import read_rows
from pipeline.translation.names import find_names
from pipeline.translation.stage import TranslateStage
from tests.benchmarks.launch import launch

_CASES = Path(__file__).parents[1] / "cases"
_WRITTEN = Path(__file__).parents[2] / "models" / "sentences" / "authored.tsv.zst"
_NEVER = re.compile(r"(?!)")


def _nothing(*_: object) -> tuple[()]:
    return ()


def _unfound(*_: object) -> None:
    return None


def _unchanged(first: object, *_: object) -> object:
    return first


_KEEPING = "pipeline.translation.keeping"
_FIXED = "pipeline.translation.fixedtext"
_REPAIRS = "pipeline.translation.repairs"
_TRANSLATOR = "pipeline.translation.translator"
_NAMES = "pipeline.translation.names"
_PARTIES = "pipeline.translation.parties"
RULES: Mapping[str, Sequence[tuple[str, object]]] = {
    "amounts": [(f"{_KEEPING}.find_amounts", _nothing)],
    "votes": [(f"{_KEEPING}.find_votes", _nothing)],
    "ordinals": [(f"{_KEEPING}.find_ordinals", _nothing)],
    "decades": [(f"{_KEEPING}.find_decades", _nothing)],
    "turns of a year": [(f"{_KEEPING}.find_turns", _nothing)],
    "notations": [(f"{_KEEPING}.find_notations", _nothing)],
    "times of day": [(f"{_KEEPING}.find_times", _nothing)],
    "times in words": [(f"{_KEEPING}._spoken_times", _nothing)],
    "times of races": [(f"{_KEEPING}._RACE", _NEVER)],
    "identifiers": [(f"{_KEEPING}.find_identifiers", _nothing)],
    "addresses, code, numeric dates": [(f"{_KEEPING}._EXACT", _NEVER)],
    "markup": [(f"{_KEEPING}._MARKUP", _NEVER)],
    "signed numbers": [(f"{_KEEPING}._SIGNED", _NEVER)],
    "fractions": [(f"{_KEEPING}._FRACTION", _NEVER)],
    "other alphabets and symbols": [(f"{_KEEPING}._unusual", _nothing)],
    "sections of laws": [(f"{_KEEPING}.find_sections", _nothing)],
    "numbers of registers": [(f"{_KEEPING}._registered", _nothing)],
    "whole numbers with a fraction": [(f"{_KEEPING}._mixed", _nothing)],
    "one and a half": [(f"{_KEEPING}.find_halves", _nothing)],
    "pages and flats": [(f"{_KEEPING}._PAGES", _NEVER)],
    "weeks, feasts, opening hours": [(f"{_KEEPING}.find_calendars", _nothing)],
    "lists of parties": [(f"{_KEEPING}.find_parties", _nothing)],
    "ranks": [(f"{_KEEPING}.find_titles", _nothing)],
    "persons named by common words": [(f"{_KEEPING}.find_persons", _nothing)],
    "papers and firms": [(f"{_TRANSLATOR}.find_firms", lambda _: [])],
    "organizations": [("pipeline.translation.firms._organizations", dict)],
    "laws": [(f"{_TRANSLATOR}.find_laws", lambda _: [])],
    "clubs": [(f"{_TRANSLATOR}.find_clubs", lambda _: [])],
    "names at the start": [(f"{_NAMES}.begins_person", _unfound)],
    "parties in headlines": [(f"{_PARTIES}._HEADED", _NEVER), (f"{_PARTIES}._DANISH", _NEVER)],
    "temperatures": [(f"{_KEEPING}.find_temperatures", _nothing)],
    "numbers that begin with zero": [(f"{_KEEPING}._CODE_NUMBER", _NEVER)],
    "days in digits": [(f"{_KEEPING}._DAY", _NEVER)],
    "value added tax": [(f"{_KEEPING}._TAX", _NEVER)],
    "code words": [(f"{_KEEPING}._KEYWORD", _NEVER)],
    "misread phrases": [(f"{_REPAIRS}.find_misread", _nothing)],
    "titles of works": [(f"{_KEEPING}._WORK", _NEVER)],
    "letters": [(f"{_KEEPING}._LETTERS_NAMED", _NEVER)],
    "nights": [(f"{_KEEPING}.find_nights", _nothing)],
    "pointers": [(f"{_KEEPING}._POINTER", _NEVER)],
    "foreign words in quotation marks": [(f"{_KEEPING}.find_strange_quotations", _nothing)],
    "institutions and prizes": [(f"{_KEEPING}.find_institutions", _nothing)],
    "clubs in capitals": [(f"{_TRANSLATOR}.find_subject", _nothing)],
    "Latin": [(f"{_KEEPING}._LATIN", _NEVER)],
    "all placeholders": [(f"{_TRANSLATOR}.find_kept", lambda _: [])],
    "sentences in capitals": [(f"{_TRANSLATOR}.is_shouted", lambda _: False)],
    "half in capitals": [(f"{_TRANSLATOR}.calm", lambda text, _: (text, ()))],
    "lost names behind placeholders": [
        (f"{_TRANSLATOR}._hide_more", lambda tried, _: tried.sentence)
    ],
    "English names of places": [(f"{_REPAIRS}._spell_exonyms", _unchanged)],
    "misspelled numbers": [(f"{_REPAIRS}._mend_numbers", _nothing)],
    "respelled names": [(f"{_REPAIRS}._mend_spellings", _nothing)],
    "misspelled names": [(f"{_REPAIRS}._mend_names", _nothing)],
    "endings of ordinals": [(f"{_REPAIRS}._ORDINAL", _NEVER)],
    "acronyms": [(f"{_FIXED}._acronyms", _unchanged)],
    "date stamps": [(f"{_FIXED}._stamp_front", _unfound)],
    "phrases of newspapers": [(f"{_FIXED}._phrase_front", _unfound)],
    "kickers": [(f"{_FIXED}._kicker_front", _unfound)],
    "results": [(f"{_FIXED}._result", _unfound)],
    "rows of tables": [(f"{_FIXED}._RANK", _NEVER)],
    "abbreviations and bank notes": [(f"{_FIXED}.rewrite", _unchanged)],
    "names with other capitals": [(f"{_REPAIRS}._mend_runs", _nothing)],
    "second tries": [],
}
"""What stands for the code of each rule while it is off; without second tries, a setting does."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what is known of its English."""

    language: str
    text: str
    wanted: tuple[str, ...] = ()
    reference: str = ""


def read_cases() -> Iterator[Sentence]:
    """Yield the sentences of `tests/cases`, with what their English must hold."""
    for path in sorted(_CASES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            language, text, wanted = line.split("\t")
            yield Sentence(language, text, tuple(wanted.split("; ")))


def _read_written(every: int) -> Iterator[Sentence]:
    for number, (english, *texts) in enumerate(read_rows(_WRITTEN)):
        if number % every == 0:
            language, text = list(zip(("nb", "nn", "da"), texts, strict=True))[number // every % 3]
            yield Sentence(language, text, reference=english)


def build_stage(*, retry: bool) -> TranslateStage:
    """Build the stage of the default config."""
    config = Config.model_validate({"sources": [{"path": "."}], "translate": {"retry": retry}})
    return translate_stage(config.translate)


def translate(stage: TranslateStage, sentences: Sequence[Sentence]) -> list[tuple[str, bool]]:
    """Return each sentence's English and whether anything was said of it."""
    made = stage.compute([{"text": each.text, "language": each.language} for each in sentences])
    results = [cast("Mapping[str, object]", each) for each in made]
    return [(str(each["text"]), bool(each["flags"])) for each in results]


@contextmanager
def without(rule: str) -> Iterator[None]:
    """Leave a rule out, other than `second tries`."""
    with ExitStack() as stack:
        for place, instead in RULES[rule]:
            stack.enter_context(patch(place, instead))
        find_names.cache_clear()
        yield
    find_names.cache_clear()


def is_held(sentence: Sentence, english: str) -> bool:
    """Say whether an English text holds what it must, dashes of any length."""
    plain = english.replace("–", "-")
    return all(each in english or each in plain for each in sentence.wanted)


def _chrf(made: Sequence[str], references: Sequence[str]) -> float:
    from sacrebleu.metrics.chrf import CHRF

    return float(CHRF().corpus_score(made, [references]).score)


def main(
    every: Annotated[int, typer.Option(min=1, help="Take one written sentence in so many.")] = 100,
    rule: Annotated[list[str] | None, typer.Option(help="Rules to leave out [all].")] = None,
) -> None:
    """Translate with all rules, then without each."""
    cases, written = list(read_cases()), list(_read_written(every))
    stages = {retry: build_stage(retry=retry) for retry in (True, False)}
    with_all = translate(stages[True], [*cases, *written])
    typer.echo(f"{len(cases)} cases; {len(written)} written sentences")
    typer.echo(f"{'without':32} whole  lost unseen  changed  chrF of these: with, without")
    _report("nothing", cases, with_all, with_all, written)
    for name in rule or RULES:
        with without(name):
            made = translate(stages[name != "second tries"], [*cases, *written])
        _report(name, cases, made, with_all, written)


def _report(
    name: str,
    cases: Sequence[Sentence],
    made: Sequence[tuple[str, bool]],
    with_all: Sequence[tuple[str, bool]],
    written: Sequence[Sentence],
) -> None:
    held = [is_held(*each) for each in zip(cases, (text for text, _ in made), strict=False)]
    unseen = sum(not whole and not flagged for whole, (_, flagged) in zip(held, made, strict=False))
    changed = [
        (sentence.reference, before[0], after[0])
        for sentence, before, after in zip(
            written, with_all[len(cases) :], made[len(cases) :], strict=True
        )
        if before[0] != after[0]
    ]
    columns = f"{name:32} {sum(held):5}  {unseen:11}  {len(changed):7}"
    if changed:
        references, before_, after_ = zip(*changed, strict=True)
        columns += f"  {_chrf(before_, references):.1f}, {_chrf(after_, references):.1f}"
    typer.echo(columns)


if __name__ == "__main__":
    launch(main)
