import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from pipeline.config import Compute, Translate
from pipeline.documents import Document, Flag, Language, Segment, Translation
from pipeline.errors import ConfigError, DocumentError
from pipeline.job import translate_stage
from pipeline.translation.stage import TranslateStage
from pipeline.weights.names import Limits, ModelFolder
from tests.translation.doubles import ScriptedSeq2Seq


def built(double=None, **settings) -> TranslateStage:
    """The stage with the fake engine, or with a double of it."""
    chosen = Translate(engine="fake", **settings)
    if double is None:
        return translate_stage(chosen)
    return TranslateStage(chosen, chosen.routes, {}, None, lambda _: double)


def article(*sentences: tuple[str, str | None]) -> Document:
    segments, start = [], 0
    for text, tag in sentences:
        language = Language(tag, 1.0) if tag else None
        segments.append(Segment(0, start, start + len(text), text, " ", language=language))
        start += len(text) + 1
    return Document("id", ("a.txt",), " ".join(text for text, _ in sentences), segments=segments)


def run(stage: TranslateStage, document: Document) -> Document:
    payloads = [unit.identity for unit in stage.units(document)]
    results = json.loads(json.dumps(stage.compute(payloads)))
    return stage.apply(document, results)


def test_sentences_are_translated_and_english_is_copied():
    engine = ScriptedSeq2Seq(lambda *_: "It is raining.")
    document = article(("Det regner.", "nb"), ("Read this.", "en"), ("– Det regner.", "nn"))
    done = run(built(engine), document)
    assert [segment.translation for segment in done.segments] == [
        Translation("It is raining.", -1.0),
        Translation("Read this.", 0.0),
        Translation("– It is raining.", -1.0),
    ]
    assert engine.read == ["Det regner.", "Det regner."]


def test_flags_and_links_survive_the_store():
    engine = ScriptedSeq2Seq(lambda *_: "Animals came.")
    done = run(built(engine), article(("Det kom 300 dyr.", "nb")))
    translation = done.segments[0].translation
    assert translation is not None
    assert translation.flags == (Flag("number", "300 is missing"),)
    assert translation.alignment is None


def test_alignment_is_made_when_asked_for():
    done = run(built(alignment=True), article(("Det kom 300 dyr.", "nb")))
    translation = done.segments[0].translation
    assert translation is not None
    assert translation.alignment
    source, target = done.segments[0].source, translation.target
    assert ("300", "300") in {(source[a:b], target[c:d]) for a, b, c, d in translation.alignment}


def test_a_unit_is_the_sentence_and_its_language():
    stage = built(ScriptedSeq2Seq())
    units = stage.units(article(("Det regner.", "nb"), ("Read this.", "en")))
    assert [unit.identity for unit in units] == [{"text": "Det regner.", "language": "nb"}]


def test_a_unit_in_capitals_has_the_names_that_its_article_writes_otherwise():
    engine = ScriptedSeq2Seq(lambda text, _: text)
    document = article(("BRAND I VEJEN", "da"), ("En brand i Vejen er slukket.", "da"))
    first, second = (unit.identity for unit in built(engine).units(document))
    assert first == {"text": "BRAND I VEJEN", "language": "da", "names": ["Vejen"]}
    assert second == {"text": "En brand i Vejen er slukket.", "language": "da"}
    run(built(engine), document)
    assert "Brand i Vejen" in engine.read


def test_a_unit_has_the_name_it_begins_with_where_its_article_has_it_elsewhere():
    engine = ScriptedSeq2Seq(lambda text, _: text.replace("Moen", "The heath"))
    document = article(("Ordfører Kari Moen gikk.", "nb"), ("Moen er ny.", "nb"))
    first, second = (unit.identity for unit in built(engine).units(document))
    assert first == {"text": "Ordfører Kari Moen gikk.", "language": "nb"}
    assert second == {"text": "Moen er ny.", "language": "nb", "names": ["Moen"]}
    done = run(built(engine), document)
    assert done.segments[1].translation.target.startswith("Moen")


def test_results_do_not_depend_on_the_batch():
    stage = built(ScriptedSeq2Seq(lambda text, _: text.upper()))
    payloads = [{"text": f"Det kom {n} dyr.", "language": "nb"} for n in range(20)]
    together = stage.compute(payloads)
    assert together == [result for each in payloads for result in stage.compute([each])]


def test_the_fingerprint_follows_what_decides_the_english(tmp_path):
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("hus\thouse\n", encoding="utf-8")
    plain = built().fingerprint
    assert plain == built().fingerprint
    variants = [{"beam_size": 2}, {"retry": False}, {"alignment": True},
                {"glossary": str(glossary)}, {"length_penalty": 0.5}]  # fmt: skip
    prints = [built(**variant).fingerprint for variant in variants]
    assert all(each.settings != plain.settings for each in prints)
    glossary.write_text("hus\tbuilding\n", encoding="utf-8")
    changed = built(glossary=str(glossary)).fingerprint
    assert changed.settings not in [each.settings for each in prints]


def test_machine_settings_are_not_in_the_fingerprint():
    settings = Translate(engine="fake")
    other = translate_stage(settings, Compute(threads=7, batch_tokens=99))
    assert other.fingerprint == translate_stage(settings).fingerprint


def test_every_setting_is_in_the_fingerprint():
    """Languages and models are there as routes."""
    named = {key.removeprefix("translate.") for key in built().fingerprint.settings}
    assert Translate.model_fields.keys() - named == {"languages"}


def test_every_limit_of_a_model_is_in_the_fingerprint():
    model = ModelFolder("m", Path("m"), "d", "x", "", ())
    prints = {
        TranslateStage(
            Translate(), {"nb": "m"}, {"m": replace(model, limits=each)}, None, ScriptedSeq2Seq
        ).fingerprint.digest
        for each in (Limits(), *(Limits(**{each.name: 50}) for each in fields(Limits)))
    }
    assert len(prints) == 1 + len(fields(Limits))


def test_a_model_for_each_language():
    mapping = {"nb": "a", "nn": "a", "da": "b"}
    stage = built(ScriptedSeq2Seq(lambda *_: "Rain."), model=mapping)
    done = run(stage, article(("Regn.", "da"), ("Regn.", "nb")))
    assert [each.translation.target for each in done.segments if each.translation] == ["Rain."] * 2


def test_a_language_without_a_model_is_named():
    with pytest.raises(ConfigError, match=r"no model for .*\(nn\), .*\(da\)") as caught:
        built(model={"nb": "a"})
    assert caught.value.key == "translate.model"
    with pytest.raises(DocumentError, match="run the segment stage"):
        built().units(article(("Regn.", None)))


def test_a_sentence_in_another_language_is_copied_and_flagged():
    stage = built(ScriptedSeq2Seq(lambda *_: "Rain."))
    text = "Det är en svår situation."
    done = run(stage, article(("Regn.", "da"), (text, "sv"), ("x = 1", "zxx")))
    rain, swedish, code = (each.translation for each in done.segments)
    assert rain.target == "Rain."
    assert swedish.target == text
    assert swedish.flags == (Flag("foreign", "it is in Swedish and was copied"),)
    assert (code.target, code.flags) == ("x = 1", ())


def test_a_quotation_in_another_language_is_copied():
    said = "Wir schaffen das, meine Damen und Herren"
    stage = built(ScriptedSeq2Seq(lambda *_: 'She said "TDC".'))
    done = run(stage, article((f"Hun sa «{said}».", "nb"), ("Hun sa «We will never stop».", "nb")))
    german, english = (each.translation for each in done.segments)
    assert german.target == f'She said "{said}".'
    assert [flag.name for flag in german.flags] == ["foreign"]
    assert (english.target, english.flags) == ('She said "We will never stop".', ())


def test_speech_in_another_language_is_copied_and_who_says_it_is_translated():
    stage = built(ScriptedSeq2Seq(lambda *_: "TDC, says the tourist."))
    spoken = ("– I love Norway, sier turisten.", "– Das war schön, mein Freund, sier turisten.")
    done = run(stage, article(*((each, "nb") for each in spoken)))
    english, german = (each.translation for each in done.segments)
    assert (english.target, english.flags) == ("– I love Norway, says the tourist.", ())
    assert german.target == "– Das war schön, mein Freund, says the tourist."
    assert [flag.name for flag in german.flags] == ["foreign"]


@pytest.mark.integration
def test_the_embedded_model_translates():
    stage = translate_stage(Translate())
    document = article(
        ("– Kommisjonen har ikke fått 1.550 svar, sier Kari Lunde.", "nb"),
        ("Vi skal stemme om dette i dag.", "da"),
    )
    done = run(stage, document)
    first, second = (segment.translation for segment in done.segments)
    assert first is not None
    assert second is not None
    assert first.target.startswith("– ")
    assert "1,550" in first.target
    assert "today" in second.target
    assert -3 < first.score < 0
