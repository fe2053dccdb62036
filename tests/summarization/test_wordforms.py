import pytest

from pipeline.summarization.wordforms import are_forms, are_inflections
from pipeline.text.content import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rises", "rose"),
        ("paid", "paying"),
        ("men", "man"),
        ("decision", "decided"),
        ("growth", "grew"),
        ("injury", "injured"),
        ("postpones", "postponement"),
    ],
)
def test_forms_of_one_word_are_known(one, other):
    assert are_forms(stem(one), stem(other))
    assert are_forms(stem(other), stem(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed", "questioned"),
        ("homes", "prisons"),
        ("approved", "leaked"),
        ("contract", "contrary"),
        ("price", "prison"),
        ("man", "woman"),
        ("car", "care"),
        ("law", "lawn"),
        ("port", "portfolio"),
    ],
)
def test_other_words_are_no_forms(one, other):
    assert not are_forms(stem(one), stem(other))
    assert not are_forms(stem(other), stem(one))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("runs", "running", True),
        ("rose", "risen", True),
        ("northern", "northernities", False),
        ("policy", "police", False),
    ],
)
def test_inflections_are_nearer_than_forms(one, other, same):
    assert are_inflections(one, other) is same
