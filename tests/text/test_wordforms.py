import pytest

from pipeline.text.content import stem
from pipeline.text.wordforms import are_forms


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
    ],
)
def test_other_words_are_no_forms(one, other):
    assert not are_forms(stem(one), stem(other))
    assert not are_forms(stem(other), stem(one))
