import json

from pipeline.outputs.digest_json import DigestJsonSink
from tests.outputs.hostile import HOSTILE
from tests.outputs.samples import SMALL, STORIES, MemoryCorpus, write


def read(corpus, folder):
    path = folder / "digest.json"
    write(DigestJsonSink, corpus, path)
    return json.loads(path.read_bytes().decode("utf-8"))


def test_stories_keep_their_order_and_statements(tmp_path):
    digest = read(SMALL, tmp_path)
    assert digest["schema"] == "nordigest-digest/2"
    assert [story["id"] for story in digest["stories"]] == [story.id for story in STORIES]
    assert [s["text"] for s in digest["stories"][1]["statements"]] == [
        statement.text for statement in STORIES[1].statements
    ]


def test_every_statement_carries_its_sentences(tmp_path):
    statement = read(SMALL, tmp_path)["stories"][1]["statements"][1]
    assert statement["replaced"]["reason"] == "The bridge cost 24 billion dollars."
    (evidence,) = statement["evidence"]
    assert evidence["document"] == "a1b2c3d4e5f60718"
    (segment,) = evidence["segments"]
    assert segment["index"] == 3
    assert segment["source"] == "Broen er 1.550 meter lang og kostet 2,4 milliarder kroner."
    assert segment["flags"] == [{"name": "number", "reason": "2,4 is not in the translation"}]


def test_differences_carry_their_values_and_sentences(tmp_path):
    story = read(SMALL, tmp_path)["stories"][1]
    (difference,) = story["statements"][1]["differences"]
    assert difference["values"] == ["1,505 metres"]
    assert difference["document"] == "b2c3d4e5f6071829"
    assert [each["index"] for each in difference["segments"]] == [1]
    assert story["brief"] is False


def test_articles_carry_origin_and_summary(tmp_path):
    article = read(SMALL, tmp_path)["stories"][0]["articles"][0]
    assert article["original_headline"] == "Biblioteket i Førde opnar att"
    assert (article["language"], article["date"]) == ("nn", "2022-10")
    assert [sentence["segments"] for sentence in article["summary"]] == [[0, 1]]
    assert article["flags"][0]["name"] == "mojibake"


def test_models_and_licences_are_in_the_head(tmp_path):
    models = read(SMALL, tmp_path)["models"]
    assert [(model["role"], model["licence"]) for model in models] == [
        ("translate", "Apache-2.0"), ("summarize", "CC-BY-4.0"),
    ]  # fmt: skip


def test_no_stories_is_still_json(tmp_path):
    assert read(MemoryCorpus(SMALL.info, []), tmp_path)["stories"] == []


def test_hostile_texts_are_data(tmp_path):
    stories = read(HOSTILE, tmp_path)["stories"]
    assert len(stories) == len(HOSTILE.all_stories)
    assert stories[0]["headline"] == HOSTILE.all_stories[0].headline
