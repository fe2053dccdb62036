import pytest

from pipeline.translation.names import (
    english_forms,
    english_name,
    find_names,
    find_persons,
    list_names,
    lost_names,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I går møtte Kari Lunde pressen i Oslo.", ["Kari", "Lunde", "Oslo"]),
        ("Regnet falt. Elva steg.", []),
        ("– Ja, sier Berg.", ["Berg"]),
        ("Tyskland sier nei.", ["Tyskland"]),
        ("Store skader i Narvik", ["Narvik"]),
        ("Vil De ha te?", []),
        ("BRANN I SENTRUM AV BYEN", []),
        ("Sykehuset i Nord-Norge", ["Nord-Norge"]),
        ("Det sier Trond Giske i Det Europæiske Råd.", ["Trond", "Giske", "Råd"]),
        ("Det sier Per Hansen (V).", ["Per", "Hansen", "(V)"]),
    ],
)
def test_names_are_capitalised_words_that_begin_no_sentence(text, names):
    assert list(find_names(text)) == names


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Fra Danmark til Russland", "From Denmark to Russia"),
        ("Russlands krav i Genève", "Russia's demands in Geneva"),
        ("Hilsen fra Ærø og Åse Løkås", "Greetings from Aero and Ase Lokas"),
        ("Vi så Sergej Sjojgu der", "We saw Sergei Shoigu there"),
        ("Møtet med Nato-sjefen", "The meeting with the NATO chief"),
        ("Den som leder Helserådet", "The one who leads the Health Council"),
        ("Det sier NRK og O'Brien", "So say NRK and O'Brien"),
        ("Han møtte WHO-sjefen", "He met the World Health Organization chief"),
        ("Det koster 5 MNOK", "It costs NOK 5 million"),
    ],
)
def test_known_and_inflected_forms_count_as_kept(source, target):
    assert lost_names(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Fra Danmark til Russland", "From Denmark to Ukraine", ["Russland"]),
        ("Det sa Hansen", "So said Hisenen", ["Hansen"]),
        ("Vi traff Søren der", "We met South there", ["Søren"]),
        ("Møtet i Nato-rådet", "The meeting of the Council", ["Nato-rådet"]),
        ("Peter kjenner Peter Dahl", "Peter knows PET", ["Dahl"]),
        ("Da sa Berg (V) og Dahl (S) nei", "Then Berg and Dahl (S) said no", ["(V)"]),
    ],
)
def test_lost_names_are_told(source, target, lost):
    assert lost_names(source, target) == lost


def test_acronyms_of_the_table_are_no_other_names():
    assert english_forms("PET") is not None
    assert english_forms("Pet") is None
    assert english_name("Peter") is None


def test_the_names_of_an_article_are_words_and_runs_of_several():
    texts = ("En brand i Vejen blev slukket.", "Selskapet Tine og Den Norske Bank", "OSLO ER STOR")
    assert list_names(texts) == ("Vejen", "Den Norske Bank", "Tine")
    assert list_names(["Den Norske Bank vant.", "Banken Sparebank Vest tapte."]) == (
        "Den Norske Bank",
        "Sparebank Vest",
    )
    assert list_names(["Brann i Vejen.", "Han er i vejen."]) == ()


def test_a_name_that_is_a_road_elsewhere_is_lost_as_a_road():
    assert lost_names("En brann i Vejen i natt.", "A fire in the road last night.") == ["Vejen"]
    assert lost_names("Han ringte Universitetet i Oslo.", "He called the University of Oslo.") == []


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Forfatteren Trym Hav fikk prisen.", ["Trym Hav"]),
        ("Dag Vår og May Britt Øst er her.", ["Dag Vår", "Britt Øst"]),
        ("Hans Rotmo sang, og hans bil og Søren Øst kom.", ["Hans Rotmo", "Søren Øst"]),
        ("Ola Høyre stemte Høyre i Vest.", ["Ola Høyre"]),
        ("Vår Hansen (13) vant. Vår Energi tapte.", ["Vår Hansen"]),
        ("Kari Nordmann er her. Hans Majestet og Alexander Den Store òg.", []),
    ],
)
def test_given_names_with_a_common_word(text, persons):
    assert [text[start:end] for start, end in find_persons(text)] == persons


def test_a_given_name_before_a_surname_is_one_at_the_start_of_a_sentence():
    assert find_names("Bjørn Dæhlie vant.") == ("Bjørn", "Dæhlie")
    assert find_names("Dag for dag i Oslo.") == ("Oslo",)
    assert find_names("Kylian Mbappé scoret.") == ("Kylian", "Mbappé")
    assert find_names("Anna sa det.") == ("Anna",)
    assert find_names("Brandkaptajn Scott sagde.") == ("Scott",)
