"""The fake engine keeps what checks look at and obeys the same limits as real ones."""

import re

import pytest

from pipeline.engines.base import Decoding
from pipeline.engines.fakes import FakeSeq2Seq
from tests.engines.tiny_models import LINES


def test_names_numbers_and_punctuation_stay():
    text = "Hun kjøpte 1.550 epler i Oslo, sier Kari Nordmann – «billig»!"
    (hypothesis,) = FakeSeq2Seq().generate([text], Decoding())
    assert re.findall(r"\d+|[A-ZÆØÅ]\w+|[^\w\s]", hypothesis.text) == re.findall(
        r"\d+|[A-ZÆØÅ]\w+|[^\w\s]", text
    )
    assert hypothesis.text != text


def test_the_same_text_gives_the_same_in_any_company():
    engine = FakeSeq2Seq()
    together = list(engine.generate(LINES, Decoding(alignment=True)))
    alone = [next(engine.generate([line], Decoding(alignment=True))) for line in LINES]
    assert together == alone
    again = list(engine.generate([each.text for each in together], Decoding()))
    assert [each.text for each in again] == [each.text for each in together]


def test_limits_end_at_a_sentence_or_are_reported():
    engine = FakeSeq2Seq()
    two = "Hun bor her. Han bor der borte."
    (whole,) = engine.generate([two], Decoding(max_tokens=5))
    assert whole.finished
    assert whole.text.endswith(".")
    assert whole.text.count(".") == 1
    (cut,) = engine.generate([two], Decoding(max_tokens=2))
    assert not cut.finished
    with pytest.raises(ValueError, match="the model takes 512"):
        engine.generate(["ord " * 600], Decoding())
