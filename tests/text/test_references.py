from pathlib import Path

import pytest

from pipeline.text.references import (
    has_unnamed_speaker,
    lacks_speaker,
    refers_back,
    with_quotation_marks,
)

ROWS = Path(__file__).with_name("reference_cases.tsv").read_text("utf-8").splitlines()
CASES = [row.split("\t") for row in ROWS]


@pytest.mark.parametrize(("part", "count", "wrong"), [("dev", 70, 0), ("test", 61, 3)])
def test_sentences_that_lean_on_another_are_known(part, count, wrong):
    """Ceilings; measured: 0 of 70 and 3 of 61 wrong."""
    cases = [(label == "back", text) for half, label, text in CASES if half == part]
    assert len(cases) == count
    missed = [text for leans, text in cases if refers_back(text) != leans]
    assert len(missed) <= wrong, missed


@pytest.mark.parametrize(
    ("sentence", "lacking"),
    [
        ("– We got 8.90 for the kilo.", True),
        ('"I am tired. And I want to go home."', True),
        ("“We won”", True),
        ("– It is done, says Kari.", False),
        ('"It is a great day," she said.', False),
        ('"Nabben" was sold for 3 million.', False),
        ("- 14 people died in the fire.", False),
        ("The ferry sank.", False),
    ],
)
def test_quotations_without_a_speaker_are_known(sentence, lacking):
    assert lacks_speaker(sentence) is lacking


@pytest.mark.parametrize(
    ("sentence", "unnamed"),
    [
        ("I heard voices for ten hours a day.", True),
        ("After a year, I dreamed in Nynorsk.", True),
        ("My price went up.", True),
        ("I say that it is late.", True),
        ("I have no words, says Sand.", False),
        ("“I have no words,” he said.", False),
        ("I. Hansen won the race.", False),
        ("In 1920, World War I was over.", False),
        ("We advise against eating the salmon.", False),
    ],
)
def test_who_i_is_must_be_said(sentence, unnamed):
    assert has_unnamed_speaker(sentence) is unnamed


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("– It is done, says Kari Moe.", "“It is done,” says Kari Moe."),
        ("- It is done, Kari said on Monday.", "“It is done,” Kari said on Monday."),
        ("– He thinks, as I do, of us, says Kari.", "“He thinks, as I do, of us,” says Kari."),
        ("– Is it done? Kari says.", "“Is it done?” Kari says."),
        ("– I got it, and I have to say no.", "– I got it, and I have to say no."),
        ("- 14 people died, says Kari.", "- 14 people died, says Kari."),
        ("– It is done.", "– It is done."),
        ("– “Nabben” won, says Kari.", "– “Nabben” won, says Kari."),
        ("It is done, says Kari.", "It is done, says Kari."),
    ],
)
def test_a_quotation_has_quotation_marks(sentence, written):
    """Of 31 such sentences in 65 translated articles, all 31 are right."""
    assert with_quotation_marks(sentence) == written
