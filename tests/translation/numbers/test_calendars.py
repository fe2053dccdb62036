import pytest

from pipeline.translation.numbers.calendars import find_calendars


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Onsdag i påskeuken (uke 16).", ["week 16"]),
        ("I veke 38 og uge 7.", ["week 38", "week 7"]),
        ("Uke 8 og 9, uke 10–12", ["Weeks 8 and 9", "weeks 10–12"]),
        ("I uge 3/2025 var uke 4,5 god.", []),
        ("Vi spelte 2. juledag og første nyttårsdag.", ["Boxing Day", "New Year's Day"]),
        ("Den 3. juledag 1998 og anden pinsedag", ["the 3rd day of Christmas", "Whit Monday"]),
        ("Langfredag, påskedag og pinsedag", ["Easter Sunday", "Whit Sunday"]),
        ("Kr. Himmelfartsdag og Kristi himmelfartsdag", ["Ascension Day", "Ascension Day"]),
        ("I pinsedagene", []),
        ("Mandag den 5. ds. og 3. f.m.", ["the 5th of this month", "the 3rd of last month"]),
        ("Man–fre 10–18, lør 10–15, søn stengt.", ["Mon–Fri 10–18", "Sat 10–15", "Sun closed"]),
        ("Åbent man.-tors. kl. 10-17 og fre. 10.30-19.", ["Mon–Thu 10–17", "Fri 10:30–19"]),
        ("Det er dugnad lør 5. mai, og man 6. mai er det fri.", ["Sat"]),
        ("Ope måndag–fredag 9–16", ["Monday–Friday 9–16"]),
        ("Så får man 10–12 svar av en sønn, og mandag 10–12 kommer sola.", []),
        ("Sønnen stengte, og søn ons fre.", []),
    ],
)
def test_weeks_feasts_and_hours(text, english):
    found = sorted(find_calendars(text), key=lambda each: each.start)
    assert [each.target for each in found] == english
