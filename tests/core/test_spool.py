import pytest

from pipeline.core.spool import Spool
from pipeline.documents import (
    Document,
    Flag,
    Language,
    Segment,
    Statement,
    Story,
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
STORY = Story("s", "2024-03", None, "Hi", (Statement("Hi", ()),), ())


def test_records_come_back_as_they_were(tmp_path):
    spool = Spool(tmp_path / "spool", {"id": ["a"]}, {})
    spool.add_document(DOCUMENT)
    spool.add_story(STORY)
    assert list(spool.documents()) == [DOCUMENT]
    assert spool.document("id") == DOCUMENT
    assert list(spool.stories()) == [STORY]
    with pytest.raises(KeyError):
        spool.document("other")
    spool.close()
    assert not list(tmp_path.iterdir())


def test_a_source_found_later_counts(tmp_path):
    sources = {"id": ["a"]}
    spool = Spool(tmp_path / "spool", sources, {})
    spool.add_document(DOCUMENT)
    sources["id"].append("b")
    assert spool.document("id").sources == ("a", "b")
    spool.close()
