import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.summarization.nearcopies import find_omission, find_substitution, is_truncated

SENTENCE = "The police said on Monday that two of the 14 men beat Hansen before he fled to Norway."


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("The policy said on Monday that two of the 14 men beat Hansen.", "policy"),
        ("Two of the 14 men beat Hansen after he fled to Norway.", "after"),
        ("14 of the two men beat Hansen before he fled to Norway.", "14"),
        ("The police said on Monday that two of the 14 men beat Olsen.", "Olsen"),
        ("Two of the 14 mentions beat Hansen before he fled to Norway.", "mentions"),
        ("Hansen said on Monday that two of the 14 men beat him.", "Hansen"),
    ],
)
def test_a_word_in_the_place_of_another_is_found(statement, word):
    assert find_substitution(statement, SENTENCE) == word


@pytest.mark.parametrize(
    "statement",
    [
        SENTENCE,
        "Two of the 14 men beat Hansen.",
        "The police say on Monday that 2 of the 14 men are beating Hansen.",
        "Police said two of the 14 men beat Hansen before Hansen fled to Norway.",
        "Nobody knows what the weather will be.",
        "",
    ],
)
def test_shorter_inflected_and_other_sentences_are_no_departures(statement):
    assert find_substitution(statement, SENTENCE) == ""


@pytest.mark.parametrize(
    ("statement", "sentence", "word"),
    [
        ("The bank will cut the rate in May.", "The bank may cut the rate in May.", "may"),
        ("It rose by 4 percent on Monday.", "It rose by almost 4 percent on Monday.", "almost"),
        ("The bridge opened in April.", "The bridge will open in April.", "will"),
        ("Moe fired a clerk in May.", "Moe was fired in May.", ""),
        ("Moe fired in May for theft.", "Moe was fired in May for theft.", "was"),
        ("It saves 40 million a year.", "It will save 40 million a year.", ""),
        ("Some 90 people came.", "Some 90 people came, but the show may be called off.", ""),
        ("The airport opened in April.", "The airport was to have opened in April.", "was to have"),
    ],
)
def test_an_omission_that_makes_surer_is_found(statement, sentence, word):
    assert find_omission(statement, sentence) == word


def test_a_statement_is_cut_off_where_the_sentence_goes_on():
    assert is_truncated("The police said that two of the.", SENTENCE)
    assert not is_truncated("The police said that two of the 14.", SENTENCE)
    assert not is_truncated("That is what they asked for.", "In May, that is what they asked for.")
    assert not is_truncated("", SENTENCE)
    assert not is_truncated("Sales fell by a third.", "Sales fell by a third compared with May.")
    assert is_truncated("She may call from 8 a.", "She may call from 8 a.m. to 10 p.m.")


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_compared_and_none_departs_from_itself(statement, sentence):
    assert find_substitution(statement, statement) == find_omission(statement, statement) == ""
    assert not is_truncated(statement, statement)
    assert find_substitution(statement, sentence) in statement
