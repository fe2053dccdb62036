import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.translation.numbers.mentions import find_mentions, unanswered


def readings(text: str, *, english: bool) -> list[set[str]]:
    return [set(mention.readings) for mention in find_mentions(text, english=english)]


@pytest.mark.parametrize(
    ("nordic", "english", "value"),
    [
        ("1.550", "1,550", "1550"),
        ("1 550", "1550", "1550"),
        ("1 234,50 kroner", "1,234.50 kroner", "1234.5"),
        ("3,5", "3.5", "3.5"),
        ("100.000", "100,000", "100000"),
        ("2,5 milliarder", "2.5 billion", "2500000000"),
        ("2,5 mrd", "2.5bn", "2500000000"),
        ("3 billioner", "3 trillion", "3000000000000"),
        ("450 mill", "450 million", "450000000"),
        ("10.08", "10:08", "10:08"),
        ("halvtreds", "fifty", "50"),
        ("femogtyve", "twenty-five", "25"),
        ("tjueto", "22", "22"),
        ("to hundre og femti", "two hundred and fifty", "250"),
        ("fem tusen to hundre", "5,200", "5200"),
        ("kl. 15", "3 pm", "15"),
        ("kl. 15.00", "3 p.m.", "15"),
        ("1800-tallet", "19th century", "19"),
        ("1990-årene", "1990s", "1990"),
        ("90-tallet", "nineties", "90"),
        ("to og et halvt", "two and a half", "2.5"),
        ("halvannen", "1.5", "1.5"),
        ("onsdagens", "Wednesday's", "weekday 3"),
        ("2. nov.", "2 Nov", "month 11"),
        ("tredje", "third", "3"),
        ("2½", "two and a half", "2.5"),
        ("to og et halvt", "2 ½", "2.5"),
        ("½", "half", "0.5"),
        ("¾", "0.75", "0.75"),
        ("2½ mio.", "2.5 million", "2500000"),
        ("i mars", "in March", "month 3"),
    ],
)
def test_both_languages_read_the_same(nordic, english, value):
    assert any(value in each for each in readings(nordic, english=False))
    assert any(value in each for each in readings(english, english=True))


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("1,5 til 2 millioner", "1.5 to 2 million", []),
        ("1,5 til 2 millioner", "1.5 million to 2 million", []),
        ("1,5 til 2 millioner", "1.5 to 3 million", ["2 millioner"]),
        ("tlf. 22 33 44 55", "phone 22334455", []),
        ("etter 2. verdenskrig", "after World War II", []),
        ("et stort tre", "a big tree", ["tre"]),
        ("et tre i hagen", "a tree in the garden", []),
        ("de to landene", "the countries", []),
        ("tusen takk", "many thanks", []),
        ("begge lag", "two teams", []),
        ("fire av dem", "four of them", []),
        ("Brann vant 2-1", "Brann won 2-1", []),
        ("Brann vant 2-1", "Brann won 1-2", ["2-1"]),
        ("10-12 dager, vant 3-3", "10-12 days, a 3-3 win", []),
        ("tapte 1-2 og vant 2-1", "lost 1-2 and won 2-1", []),
        ("det kostet 1 200 kroner", "it cost 1 200 kroner", []),
        ("det kostet 1 200 kroner", "it cost 1 to 200 kroner", ["1 200"]),
        ("i uke 2 200 personer", "in week 2, 200 people", []),
        ("50 prosent av dem", "half of them", []),
        ("50 av dem", "half of them", ["50"]),
        ("kong Frederik 10. kom", "King Frederik X came", []),
        ("Frederik 5. kom", "Frederik X came", ["5"]),
        ("vitamin 10 er bra", "vitamin X is good", ["10"]),
        ("Anna ble nummer 1", "Then I saw Anna", ["1"]),
        ("1.000.000 og 1,000,000", "1 000,000 and 1 0000", ["1.000.000 (2 times)"]),
        ("det kostet $1,250", "it cost $1,250", []),
        ("omsatte for 4,7 MNOK", "sold for 4.7 MNOK", []),
        ("omsatte for 4,7 MNOK", "sold for 4.7", ["4,7 MNOK"]),
        ("han hadde promille", "he had per cent", ["promille"]),
        ("de gikk tre mil", "they walked three miles", ["mil"]),
        ("de gikk tre mil", "they walked 30 km", []),
        ("de gikk tre mil", "they walked thirty kilometres", []),
        ("de gikk tre mil", "they walked three kilometres", ["tre mil"]),
        ("i tre hundre mil i timen", "at three hundred miles an hour", []),
        ("tre hundre amerikanske mil", "three hundred miles", []),
    ],
)
def test_what_the_english_lacks(source, target, lost):
    assert [mention.text for mention in unanswered(source, target)[0]] == lost


@pytest.mark.parametrize(
    "text",
    [
        "Det falt fra 5 til 0 millioner kroner.",
        "fra 5 til 0 mrd",
        "mellom 10 og 0 tusen",
        "5 til halv to millioner",
        "from 3,5 to 2 million",
    ],
)
def test_ranges_up_to_a_magnitude_are_read_whatever_they_count(text):
    for english in (True, False):
        assert find_mentions(text, english=english)


@pytest.mark.parametrize("long", ["12" * 10_000, "1" * 5000 + ",5", "1" + " 234" * 5000])
def test_numbers_of_thousands_of_digits_are_compared_as_written(long):
    lost, invented = unanswered(f"Tallet er {long} millioner.", f"The number is {long} million.")
    assert (lost, invented) == ((), ())
    lost, _ = unanswered(f"Tallet er {long}.", f"The number is {long[:-1]}7.")
    assert [mention.text for mention in lost] == [long]


@given(st.integers(1000, 9_999_999))
def test_thousands_are_the_same_number_in_every_notation(number):
    english = f"{number:,}"
    nordic = english.replace(",", ".")
    assert unanswered(f"Det var {nordic} dyr.", f"There were {english} animals.") == ((), ())
    lost, invented = unanswered(f"Det var {nordic} dyr.", f"There were {number * 10:,} animals.")
    assert [mention.text for mention in lost] == [nordic]
    assert len(invented) == 1


@given(st.text(alphabet="0123456789., -:/abcIVX%", max_size=60))
@example("160 000,5")
@example("12 345.678,9")
def test_any_text_answers_itself_in_its_own_language(text):
    for english in (True, False):
        assert isinstance(find_mentions(text, english=english), tuple)


@pytest.mark.parametrize(
    ("english", "lost"),
    [
        ("11 yes, 11 no and 4 blank.", []),
        ("11 yes, eleven no and 4 blank.", []),
        ("11 yes and no, and 4 blank.", ["11 (2 times)"]),
        ("4 blank.", ["11", "11"]),
    ],
)
def test_equal_numbers_are_counted(english, lost):
    found, _ = unanswered("11 ja, 11 nei og 4 blanke.", english)
    assert [each.text for each in found] == lost


def test_square_metres_and_thousands_are_no_other_numbers():
    assert unanswered("Huset er på 84 m2 nå.", "The house is 84 square metres.") == ((), ())
    assert unanswered("Den har 1,2k visninger.", "It has 1.2k views.") == ((), ())


@pytest.mark.parametrize(
    ("source", "english", "lost"),
    [
        ("Hun fant to tusenkronesedler.", "She found two thousand-krone notes.", []),
        ("Hun fant to tusenkronesedler.", "She found three thousand-krone notes.", ["to"]),
    ],
)
def test_what_is_counted_may_be_worth_a_thousand(source, english, lost):
    assert [each.text for each in unanswered(source, english)[0]] == lost
