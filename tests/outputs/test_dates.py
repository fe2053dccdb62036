from datetime import date

import pytest

from pipeline.outputs.dates import date_label, first_day, period_label


@pytest.mark.parametrize(
    ("iso", "label"),
    [
        ("2022-11-02", "2 November 2022"),
        ("2022-11", "November 2022"),
        ("2022", "2022"),
        ("2022-13", "2022-13"),
        ("i går", "i går"),
        (None, None),
    ],
)
def test_dates_are_written_for_readers(iso, label):
    assert date_label(iso) == label


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("2022-11", "November 2022"),
        ("2022-W44", "31 October – 6 November 2022"),
        ("2020-W53", "28 December 2020 – 3 January 2021"),
        ("2021-W53", "2021-W53"),
        ("", "Undated"),
        ("undated", "Undated"),
    ],
)
def test_periods_are_written_for_readers(period, label):
    assert period_label(period) == label


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2022-11-02", date(2022, 11, 2)),
        ("2022-11", date(2022, 11, 1)),
        ("2022", date(2022, 1, 1)),
        ("2022-02-30", None),
        ("soon", None),
        (None, None),
    ],
)
def test_first_day_of_a_date(iso, day):
    assert first_day(iso) == day
