import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.readers.dates import parse_date, split_header


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2022", "2022"),
        ("2022-11", "2022-11"),
        (" 2022-11-02 ", "2022-11-02"),
        ("2022-11-02T23:30:00+01:00", "2022-11-02"),
        ("2022-11-02 10:08", "2022-11-02"),
        ("20221102", "2022-11-02"),
        (20221102, "2022-11-02"),
        (2022, "2022"),
        ("2.11.2022", "2022-11-02"),
        ("02. 11. 2022", "2022-11-02"),
        (dt.datetime(2022, 11, 2, 23, 30, tzinfo=dt.UTC), "2022-11-02"),
        (dt.date(2022, 11, 2), "2022-11-02"),
        ("2022-13", None),
        ("2022-02-30", None),
        ("31.2.2022", None),
        ("11/02/2022", None),
        ("i går", None),
        ("", None),
        (1667383680000, None),
        (3.5, None),
        (True, None),
    ],
)
def test_dates_are_iso_or_nothing(value, date):
    assert parse_date(value) == date


@given(st.dates())
def test_every_form_of_a_day_is_that_day(day):
    iso = day.isoformat()
    at_noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    forms = [iso, iso.replace("-", ""), f"{day.day}.{day.month}.{day.year:04}", day, at_noon]
    assert {parse_date(form) for form in forms} == {iso}
    if day.year >= 1900:
        assert parse_date(format_datetime(at_noon)) == iso


@given(st.text())
def test_any_text_is_a_date_or_not(text):
    date = parse_date(text)
    assert date is None or parse_date(date) == date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2022-11 Avisa skriver", ("2022-11", "Avisa skriver")),
        ("date 2022-11-02\n\nAvisa", ("2022-11-02", "Avisa")),
        ("\n date 2022-11", ("2022-11", "")),
        (" date 2022-13 Avisa", (None, " date 2022-13 Avisa")),
        ("Update 2022-11 Avisa", (None, "Update 2022-11 Avisa")),
        ("date 2022-11-tallene viser", (None, "date 2022-11-tallene viser")),
        ("Avisa. date 2022-11 mer", (None, "Avisa. date 2022-11 mer")),
    ],
)
def test_header_is_metadata(text, expected):
    assert split_header(text) == expected
