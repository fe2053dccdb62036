from pathlib import Path

import pytest

from pipeline.summarization.english_boilerplate import without_dateline
from pipeline.summarization.statements import is_statement

ROWS = Path(__file__).with_name("line_cases.tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize(("label", "count", "wrong"), [("skip", 58, 0), ("tell", 38, 1)])
def test_lines_around_the_news_are_no_statements(label, count, wrong):
    """Ceilings; measured: 0 of 58 and 1 of 38 wrong."""
    lines = [text for kind, text in (row.split("\t") for row in ROWS) if kind == label]
    assert len(lines) == count
    missed = [text for text in lines if is_statement(text) != (label == "tell")]
    assert len(missed) <= wrong, missed


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("(NTB): Seven people are missing.", "Seven people are missing."),
        ("Oslo (NTB): The police say so.", "The police say so."),
        ("OSLO (NTB) – the police say so.", "The police say so."),
        ("COPENHAGEN /ritzau/ A man was shot.", "A man was shot."),
        ("(NTB-Reuters): Russia says no.", "Russia says no."),
        ("Ritzau: The Queen is ill.", "The Queen is ill."),
        ("New York (AP) Shares fell.", "Shares fell."),
        ("• Police fined 41 riders.", "Police fined 41 riders."),
        ("Prices rose on Tuesday. (NTB)", "Prices rose on Tuesday."),
        ("Prices rose (©NTB).", "Prices rose."),
        ("BRUSSELS/OSLO (VG) At the meeting, Russia said no.", "At the meeting, Russia said no."),
        ("Oslo/Bergen (NTB): The police say so.", "The police say so."),
    ],
)
def test_a_tag_of_an_agency_is_no_part_of_a_sentence(line, bare):
    assert without_dateline(line) == bare


@pytest.mark.parametrize(
    "line",
    [
        "(The company had 40 employees.)",
        "The agency NTB (Norway) writes so.",
        "Reuters reports that shares fell.",
        "AP Møller-Mærsk: Profits fall",
        "(NTB)",
    ],
)
def test_other_brackets_and_names_stay(line):
    assert without_dateline(line) == line
