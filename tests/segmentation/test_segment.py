import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.documents import Document, Language
from pipeline.errors import DocumentError
from pipeline.segmentation.segment import SegmentStage
from pipeline.text.sentences import join

ARTICLE = """Skolen holder stengt

Av Kari Nordmann

Publisert 3. mai 2022

Kommunen har ikke fått svar fra fylket. Nå må elevene vente til høsten, sier rektor.

Venter på svar

– Vi vet ingenting. Det er leit for elevene, sier hun.

Les også: Slik blir den nye skolen"""

DANISH = """Skolen holder lukket

Kommunen har ikke fået svar fra regionen, og nu må eleverne vente til efteråret.

"We have been waiting for an answer since the spring, and nobody has told us anything."

"Det er ikke godt nok," siger hun og ryster på hovedet."""


def stage(**settings):
    config = Config.model_validate({"sources": [{"path": "a"}], **settings})
    return SegmentStage(config.detect, config.translate.languages)


def segmented(text, tag="nb", confidence=0.99, **settings):
    segment = stage(**settings)
    document = Document("id", ("a.txt",), text, language=Language(tag, confidence))
    results = segment.compute([unit.identity for unit in segment.units(document)])
    return segment.apply(document, results)


def test_paragraphs_kinds_and_sentences():
    document = segmented(ARTICLE)
    assert [(each.paragraph, each.kind) for each in document.segments] == [
        (0, "headline"),
        (1, "byline"),
        (2, "timestamp"),
        (3, "body"),
        (3, "body"),
        (4, "subhead"),
        (5, "body"),
        (5, "body"),
        (6, "related"),
    ]
    assert document.segments[6].source == "– Vi vet ingenting."
    assert document.segments[0].gap == "\n\n"
    assert document.segments[3].gap == " "
    assert document.segments[-1].gap == ""


def test_offsets_are_exact_and_joining_gives_the_text_back():
    document = segmented(ARTICLE)
    assert join(document.segments) == ARTICLE
    assert all(ARTICLE[each.start : each.end] == each.source for each in document.segments)


def test_an_english_quotation_in_a_danish_article_is_english():
    tags = {each.source: each.language.tag for each in segmented(DANISH, "da").segments}
    assert [tag for text, tag in tags.items() if "waiting" in text] == ["en"]
    assert sorted(tags.values()) == ["da", "da", "da", "en"]


def test_a_nynorsk_sentence_in_a_bokmaal_article_is_nynorsk():
    quoted = (
        "– Eg veit ikkje kva eg skal seie om dette, og eg trur ikkje nokon andre gjer det heller."
    )
    document = segmented(f"Kommunen har ikke fått svar fra fylket.\n\n{quoted}")
    assert [each.language.tag for each in document.segments] == ["nb", "nn"]
    assert document.segments[1].language.confidence > 0.7


def test_a_result_is_in_the_language_of_its_article():
    document = segmented("Det var full runde i helgen.\n\nVästerås SK - IFK Göteborg 0-3")
    assert [each.language.tag for each in document.segments] == ["nb", "nb"]


@pytest.mark.parametrize(
    "headline",
    [
        "Brand i Odense",
        "Take That spiller i Parken",
        "Manchester United slog Liverpool",
        "Wall Street stiger",
        "The Voice vender tilbage",
        "Red Bull vandt i Singapore",
        "Best i test",
        "Sport for all",
        "FCK henter stopper",
        "Game of Thrones-stjerne død",
        "World Economic Forum i Davos",
        "Elon Musk køber Twitter",
    ],
)
def test_a_headline_with_foreign_names_is_in_the_language_of_its_article(headline):
    body = "Det skriver avisen onsdag, efter at selskabet først ikke ville sige noget om sagen."
    # Even when the config asks for hardly any confidence, only sure English is copied.
    for settings in ({}, {"detect": {"min_confidence": 0.0}}):
        first = segmented(f"{headline}\n\n{body}", "da", **settings).segments[0]
        assert first.language.tag in {"da", "nb", "nn"}
    assert segmented(f"{headline}\n\n{body}", "da").segments[0].language.tag == "da"


def test_a_sentence_in_another_language_has_its_own():
    swedish = "Kommunen har inte fått något svar från regionen, och nu får eleverna vänta igen."
    text = f"Det står i et brev.\n\n{swedish}"
    for settings in ({}, {"translate": {"languages": ["nb", "sv"]}}):
        assert segmented(text, **settings).segments[1].language.tag == "sv"


@pytest.mark.parametrize(
    ("sentence", "tag"),
    [
        ("«Wir schaffen das, meine Damen und Herren.»", "de"),
        ("– Jag vill inte prata om det här, säger han.", "sv"),
        ("«Wir schaffen das, meine Damen», sa hun til pressen i går.", "nb"),
        ('"Nobody is above the law in this country," sa han.', "nb"),
        ("Statsministeren sa: – Hallitus päätti tänään uudesta laista.", "nb"),
        ("La situation est très difficile pour nous tous.", "fr"),
        ("Reykjavík og Þingvellir er vakre.", "nb"),
        ("Tesla Model Y", "nb"),
        ("– La situation est très difficile pour nous tous, sier han.", "nb"),
        ("Süddeutsche Zeitung og Frankfurter Allgemeine skriver det.", "nb"),
        ("Je suis Charlie.", "fr"),
        ("Győr og Székesfehérvár er byer.", "nb"),
        ("Something wonderful", "nb"),
        ("Ikkje no.", "nn"),
        ("Arsenal, Chelsea og Liverpool", "nb"),
    ],
)
def test_a_sentence_is_in_the_language_of_its_own_words(sentence, tag):
    text = f"Kommunen har ikke fått svar fra fylket.\n\n{sentence}"
    assert segmented(text).segments[1].language.tag == tag


def test_a_quotation_tells_the_language_where_too_little_is_beside_it():
    sentence = "«Kommunen har ikke fått svar fra fylket, og nå må elevene vente», sa han."
    document = segmented(f"Kommunen har ikkje fått svar frå fylket.\n\n{sentence}", "nn")
    assert [each.language.tag for each in document.segments] == ["nn", "nb"]


def test_an_english_article_is_copied_but_for_its_norwegian_quotation():
    text = (
        "The government adopted a new law today.\n\nStorm hits coast\n\n"
        "The prime minister said that it was a good day for the country.\n\n"
        "«Dette er en god dag for landet», sa statsministeren."
    )
    assert [each.language.tag for each in segmented(text, "en").segments] == ["en"] * 3 + ["nb"]


def test_a_doubtful_sentence_has_its_documents_language_and_confidence():
    document = segmented("Ja.\n\nHer er den.", "nn", 0.8)
    assert {each.language for each in document.segments} == {Language("nn", 0.8)}


def test_the_threshold_is_the_configs():
    text = "Kommunen venter på svaret fra fylket."
    assert segmented(text, "da", detect={"min_confidence": 1.0}).segments[0].language.tag == "da"
    assert segmented(text, "da", detect={"min_confidence": 0.1}).segments[0].language.tag == "nb"


def test_a_unit_is_the_text_and_the_tag():
    document = Document("id", ("a.txt",), ARTICLE, language=Language("nb", 0.7))
    (unit,) = stage().units(document)
    assert unit.identity == {"text": ARTICLE, "language": "nb"}


def test_a_document_without_language_is_refused():
    with pytest.raises(DocumentError, match="detect stage"):
        stage().units(Document("id", ("a.txt",), ARTICLE))


def test_results_do_not_depend_on_the_batch():
    payloads = [{"text": ARTICLE, "language": "nb"}, {"text": DANISH, "language": "da"}]
    results = stage().compute(payloads)
    assert results == [stage().compute([payload])[0] for payload in payloads]


def test_the_fingerprint_names_what_decides_the_segments():
    before = stage().fingerprint
    assert before.settings == {
        "detect.min_confidence": 0.7,
        "translate.languages": ["nb", "nn", "da"],
    }
    assert stage(detect={"min_confidence": 0.5}).fingerprint != before
    assert stage(translate={"beam_size": 1}).fingerprint == before


@given(st.text(min_size=1), st.sampled_from(["nb", "da", "en"]))
def test_any_text_comes_back(raw, tag):
    text = raw.strip()
    document = segmented(text, tag)
    assert join(document.segments) == text
    prose = [each for each in document.segments if each.kind != "code"]
    assert all(each.language.tag in {"nb", "nn", "da", "en"} for each in prose)
