"""The two learning-rate schedules."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.training.schedule import WARM_UP_STEPS, Budget, Open


@given(st.floats(0.1, 1000), st.integers(0, 10_000))
def test_a_budget_ends_at_zero_exactly_when_its_minutes_are_over(minutes: float, step: int) -> None:
    budget = Budget(minutes)
    seconds = 60 * minutes
    assert budget.factor(step, seconds) == 0
    assert budget.factor(step, seconds + 1) == 0
    assert 0 < budget.factor(step, 0.99 * seconds) < 0.02


@given(st.floats(0.0, 1.2), st.floats(0.0, 0.2))
def test_a_budget_never_rises_after_warm_up(done: float, later: float) -> None:
    budget = Budget(10)
    before = budget.factor(WARM_UP_STEPS, 600 * done)
    after = budget.factor(WARM_UP_STEPS, 600 * (done + later))
    assert after <= before <= 1


def test_both_warm_up_from_nearly_nothing() -> None:
    for schedule in (Budget(10), Open()):
        assert schedule.factor(0, 0) == 1 / WARM_UP_STEPS
        assert schedule.factor(WARM_UP_STEPS, 0) == 1


def test_a_budget_ends_on_the_whole_vocabulary_and_starts_new_weights_on_short_pairs() -> None:
    budget = Budget(10, new_weights=True)
    assert budget.samples_negatives(0.9 * 600)
    assert not budget.samples_negatives(0.93 * 600)
    assert budget.short_pairs_only(0.05 * 600)
    assert not budget.short_pairs_only(0.2 * 600)
    assert not Budget(10).short_pairs_only(0)


def test_the_open_schedule_has_no_end_and_averages() -> None:
    assert Open().factor(10**6, 10.0**9) == 1
    assert Open().averages
    assert not Budget(10).averages
