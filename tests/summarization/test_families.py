"""Summaries by models of every family with random weights: what they write is replaced."""

import pytest

from pipeline.config import Summarize
from pipeline.engines.loading import load_seq2seq
from pipeline.summarization.stage import SummarizeStage
from pipeline.weights.names import resolve
from tests.engines import tiny_models

MAKERS = {
    "marian": tiny_models.save_marian,
    "bart": tiny_models.save_bart,
    "pegasus": tiny_models.save_pegasus,
    "t5": tiny_models.save_t5,
}
SENTENCES = [f"Town number {n} built {n + 7} new houses in May." for n in range(60)]


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORDIGEST_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module", params=sorted(MAKERS))
def folder(request, tmp_path_factory):
    return MAKERS[request.param](tmp_path_factory.mktemp(request.param))


def payload(sentences):
    return {"segments": [[text, "body", number // 3] for number, text in enumerate(sentences)]}


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_long_and_short_articles_become_whole_sentences_of_theirs(folder, engine):
    loaded = load_seq2seq(
        resolve(str(folder)), engine=engine, compute_type="float32", threads=1, canary=False
    )
    settings = {"model": str(folder), "engine": engine, "compute_type": "float32", "beam_size": 1}
    stage = SummarizeStage(Summarize(**settings), None, None, lambda: loaded)
    assert sum(loaded.count_tokens(SENTENCES)) > 1025
    assert loaded.max_source_tokens <= 64
    long, short = stage.compute([payload(SENTENCES), payload(SENTENCES[:3])])
    for result, source in ((long, SENTENCES), (short, SENTENCES[:3])):
        assert 1 <= len(result["sentences"]) <= 3
        for text, segments, replaced in result["sentences"]:
            assert text in source
            assert segments == [source.index(text)]
            assert replaced is not None
