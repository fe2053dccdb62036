import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines.base import Decoding
from pipeline.summarization.summarizer import Summarizer, SummarySource, lead
from tests.summarization.doubles import FERRY, Scripted, article


def summarize(engine, text, most=3):
    return Summarizer(engine, Decoding(), most).summarize([SummarySource(text)])[0]


def first_sentence(text):
    return text.split(". ")[0].rstrip(".") + "."


LONG = article(*(f"Village number {n} opened its own bakery in May." for n in range(10, 90)))


def test_the_lead_cites_its_own_sentences():
    summary = lead(FERRY, 2)
    assert [(s.text, s.segments) for s in summary] == [
        (FERRY[0].text, (0,)),
        (FERRY[1].text, (1,)),
    ]


def test_a_statement_that_the_article_makes_is_kept_with_its_source():
    (sentence,) = summarize(Scripted(lambda _: "Mayor Signe Aasen demands better lights."), FERRY)
    assert sentence.text == "Mayor Signe Aasen demands better lights."
    assert sentence.segments == (3,)
    assert sentence.replaced is None


def test_a_wrong_number_is_replaced_and_the_replacement_says_why():
    wrong = "The ferry Havdis ran aground with 48 passengers."
    (sentence,) = summarize(Scripted(lambda _: wrong), FERRY)
    assert sentence.text == FERRY[0].text
    assert sentence.segments == (0,)
    assert sentence.replaced.name == "number"
    assert wrong in sentence.replaced.reason
    assert "48" in sentence.replaced.reason


def test_a_sentence_cut_off_is_dropped():
    text = "The passengers came ashore by boat. Mayor Signe Aasen demands"
    (sentence,) = summarize(Scripted(lambda _: text, finished=False), FERRY)
    assert sentence.text == "The passengers came ashore by boat."


@pytest.mark.parametrize("finished", [True, False])
def test_the_only_sentence_cut_off_is_completed_from_its_source(finished):
    engine = Scripted(lambda _: "Mayor Signe Aasen demands better", finished=finished)
    (sentence,) = summarize(engine, FERRY)
    assert sentence.text == FERRY[3].text
    assert sentence.replaced.name == "unfinished"


def test_a_source_sentence_does_not_stand_in_for_another_that_tells_the_same():
    text = "The passengers came ashore by boat. The 12 passengers came ashore by boat."
    (sentence,) = summarize(Scripted(lambda _: text), FERRY)
    assert sentence.replaced is None


def test_a_silent_model_gives_the_lead_and_says_so():
    summary = summarize(Scripted(lambda _: " "), FERRY, most=2)
    assert [s.text for s in summary] == [FERRY[0].text, FERRY[1].text]
    assert {s.replaced.name for s in summary} == {"empty"}


def test_an_article_of_two_sentences_is_its_own_summary():
    engine = Scripted(lambda _: "Never asked.")
    summary = summarize(engine, FERRY[:2])
    assert [s.text for s in summary] == [s.text for s in FERRY[:2]]
    assert engine.asked == []


def test_more_sentences_than_wanted_are_left_out():
    assert len(summarize(Scripted(lambda text: text), FERRY, most=2)) == 2


def test_a_long_article_is_read_whole_and_its_summaries_are_summarized_again():
    engine = Scripted(first_sentence, max_source_tokens=100)
    (sentence,) = summarize(engine, LONG)
    assert sentence.text == LONG[0].text
    assert sentence.segments == (0,)
    read = " ".join(engine.asked)
    assert all(each.text in read for each in LONG)
    assert len(engine.asked[-1]) < sum(len(each.text) for each in LONG) / 4


def test_a_sentence_put_in_place_of_another_stays_marked_when_it_is_copied():
    def answer(text):
        first = first_sentence(text)
        whole_article = "number 11" in text
        return first.replace("number", "number 7 or number") if whole_article else first

    summary = summarize(Scripted(answer, max_source_tokens=100), LONG)
    assert summary[0].text == LONG[0].text
    assert summary[0].replaced is not None
    assert "number 7" in summary[0].replaced.reason


def test_a_model_that_shortens_nothing_comes_to_an_end():
    giants = article(*(" ".join(f"word{n}{m}" for m in range(150)) + "." for n in range(4)))
    summary = summarize(Scripted(lambda text: text, max_source_tokens=100), giants)
    assert 1 <= len(summary) <= 3


@pytest.mark.parametrize("written", ["Nonsense number 12345.", "No end", "", "Same. Same. Same."])
def test_a_model_that_always_writes_the_same_comes_to_an_end(written):
    engine = Scripted(lambda _: written, max_source_tokens=40)
    summary = summarize(engine, LONG)
    assert 1 <= len(summary) <= 3
    assert {sentence.text for sentence in summary} <= {each.text for each in LONG}
    assert len(engine.asked) < 100


def test_articles_do_not_mix():
    both = Summarizer(Scripted(first_sentence, 100), Decoding(), 3).summarize(
        [SummarySource(LONG), SummarySource(FERRY)]
    )
    assert both[0][0].text == LONG[0].text
    assert both[1][0].text == FERRY[0].text


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(min_size=1, max_size=200).filter(str.strip), min_size=1, max_size=12),
    st.text(max_size=200),
    st.booleans(),
    st.integers(1, 5),
)
def test_whatever_a_model_writes_each_sentence_cites_the_article(texts, written, finished, most):
    engine = Scripted(lambda _: written, max_source_tokens=40, finished=finished)
    source = article(*texts)
    summary = summarize(engine, source, most)
    assert 1 <= len(summary) <= most
    for sentence in summary:
        assert sentence.text.strip()
        assert sentence.segments
        assert set(sentence.segments) <= set(range(len(source)))


def test_a_sentence_cut_off_at_a_line_break_is_completed_from_its_source():
    text = article(
        "Two people were injured in the fire in Bergen.",
        "The fire started in the kitchen.",
        "The house was empty.",
    )
    written = "Two people were injured in the\nThe fire started in the kitchen."
    first, second = summarize(Scripted(lambda _: written), text)
    assert (first.text, first.replaced.name) == (text[0].text, "unfinished")
    assert (second.text, second.replaced) == (text[1].text, None)
