from dataclasses import replace

import pytest

from pipeline.documents import Flag, ModelCredit
from pipeline.outputs.characters import encodable, markup_safe, one_line
from pipeline.outputs.rows import REPLACED, document_rows
from tests.outputs.samples import BRIDGE_DA, BRIDGE_NB, LIBRARY_NN, SMALL, Line, build, run_info


def rows_of(corpus):
    return [
        row for each in corpus.documents() for row in document_rows(each, corpus.info, encodable)
    ]


def test_rows_follow_documents_and_segments():
    rows = rows_of(SMALL)
    expected = [
        (document.id, index, segment.source)
        for document in SMALL.documents()
        for index, segment in enumerate(document.segments)
    ]
    assert [(row.document, row.index, row.source) for row in rows] == expected


def test_a_row_carries_its_document_and_translation():
    row = list(document_rows(BRIDGE_NB, SMALL.info, encodable))[3]
    assert row.paragraph == 2
    assert row.target == "The bridge is 1,550 metres long and cost NOK 24 billion."
    assert (row.score, row.kind, row.language) == (-0.44, "body", "nb")
    assert row.flags == (Flag("number", "2,4 is not in the translation"),)
    assert (row.date, row.outlet) == ("2022-11-05", "Fjordposten")
    assert row.model == "embedded:gmq-en-small"


def test_flags_of_the_reading_are_in_every_row():
    rows = list(document_rows(LIBRARY_NN, SMALL.info, encodable))
    assert {row.document_flags for row in rows} == {LIBRARY_NN.flags}


def test_copied_english_names_no_model():
    rows = list(document_rows(BRIDGE_DA, SMALL.info, encodable))
    assert [(row.language, row.model is None) for row in rows] == [
        ("da", False), ("da", False), ("en", True), ("da", False),
    ]  # fmt: skip


def test_each_language_names_its_own_model():
    def credit(name, *tags):
        return ModelCredit("translate", name, "0" * 64, "MIT", "x", tags)

    info = replace(SMALL.info, models=(credit("danish", "da"), credit("norwegian", "nb", "nn")))
    models = {row.language: row.model for row in rows_of(replace(SMALL, info=info))}
    assert models == {"nb": "norwegian", "nn": "norwegian", "da": "danish", "en": None}


def test_a_segment_without_translation_has_no_english_and_no_score():
    document = build("f0", "nb", [("body", [Line("Ikke oversatt.")])])
    row = next(document_rows(document, run_info([document]), encodable))
    assert (row.target, row.score, row.flags, row.model) == (None, None, (), None)


@pytest.mark.parametrize(
    ("clean", "text", "kept", "number"),
    [
        (encodable, "a\ud800b", "a\ufffdb", 1),
        (encodable, "a\x00b", "a\x00b", 0),
        (markup_safe, "a\x00b\x1f\ufffe", "a\ufffdb\ufffd\ufffd", 3),
        (markup_safe, "a\tb\u202ec]]>", "a\tb\u202ec]]>", 0),
        (markup_safe, "\ufffd", "\ufffd", 0),
    ],
)
def test_what_a_format_cannot_hold_is_replaced_and_flagged(clean, text, kept, number):
    document = build("f1", "nb", [("body", [Line(text, text)])])
    row = next(document_rows(document, run_info([document]), clean))
    assert (row.source, row.target) == (kept, kept)
    reasons = [flag.reason for flag in row.flags if flag.name == REPLACED]
    assert [int(reason.split()[0]) for reason in reasons] == ([2 * number] if number else [])


def test_one_line_has_no_line_breaks():
    assert one_line("  a\n\nb\r\tc\x00 ") == "a b c\ufffd"
