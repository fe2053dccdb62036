"""Every family of sequence-to-sequence models, through both engines, with random weights."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from pipeline.engines.base import Decoding, Seq2Seq
from pipeline.engines.loading import load_seq2seq
from pipeline.errors import ModelError
from pipeline.weights.names import resolve
from tests.engines import tiny_models
from tests.engines.tiny_models import LINES

MAKERS: dict[str, Callable[[Path], Path]] = {
    "marian": tiny_models.save_marian,
    "bart": tiny_models.save_bart,
    "pegasus": tiny_models.save_pegasus,
    "t5": tiny_models.save_t5,
    "bart with merges": partial(tiny_models.save_bart, old=True),
    "pegasus with pieces": partial(tiny_models.save_pegasus, old=True),
    "t5 with pieces": partial(tiny_models.save_t5, old=True),
}


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORDIGEST_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module", params=sorted(MAKERS))
def engines(request, tmp_path_factory) -> tuple[str, Seq2Seq, Seq2Seq]:
    folder = MAKERS[request.param](tmp_path_factory.mktemp(request.param.replace(" ", "-")))
    model = resolve(str(folder))
    made = [
        load_seq2seq(model, engine=engine, compute_type="float32", threads=1, canary=False)
        for engine in ("ctranslate2", "transformers")
    ]
    return request.param, made[0], made[1]


def _same(engines: tuple[str, Seq2Seq, Seq2Seq], decoding: Decoding) -> None:
    _, fast, reference = engines
    left = list(fast.generate(LINES[:6], decoding))
    right = list(reference.generate(LINES[:6], decoding))
    assert [h.text for h in left] == [h.text for h in right]
    assert [h.finished for h in left] == [h.finished for h in right]
    assert [h.score for h in left] == pytest.approx([h.score for h in right], abs=2e-3)


def test_the_engines_write_the_same_with_beam_search(engines):
    _same(engines, Decoding(beam_size=4, max_tokens=20))


def test_the_engines_write_the_same_greedily_with_limits(engines):
    _same(engines, Decoding(beam_size=1, max_tokens=12))


def test_the_engines_agree_under_a_length_penalty(engines):
    _same(engines, Decoding(beam_size=3, max_tokens=16, length_penalty=0.4))


def test_the_engines_count_the_same_tokens(engines):
    _, fast, reference = engines
    assert fast.count_tokens(LINES) == reference.count_tokens(LINES)


def test_a_text_over_the_limit_is_refused_by_both(engines):
    name, *both = engines
    text = " ".join(LINES[:20])
    for engine in both:
        assert engine.max_source_tokens == 64, name
        with pytest.raises(ValueError, match="the model takes 64"):
            engine.generate([text], Decoding())


def test_the_limit_on_tokens_is_kept_and_reported(engines):
    for engine in engines[1:]:
        (hypothesis,) = engine.generate([LINES[0]], Decoding(max_tokens=5))
        assert not hypothesis.finished
        assert len(hypothesis.text.split()) <= 5


def test_a_blank_text_stays_blank(engines):
    for engine in engines[1:]:
        blank, written, spaces = engine.generate(["", LINES[0], " \n"], Decoding(max_tokens=8))
        assert blank == spaces
        assert (blank.text, blank.score, blank.finished) == ("", 0.0, True)
        assert written.score < 0


def test_forbidden_ngrams_change_the_text_alike_in_both_engines(engines):
    # Greedily: in a beam, ctranslate2 spreads the forbidden probability over the others.
    _, fast, reference = engines
    free = Decoding(beam_size=1, max_tokens=20)
    bound = Decoding(beam_size=1, max_tokens=20, no_repeat_ngram_size=2)
    left, right = (list(engine.generate(LINES[:6], bound)) for engine in (fast, reference))
    assert [h.text for h in left] == [h.text for h in right]
    assert [h.score for h in left] == pytest.approx([h.score for h in right], abs=2e-3)
    assert [h.text for h in left] != [h.text for h in fast.generate(LINES[:6], free)]


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_what_pegasus_writes_between_sentences_is_a_line_break(engine, tmp_path):
    folder = tiny_models.save_pegasus_with_lines(tmp_path / "pegasus")
    made = load_seq2seq(resolve(str(folder)), engine=engine, compute_type="float32", canary=False)
    decoding = Decoding(beam_size=1, max_tokens=4, no_repeat_ngram_size=1)
    (hypothesis,) = made.generate([LINES[0]], decoding)
    assert hypothesis.text.startswith("Oslo\n")
    assert "<n>" not in hypothesis.text


def test_t5_puts_its_task_before_the_text(tmp_path):
    folder = tiny_models.save_t5(tmp_path / "t5")
    engine = load_seq2seq(
        resolve(str(folder)), engine="ctranslate2", compute_type="float32", canary=False
    )
    (folder / "config.json").write_text(
        (folder / "config.json").read_text().replace("summarize: ", "")
    )
    bare = load_seq2seq(
        resolve(str(folder)), engine="ctranslate2", compute_type="float32", canary=False
    )
    assert engine.count_tokens([LINES[0]])[0] > bare.count_tokens([LINES[0]])[0]


def test_an_untrained_model_fails_its_canary(tmp_path):
    folder = tiny_models.save_marian(tmp_path / "random")
    with pytest.raises(ModelError, match="turns “Regjeringen vil bruke"):
        load_seq2seq(resolve(str(folder)), engine="ctranslate2", compute_type="int8")


def test_another_kind_of_model_is_named(tmp_path):
    folder = tiny_models.save_bart(tmp_path / "gpt")
    config = folder / "config.json"
    config.write_text(config.read_text().replace('"model_type": "bart"', '"model_type": "gpt2"'))
    with pytest.raises(ModelError, match="is a gpt2 model"):
        load_seq2seq(resolve(str(folder)), engine="ctranslate2", compute_type="int8")
