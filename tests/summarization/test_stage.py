from dataclasses import fields, replace
from pathlib import Path

import pytest

from pipeline.config import Decode, Summarize
from pipeline.core.stage import Fingerprint
from pipeline.documents import Document, Language, Segment, Translation
from pipeline.engines.base import Decoding, Hypothesis
from pipeline.engines.fakes import FakeSeq2Seq
from pipeline.errors import DocumentError
from pipeline.job import summarize_stage
from pipeline.summarization.stage import SummarizeStage
from pipeline.weights.names import Limits, ModelFolder

BODY = (
    "The ferry Havdis, with 84 passengers, ran aground outside Brekkevik.",
    "The radar failed, says Captain Jon Egeland.",
    "The passengers came ashore by boat, wet and cold.",
    "Mayor Signe Aasen demands better lights, which the strait has lacked since 1998.",
)


class Writer:
    """A model that always writes the same and remembers how it was asked to decode."""

    max_source_tokens = 200

    def __init__(self, text):
        self.text = text
        self.decoding = None
        self.sources = []

    def count_tokens(self, texts):
        return [len(text.split()) + 1 for text in texts]

    def generate(self, texts, decoding):
        self.decoding = decoding
        self.sources += texts
        return iter([Hypothesis(self.text, -0.1, finished=True) for _ in texts])


TRANSLATED = Fingerprint("translate", 1, {}, {}, {}, {})


def built(double=None, model="lead", **settings) -> SummarizeStage:
    """The stage of the config, or with a double of its model."""
    chosen = Summarize(model=model, **settings)
    if double is None:
        return summarize_stage(chosen, translate=TRANSLATED)
    return SummarizeStage(chosen, None, TRANSLATED, lambda: double)


def document(body=BODY, kinds=(), translated=True):
    texts = [("headline", "Ferry aground"), ("byline", "By A. Reporter")]
    texts += [("body", text) for text in body] + [("caption", "The ferry in the fog.")]
    if kinds:
        texts = [(kind, f"Text of a {kind}.") for kind in kinds]
    segments = tuple(
        Segment(
            number,
            0,
            1,
            f"Original of {text}",
            "\n\n",
            kind,
            Language("nb", 0.99),
            Translation(text, -0.1) if translated else None,
        )
        for number, (kind, text) in enumerate(texts)
    )
    return Document("id", ("a.txt",), "x", segments=segments, language=Language("nb", 0.99))


def run(stage, article):
    payloads = [unit.payload for unit in stage.units(article)]
    return stage.apply(article, stage.compute(payloads)).summary


def test_the_lead_is_body_text_only_and_cites_its_segments():
    summary = run(built(max_sentences=2), document())
    assert [(s.text, s.segments, s.replaced) for s in summary.sentences] == [
        (BODY[0], (2,), None),
        (BODY[1], (3,), None),
    ]


def test_an_article_of_two_sentences_is_its_own_summary():
    writer = Writer("Never asked.")
    for stage in (
        built(),
        built(writer, model="x", engine="fake"),
    ):
        summary = run(stage, document(BODY[:2]))
        assert [s.text for s in summary.sentences] == list(BODY[:2])
    assert writer.sources == []


@pytest.mark.parametrize("kinds", [(), ("headline",), ("headline", "byline", "caption")])
def test_an_article_without_text_is_refused_with_the_reason(kinds):
    empty = document(kinds=kinds) if kinds else replace(document(), segments=())
    with pytest.raises(DocumentError, match="no text to summarize"):
        built().units(empty)


def test_an_article_whose_translation_is_empty_is_refused():
    with pytest.raises(DocumentError, match="translation is empty"):
        built().units(document((" ", "")))


def test_a_model_sees_no_headline_and_no_boilerplate_and_its_sentences_cite_segments():
    writer = Writer("Mayor Signe Aasen demands better lights.")
    summary = run(built(writer, model="x", engine="fake"), document())
    assert writer.sources == [" ".join(BODY)]
    assert [(s.text, s.segments) for s in summary.sentences] == [(writer.text, (5,))]


def test_a_model_taught_to_states_chosen_sentences_and_its_limit_decides_results():
    writer = Writer("Mayor Signe Aasen demands better lights.")
    taught = ModelFolder("m", Path("m"), "d", "x", "", ("en",), Limits(statement_tokens=60))
    chosen = Summarize(model="m", engine="fake", max_sentences=4)
    stage = SummarizeStage(chosen, taught, TRANSLATED, lambda: writer)
    summary = run(stage, document())
    assert writer.sources == [f">>short<< Ferry aground |  | {text}" for text in BODY]
    assert writer.decoding == Decoding(max_tokens=64)
    assert [(s.text, s.segments) for s in summary.sentences] == [
        (BODY[0], (2,)), (BODY[1], (3,)), (BODY[2], (4,)), (writer.text, (5,)),
    ]  # fmt: skip
    prints = {
        SummarizeStage(
            chosen, replace(taught, limits=each), TRANSLATED, lambda: writer
        ).fingerprint.digest
        for each in (Limits(), *(Limits(**{each.name: 50}) for each in fields(Limits)))
    }
    assert len(prints) == 1 + len(fields(Limits))


def test_what_the_article_does_not_say_is_replaced_and_recorded():
    writer = Writer("The ferry Havdis ran aground outside Bergen with 84 passengers.")
    summary = run(built(writer, model="x", engine="fake"), document())
    (sentence,) = summary.sentences
    assert (sentence.text, sentence.segments) == (BODY[0], (2,))
    assert sentence.replaced.name == "name"
    assert "Bergen" in sentence.replaced.reason


def test_the_settings_reach_the_model():
    writer = Writer("The passengers came ashore by boat.")
    settings = {
        "beam_size": 2,
        "length_penalty": 0.5,
        "no_repeat_ngram_size": 4,
        "max_sentences": 2,
    }
    run(built(writer, model="x", engine="fake", **settings), document())
    assert writer.decoding == Decoding(
        beam_size=2, length_penalty=0.5, max_tokens=128, no_repeat_ngram_size=4
    )


def test_units_can_be_named_before_translations_exist():
    stage = built()
    (before,) = stage.units(document(translated=False))
    (after,) = stage.units(document())
    assert before.identity == after.identity
    assert before.payload != after.payload


def test_the_fake_model_of_the_config_is_loaded_when_first_needed():
    stage = built(model="embedded:gmq-en-small", engine="fake")
    summary = run(stage, document())
    assert summary.sentences
    assert isinstance(stage._engine, FakeSeq2Seq)  # noqa: SLF001 - what was loaded is not public


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({"max_sentences": 2}, True),
        ({"beam_size": 2}, False),
        ({"model": "x", "engine": "fake"}, True),
    ],
)
def test_the_fingerprint_names_what_decides_the_summary(changed, differs):
    before = built().fingerprint.digest
    assert (built(**changed).fingerprint.digest != before) is differs


def test_a_setting_of_a_model_is_in_its_fingerprint():
    one, two = (built(model="x", engine="fake", beam_size=size).fingerprint for size in (1, 2))
    assert one.digest != two.digest
    assert {"translate"} == set(one.upstream)


def test_another_translation_is_another_summary():
    other = replace(TRANSLATED, code=2)
    one, two = (
        summarize_stage(Summarize(model="lead"), translate=each) for each in (TRANSLATED, other)
    )
    assert one.fingerprint.digest != two.fingerprint.digest


def test_the_settings_of_a_lead_are_those_that_no_model_has():
    of_a_model = {*Decode.model_fields, "no_repeat_ngram_size"}
    settings = built().fingerprint.settings
    assert settings.keys() == {f"summarize.{key}" for key in Summarize.model_fields} - {
        f"summarize.{key}" for key in of_a_model
    }


def test_every_limit_of_a_model_is_in_its_fingerprint():
    model = ModelFolder("m", Path("m"), "d", "x", "", ("en",))
    described = {"name", "path", "digest", "licence", "attribution", "languages"}
    limits = {field.name for field in fields(ModelFolder)} - described
    stage = SummarizeStage(Summarize(model="m"), model, TRANSLATED, lambda: None)
    assert stage.fingerprint.settings.keys() >= {f"summarize.{name}" for name in limits}


def test_every_setting_of_a_model_is_in_its_fingerprint():
    settings = built(model="x", engine="fake").fingerprint.settings
    assert settings.keys() == {f"summarize.{key}" for key in Summarize.model_fields}


@pytest.mark.parametrize("alone", [False, True])
def test_who_said_it_is_stated_only_if_there_is_nothing_else(alone):
    whole = document(("So says the company.", "The ferry ran aground.")[: 1 if alone else 2])
    said = next(each for each in whole.segments if each.kind == "body")
    segments = tuple(
        replace(each, source="Det oplyser selskabet.") if each is said else each
        for each in whole.segments
    )
    stage = built()
    (unit,) = stage.units(replace(whole, segments=segments))
    (result,) = stage.compute([unit.payload])
    texts = [text for text, *_ in result["sentences"]]
    assert texts == (["So says the company."] if alone else ["The ferry ran aground."])
