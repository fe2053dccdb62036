"""The alignment error rate, and what the embedded model's attention reaches."""

from pathlib import Path

import pytest

from pipeline.engines.loading import load_ctranslate2
from pipeline.errors import InputError
from pipeline.evaluation.alignment import AlignmentScore, read_alignments, score_alignments
from pipeline.weights.names import resolve

GOLD = Path(__file__).parent / "alignments.tsv"


def test_the_set_holds_fifty_sentences_with_links():
    sentences = read_alignments(GOLD)
    assert len(sentences) == 50
    for sentence in sentences:
        assert sentence.sure <= sentence.possible
        assert len(sentence.sure) >= 3


def test_groups_become_sure_and_possible_links(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("Huset brant\tThe house burned down\tHuset=~The house | brant=burned down\n")
    (sentence,) = read_alignments(file)
    assert sentence.sure == {(0, 1), (1, 2), (1, 3)}
    assert sentence.possible == sentence.sure | {(0, 0)}


def test_a_word_that_is_not_there_is_named_with_its_line(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("# head\nHuset brant\tThe house\tHuset=house | brant=burned\n")
    with pytest.raises(InputError, match=r"a\.tsv:2: there is no further word burned"):
        read_alignments(file)


def test_the_error_rate_is_the_published_one():
    # Hand-computed: 4 links, 3 of them sure, all possible, of 5 sure ones: 1 - (3 + 4) / (4 + 5).
    assert AlignmentScore(1, 4, 5, 3, 4).error_rate == pytest.approx(1 - 7 / 9)


def test_perfect_links_have_no_error(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("Huset brant\tIt burned\tHuset=It | brant=burned\n")
    links = [((0, 5, 0, 2), (6, 11, 3, 9))]
    assert score_alignments(read_alignments(file), links).error_rate == 0


@pytest.mark.integration
def test_the_embedded_model_links_words_well():
    sentences = read_alignments(GOLD)
    engine = load_ctranslate2(resolve("embedded:gmq-en-small"), "int8")
    links = engine.align([s.source for s in sentences], [s.target for s in sentences])
    score = score_alignments(sentences, [each for each in links if each is not None])
    # Measured 0.12 when the set was made; a diagonal guess is far above the bound.
    assert score.error_rate < 0.2
    diagonal = [
        tuple((*s, *t) for s, t in zip(_words(each.source), _words(each.target), strict=False))
        for each in sentences
    ]
    assert score_alignments(sentences, diagonal).error_rate > 0.4


def _words(text: str) -> list[tuple[int, int]]:
    from pipeline.engines.alignment import word_spans

    return word_spans(text)
