from pathlib import Path

import pytest

from pipeline.text.references import lacks_speaker, refers_back

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
