from dataclasses import replace

import pytest

from pipeline.core.spool import Spool
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


def test_records_come_back_as_they_were(tmp_path):
    spool = Spool(tmp_path / "spool", lambda document: document)
    spool.add_document(DOCUMENT)
    assert list(spool.documents()) == [DOCUMENT]
    assert spool.document("id") == DOCUMENT
    with pytest.raises(KeyError):
        spool.document("other")
    spool.close()
    assert not list(tmp_path.iterdir())


def test_what_is_learnt_later_counts(tmp_path):
    sources = ["a"]
    spool = Spool(tmp_path / "spool", lambda each: replace(each, sources=tuple(sources)))
    spool.add_document(DOCUMENT)
    sources.append("b")
    assert spool.document("id").sources == ("a", "b")
    spool.close()
