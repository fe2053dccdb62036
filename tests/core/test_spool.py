from contextlib import closing
from dataclasses import replace

import pytest

from pipeline.core.cache import Cache
from pipeline.core.intake import Intake
from pipeline.core.spool import Counts, Spool
from pipeline.documents import (
    Document,
    Flag,
    Language,
    Segment,
    Summary,
    SummarySentence,
    Translation,
)

SEGMENT = Segment(
    0, 0, 3, "Hei", "", "headline", Language("nb", 0.9),
    Translation("Hi \ud800", -0.25, (Flag("number", "1 is lost"),), ((0, 3, 0, 2),)),
)  # fmt: skip
DOCUMENT = Document(
    "id", ("a",), "Hei", "T", "2024-03", "O", "https://x.example", None, (), Language("nb", 1.0),
    (SEGMENT,), Summary((SummarySentence("Hi", (0,), Flag("name", "Ola")),)),
)  # fmt: skip


READ = replace(DOCUMENT, language=None, segments=(), summary=None)


@pytest.fixture
def spool(tmp_path):
    with closing(Cache(tmp_path / "cache", ["models"])) as cache:
        intake = Intake([READ, replace(READ, sources=("b",))])
        made = Spool(cache, intake)
        reading = iter(intake)
        assert made.place(next(reading)) is None
        yield made, reading


def test_documents_come_back_as_they_were(spool):
    spool, _ = spool
    assert spool.finish(DOCUMENT) == Counts("nb", 1, 1, 1)
    assert list(spool) == ["id"]
    assert spool.document("id") == DOCUMENT
    with pytest.raises(KeyError):
        spool.document("other")


def test_what_is_learnt_later_counts(spool):
    spool, reading = spool
    spool.finish(DOCUMENT)
    before = spool.identity("id")
    assert list(reading) == []
    assert spool.document("id").sources == ("a", "b")
    assert spool.identity("id") != before


def test_what_failed_is_in_no_spool(spool):
    spool, _ = spool
    spool.drop("id")
    assert list(spool) == []


def test_a_document_that_the_last_run_finished_is_known_wherever_it_lies(tmp_path):
    for finishes in (True, False):
        with closing(Cache(tmp_path / "cache", ["models"])) as cache:
            intake = Intake([replace(READ, sources=("a" if finishes else "moved",))])
            spool = Spool(cache, intake)
            (read,) = intake
            counts = spool.place(read)
            if finishes:
                assert counts is None
                spool.finish(DOCUMENT)
                cache.publish()
            else:
                assert counts == Counts("nb", 1, 1, 1)
                assert spool.document("id") == replace(DOCUMENT, sources=("moved",))


@pytest.mark.parametrize(
    "changed", [{"title": "U"}, {"date": None}, {"outlet": "P"}, {"pinned": "da"}, {"id": "other"}]
)
def test_a_document_that_is_read_otherwise_is_not_known(tmp_path, changed):
    for read in (READ, replace(READ, **changed)):
        with closing(Cache(tmp_path / "cache", ["models"])) as cache:
            spool = Spool(cache, Intake([]))
            assert spool.place(read) is None
            spool.finish(replace(DOCUMENT, id=read.id))
            cache.publish()
