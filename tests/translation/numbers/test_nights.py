import pytest

from pipeline.translation.numbers.nights import find_nights


@pytest.mark.parametrize(
    ("text", "nights"),
    [
        ("Stengt natt til 2. påskedag.", [("i ", "Easter Monday")]),
        ("Natt til lille julaften snødde det.", [("I ", "the day before Christmas Eve")]),
        ("Natt til 1. mai og natt til 3. mai.", [("I ", "1 May"), ("", "3 May")]),
        ("Fra natt til 1. mai gjelder det.", [("", "1 May")]),
        ("Natten til nytårsdag blev roligere.", [("", "New Year's Day")]),
        ("Natten til skærtorsdag blev en mand stukket.", [("I ", "Maundy Thursday")]),
        ("Natten til den 16. oktober 1946 blev de hængt.", [("I ", "16 October")]),
        ("Natt til 16. og natt til 17. mai.", [("i ", "17 May")]),
        ("Natt til fredag, en natt til 12 menn.", []),
    ],
)
def test_a_night_ends_on_the_morning_of_the_day_that_it_names(text, nights):
    found = [(night.lead, night.target) for night in find_nights(text)]
    assert found == [(lead, f"the early hours of {day}") for lead, day in nights]
