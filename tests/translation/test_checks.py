from pathlib import Path

import pytest

from pipeline.documents import Flag
from pipeline.evaluation.checks import NAMES, read_cases, score_checks
from pipeline.translation.checks import check

CASES = Path(__file__).with_name("checks_cases.tsv")

# Precision and recall over the labelled cases; a few of them are known to be too hard.
FLOORS = {
    "repetition": (1.0, 1.0),
    "length": (1.0, 1.0),
    "untranslated": (1.0, 1.0),
    "number": (1.0, 0.98),
    "name": (0.95, 1.0),
    "word": (1.0, 1.0),
    "symbol": (1.0, 1.0),
    "quotes": (1.0, 1.0),
    "negation": (0.92, 0.92),
    "unfinished": (1.0, 1.0),
    "empty": (1.0, 1.0),
}


def test_there_are_enough_cases_of_every_check_and_language():
    cases = read_cases(CASES)
    assert len(cases) >= 200
    assert {case.language for case in cases} == {"nb", "nn", "da"}
    assert set(FLOORS) == set(NAMES)
    for name in NAMES:
        assert sum(name in case.flags for case in cases) >= 4
    assert sum(not case.flags for case in cases) >= 100


@pytest.mark.parametrize("name", NAMES)
def test_precision_and_recall_hold_their_floors(name):
    score = score_checks(read_cases(CASES))[name]
    precision, recall = FLOORS[name]
    assert score.precision >= precision
    assert score.recall >= recall


def test_a_flag_says_what_it_saw():
    assert check("Det kom 300 dyr.", "30 animals came.") == (Flag("number", "300 became 30"),)
    assert check("Det kom 300 dyr.", "Animals came.") == (Flag("number", "300 is missing"),)
    assert check("Det kom dyr.", "30 animals came.") == (Flag("number", "30 is not in the source"),)


def test_a_text_cut_off_by_the_limit_is_unfinished():
    flags = check("Det regner.", "It is raining.", finished=False)
    assert flags == (Flag("unfinished", "the model stopped at its length limit"),)


@pytest.mark.parametrize(
    "text", ["1." * 9000, "'a " * 6000, "A. " * 6000, "tre " * 5000, "@" * 19000, "Nato-" * 4000]
)
def test_hostile_texts_are_checked_without_an_error(text):
    assert isinstance(check(text, text[::-1]), tuple)


@pytest.mark.parametrize(
    ("source", "target", "flags"),
    [
        ("Utslippene av CO2 falt.", "CO2 emissions fell.", []),
        ("Utslippene av CO₂ falt.", "CO2 emissions fell.", []),
        ("G7 møttes i Oslo.", "The G20 met in Oslo.", ["number", "name"]),
        ("– Vi er klare, sier hun.", '"We are ready," she says.', []),
        ("Hansen sier: – Jeg er sjokkert.", 'Hansen says: "I am shocked."', []),
        ("«Han sa 'nei' til meg», sier hun.", "\"He said 'no' to me,\" she says.", []),
        ("Det er en god dag for oss.", "It is a good day for us. " * 3, ["repetition"]),
        ("Han la det fram, og de er kritiske.", "He presented it, and they are", ["unfinished"]),
        ("Equinor vil ikke kommentere det.", "Equinor declined to comment on it.", []),
        ("Politikerne er uenige.", "The politicians do not agree.", []),
        ("Han kom først hjem klokken to.", "He did not get home until two.", []),
        ("Det er næppe sandsynligt.", "It is very likely.", ["negation"]),
        ("I dag sier Norges Bank nei.", "Today Norges Bank says no.", []),
        ("Han er dømt etter § 371 bokstav a.", "He is convicted under § 371 a.", []),
        ("Dette følger av § 4 a.", "This follows from § 4 a.", []),
        ("Dette følger av loven.", "This follows from a.", ["unfinished"]),
        ("Nord-Norge får mindre strøm.", "Norway gets less power.", ["name"]),
        ("Omkring 350 løb med.", "Around 350 per cent took part.", ["number"]),
        ("Det er halvparten.", "It is 50 per cent.", []),
        ("Det siger Anne Holm (S).", "Anne Holm says so.", ["name"]),
        ("Det er ingen som ikke vet det.", "No one knows it.", ["negation"]),
        ("Der er ingen, som ikke kender hende.", "Everyone knows her.", []),
        ("Det er ingen som ikke vet det.", "There is no one who does not know it.", []),
        ("Det kommer i 2025.", "It will be 2025 in 2025.", ["number"]),
        ("Stengt til og med 7. juni.", "Closed on 7 June.", ["number"]),
        ("No slepp fela å fryse.", "Now the fiddle does not have to freeze.", []),
        ("Det ble 15 likt.", "It was 15-15.", []),
        ("Ingen som ikke har betalt, kommer inn.", "Only those who have paid get in.", []),
        ("Det siger Anne Holm (S).", "Anne Holm (S) says so.", []),
    ],
)
def test_what_blind_tests_found(source, target, flags):
    assert [flag.name for flag in check(source, target)] == flags


def test_a_law_before_a_section_that_is_missing():
    (flag,) = check(
        "Etter åndsverkloven § 24 kreves samtykke.", "Under Section 24, consent is required."
    )
    assert (flag.name, flag.reason) == ("name", "åndsverkloven is missing")
    assert (
        check("Etter straffeloven § 2 er det bot.", "Under § 2 of the Penal Code, it is a fine.")
        == ()
    )
    assert check("Langfredag er stengt.", "Good Friday is closed.") == ()
