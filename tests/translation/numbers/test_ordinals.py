import pytest

from pipeline.translation.numbers.ordinals import find_ordinals, ordinal


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Laget vant for 17. gang på rad.", ["the 17th time"]),
        ("For 5. gong på 10 år vann dei.", ["the 5th time"]),
        ("Hun bor i 3. etasje, han på 2. sal.", ["the 3rd floor", "the 2nd floor"]),
        ("Den 2. verdenskrig sluttet.", ["the 2nd World War"]),
        ("Kong Harald 5. besøkte byen.", ["Harald V"]),
        ("Dronning Margrethe 2. var der.", ["Margrethe II"]),
        ("Karl 12. av Sverige og Erik 7. af Pommern", ["Karl XII", "Erik VII"]),
        ("Mandag 12. av grunnen.", []),
        ("Fra 2. til 4. etasje.", ["the 2nd to the 4th floor"]),
        ("Begge i 2. og 3. etasje.", ["the 2nd and 3rd floors"]),
        ("De tok 1., 2. og 3. plass.", ["the 1st, 2nd and 3rd places"]),
        ("Elever i 3.–5. klasse og 8.-10. trinn", ["the 3rd–5th grades", "the 8th-10th grades"]),
        ("Mål i 1. eller 2. omgang", ["the 1st or 2nd half"]),
        ("I 2.- og 3. runde, og 4.runde", ["the 2nd and 3rd rounds", "the 4th round"]),
        ("Salget i 3. kvartal", ["the 3rd quarter"]),
        ("I 2. halvår og 1. halvår 2024", ["the 2nd half of the year", "the 1st half of 2024"]),
        ("I 3. kv. 2024, 4. kvt. og 1. og 2. kvartal 2025",
         ["the 3rd quarter of 2024", "the 4th quarter", "the 1st and 2nd quarters of 2025"]),
        ("Regnskapet for 2. tertial", ["the 2nd four-month period"]),
        ("Den 1. og 2. mai, 1., 2. og 3. mai.", []),
        ("Møtet er 3. mai, og 17. var en lørdag.", []),
        ("Han kom på plass nr. 3. Plassen er tom.", []),
    ],
)  # fmt: skip
def test_ordinals_and_rulers(text, english):
    assert [each.target for each in find_ordinals(text)] == english


def test_endings():
    assert [ordinal(each) for each in (1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "103rd", "111th",
    ]  # fmt: skip
