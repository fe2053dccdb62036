"""Sentences of every kind that models garble, and what their English must hold exactly.

What is not there has to be flagged. The files are read by the pipeline's own stages, with the fake
engine, which copies, and with the embedded model, which does not.
"""

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.core.runner import Direct, walk
from pipeline.documents import Document
from pipeline.job import translating_stages

FILES = sorted(Path(__file__).parent.glob("*.tsv"))
# Of the sentences of a kind, so many hold what they must: the others say what they lack.
FLOORS = {
    "amounts": 1.0, "codes": 0.9, "symbols": 1.0, "capitals": 0.8, "foreign": 1.0,
    "numerals": 1.0, "lines": 1.0, "copies": 0.8, "newsroom": 0.95, "beginnings": 0.95,
    "readings": 1.0,
}  # fmt: skip
# What the fake engine cannot read: it knows no words.
READ = {"readings"}
RUNS = [
    pytest.param(file, engine, marks=[pytest.mark.integration] if engine == "ctranslate2" else [])
    for file in FILES
    for engine in ("fake", "ctranslate2")
    if engine == "ctranslate2" or file.stem not in READ
]
LEAD = {
    "nb": "Kommunen har ikke fått svar fra fylket. Nå må elevene vente til høsten.",
    "nn": "Kommunen har ikkje fått svar frå fylket. No må elevane vente til hausten.",
    "da": "Kommunen har ikke fået svar fra regionen. Nu må eleverne vente til efteråret.",
}


def translated(file, engine):
    config = Config.model_validate({"sources": [{"path": "x"}], "translate": {"engine": engine}})
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    documents = [
        Document(str(index), (str(index),), f"{LEAD[tag]}\n\n{source}", pinned=tag)
        for index, (tag, source, _) in enumerate(rows)
    ]
    done = list(walk(documents, translating_stages(config), Direct(), 256))
    for (_, source, wanted), document in zip(rows, done, strict=True):
        assert isinstance(document, Document), (source, document)
        made = [each for each in document.segments if each.paragraph > 0]
        english = "".join(each.translation.target + each.gap for each in made)
        flags = [flag for each in made for flag in each.translation.flags]
        yield source, wanted.split("; "), english, flags


@pytest.mark.parametrize(("file", "engine"), RUNS, ids=lambda each: getattr(each, "stem", each))
def test_what_must_come_out_exactly_does_or_is_flagged(file, engine):
    rows = list(translated(file, engine))
    assert len(rows) >= 15
    whole = 0
    for source, wanted, english, flags in rows:
        # English writes results and ranges with a dash of either length.
        plain = english.replace("–", "-")
        missing = [each for each in wanted if each not in english and each not in plain]
        whole += not missing
        assert "\ufffd" not in english
        assert not missing or flags, (source, english, missing)
    assert whole >= FLOORS[file.stem] * len(rows)
