import pytest

from pipeline.text.content import read_content, stem


def keys(sentence, role):
    return [token.key for token in read_content(sentence).tokens if token.role == role]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250 houses", "1250"),
        ("1.250 houses", "1250"),
        ("1 250 houses", "1250"),
        ("3.50 per cent", "3.5"),
        ("3,5 per cent", "3.5"),
        ("at 06:40", "6:40"),
        ("at 6:40", "6:40"),
        ("3 million kroner", "3000000"),
        ("4.6 billion kroner", "4600000000"),
        ("two men", "2"),
        ("two hundred men", "200"),
        ("the third fire", "3"),
        ("a 29-year-old", "29"),
        ("100 cars", "100"),
        ("0 goals", "0"),
    ],
)
def test_numbers_are_compared_by_value(text, value):
    assert keys(text, "number") == [value]


def test_one_is_no_number_for_it_is_a_pronoun_as_often():
    assert keys("One of them resigned.", "number") == []


def test_names_keep_apart_from_words_and_lose_the_genitive():
    sentence = "The mayor of Bergen's council met Kari Nordmann on Tuesday."
    assert keys(sentence, "name") == [stem(n) for n in ("Bergen", "Kari", "Nordmann", "Tuesday")]
    assert keys(sentence, "word") == ["mayor", "council", "met"]


def test_a_negation_reaches_the_words_after_it_and_ends_at_a_comma():
    content = read_content("They did not approve the budget, the minister said.")
    assert [t.text for t in content.tokens if t.negated] == ["approve", "budget"]
    short = read_content("It won't rain, Olsen promised.")
    assert [t.text for t in short.tokens if t.negated] == ["rain"]
    assert short.negations == 1


def test_a_coordinated_clause_counts_only_with_its_own_subject():
    own = read_content("The mayor opened the bridge, and the choir sang.")
    shared = read_content("The mayor opened the bridge, and was arrested.")
    assert [t.clause for t in own.tokens] == [0, 0, 0, 1, 1]
    assert {t.clause for t in shared.tokens} == {0}


def test_pronouns_are_listed():
    assert read_content("She told them that it was late.").pronouns == {"she", "them", "that", "it"}


def test_a_text_without_words_has_no_content():
    assert read_content("– ... !").tokens == ()
