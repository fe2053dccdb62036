from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.timeline import HEIGHT, Timeline

DATES = st.lists(
    st.dates(date(1990, 1, 1), date(2030, 12, 31)).flatmap(
        lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
    ),
    max_size=30,
)


def timeline(*dates):
    collected = Timeline()
    for number, iso in enumerate(dates):
        collected.add(iso, f"#s{number}", f"Story {number}")
    return collected


def test_stories_of_a_day_share_a_bar():
    chart = timeline("2022-11-02", "2022-11-02", "2022-11-04").chart()
    assert chart.step == "day"
    assert [(bar.count, bar.label, bar.href) for bar in chart.bars] == [
        (2, "2 November 2022", "#s0"),
        (1, "4 November 2022", "#s2"),
    ]
    assert [bar.height for bar in chart.bars] == [HEIGHT, HEIGHT / 2]
    assert chart.bars[0].headlines == ("Story 0", "Story 1")
    assert [round(bar.x) for bar in chart.bars] == [0, 67]


@pytest.mark.parametrize(
    ("days", "step"), [(0, "day"), (45, "day"), (46, "week"), (401, "month"), (3001, "year")]
)
def test_the_step_follows_the_span(days, step):
    first = date(2020, 1, 1)
    last = first + timedelta(days=days)
    assert timeline(first.isoformat(), last.isoformat()).chart().step == step


def test_a_month_without_a_day_is_not_drawn_as_its_first_day():
    chart = timeline("2022-11", "2022-11-20").chart()
    assert chart.step == "month"
    assert [bar.count for bar in chart.bars] == [2]


def test_years_and_missing_dates_are_counted_as_hidden():
    chart = timeline("2022", None, "unknown", "2022-11").chart()
    assert (chart.hidden, chart.total, len(chart.bars)) == (3, 4, 1)


def test_no_dates_make_no_bars():
    chart = timeline(None).chart()
    assert (chart.bars, chart.first, chart.total) == ((), None, 1)


@given(DATES)
def test_every_story_is_in_a_bar_or_hidden(dates):
    chart = timeline(*dates).chart()
    assert sum(bar.count for bar in chart.bars) + chart.hidden == len(dates)
    assert all(bar.x >= -0.01 and bar.x + bar.width <= 100.5 for bar in chart.bars)
    assert all(0 < bar.height <= HEIGHT for bar in chart.bars)
    assert len(chart.ticks) <= 6
    assert chart.slots <= 110
