import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.summarization.clauses import clause_keys, find_splice
from pipeline.summarization.wordorder import find_swap

SENTENCE = "On Sunday the club Brann lost to the visitors from Molde by a goal, says the coach."


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "Molde beat Brann in the cup final on Sunday.",
            "Brann beat Molde in the cup final on Sunday.",
        ),
        ("The dog bit the old man.", "The dog was bitten by the old man."),
        ("The king was met by the old queen in Oslo.", "The king met the old queen in Oslo."),
    ],
)
def test_who_has_changed_places_is_found(statement, sentence):
    assert find_swap(statement, sentence)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("In the cup final Brann beat Molde.", "Brann beat Molde in the cup final."),
        ("The old man was bitten by the dog.", "The dog bit the old man."),
        ("The dog bit the old man.", "The old man was bitten by the dog."),
        ("Prices rose, says the bank.", "The bank says that prices rose."),
        ("Nothing of this is known.", "Brann beat Molde in the cup final."),
        (
            "Eager fans in yellow scarves saw the keeper save Brann a point as snow kept falling.",
            "Snow cost them a point, but Brann thanked the keeper who had saved another.",
        ),
        ("", "Brann beat Molde."),
    ],
)
def test_what_moves_as_a_whole_changes_nothing(statement, sentence):
    assert not find_swap(statement, sentence)


def test_a_splice_takes_subject_and_verb_from_different_clauses():
    sentence = "Lund asked for prison, while the lawyer Bruun argued for acquittal."
    clauses = [clause_keys(sentence)]
    assert len(clauses[0]) == 2
    assert find_splice("Lund argued for acquittal.", clauses) == ("Lund", "argued")
    assert find_splice("The lawyer Bruun argued for acquittal.", clauses) is None
    assert find_splice(sentence, clauses) is None
    assert find_splice("Lund argued for acquittal.", [*clauses, [{"lund", "argu"}]]) is None
    semicolon = [clause_keys("Lund asked for prison; the lawyer Bruun argued for acquittal.")]
    assert find_splice("Lund argued for acquittal.", semicolon) == ("Lund", "argued")


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_has_its_own_order_and_clauses(statement, sentence):
    assert not find_swap(statement, statement)
    assert find_swap(statement, sentence) in statement
