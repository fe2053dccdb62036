import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.dates import find_change, find_stamp, parse_date, split_header, wrong_time


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
        ("20221102T100800Z", "2022-11-02"),
        ("Wed, 02 Nov 2022 10:00:00 GMT", "2022-11-02"),
        ("2022-11-2", "2022-11-02"),
        ("2022-1-2 10:08", "2022-01-02"),
        ("2.november 2022", "2022-11-02"),
        ("onsdag 2. november 2022", "2022-11-02"),
        ("Onsdag den 2. november 2022, kl. 10.08", "2022-11-02"),
        ("den 2. november 2022", "2022-11-02"),
        ("d. 2.11.2022", "2022-11-02"),
        ("Wednesday, 2 November 2022", "2022-11-02"),
        ("onsdag", None),
        ("den 2022-13-40", None),
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


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2022-11-02T26:10", "26:10"),
        ("2022-11-02 10:75:00", "10:75:00"),
        ("20221102T246000Z", "246000"),
        ("2. november 2022 kl. 24.30", "24.30"),
        ("2.11.2022, kl. 9.61", "9.61"),
        ("Wed, 02 Nov 2022 31:00:00 GMT", "31:00:00"),
        ("2022-11-02T24:00:00+01:00", None),
        ("2022-11-02T23:59:60Z", None),
        ("2. november 2022 kl. 10.08", None),
        ("20221102T100800Z", None),
        ("2.11.2022", None),
        ("2. 11. 2022", None),
        ("2 November 2022", None),
        ("2022", None),
        (20221102, None),
    ],
)
def test_times_that_are_none_are_seen(value, time):
    assert wrong_time(value) == time


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


@pytest.mark.parametrize(
    ("stamp", "date"),
    [
        ("Publisert 13. mars 2024 kl. 14.05", "2024-03-13"),
        ("12. mars 2024 07:45 Sist oppdatert 14. april 2024 09:30", "2024-03-12"),
        ("2. nov. 2022 10:08", "2022-11-02"),
        ("Publisert 12.mars 2024", "2024-03-12"),
        ("Offentliggjort d. 5. maj 2024 kl. 16.20", "2024-05-05"),
        ("Published 20 March 2024, 09:15", "2024-03-20"),
        ("March 20, 2024", "2024-03-20"),
        ("Av Kari Moe 13. mars 2024 kl. 14:05", "2024-03-13"),
        ("Af Jens Holm, publiceret 13. marts 2024", "2024-03-13"),
        ("Av: Ola Lie og Kari Moe | 13.03.2024 10.15", "2024-03-13"),
        ("Av Kari Moe, oppdatert 13. mars 2024", None),
        ("Av alle dager valgte de 13. mars 2024", None),
        ("Av Kari Moe (f. 13. mars 1950)", None),
        ("Publisert 2024-03-13 14:05", "2024-03-13"),
        ("Oppdatert 13. mars 2024 kl. 14.05", None),
        ("Sist endret: 13. mars 2024", None),
        ("Publisert 31. februar 2024", None),
        ("Publisert 3. \u017fep 2024", None),
        ("Publisert i går kl. 14.05", None),
        ("Avtalen ble signert 13. mars 2024", None),
        ("13. mars 2024 åpner den nye brua for trafikk.", None),
    ],
)
def test_time_stamp_at_the_top_gives_the_date(stamp, date):
    assert find_stamp(f"Brua er ferdig\n\n{stamp}\n\nDen åpnet 1. april 2024.") == date


def test_a_change_is_no_publication():
    assert find_change("Bro klar\n\nOpdateret d. 12. marts 2025\n\nDen er åben.") == "2025-03-12"
    assert find_change("Bro klar\n\nPubliceret d. 12. marts 2025\n\nDen er åben.") is None


def test_time_stamp_far_down_is_of_something_else():
    assert find_stamp("Brua er ferdig.\n\n" * 20 + "Publisert 13. mars 2024") is None


@given(st.text())
def test_any_text_has_a_time_stamp_or_not(text):
    assert find_stamp(text) is None or parse_date(find_stamp(text))
