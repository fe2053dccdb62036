from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines.base import Decoding
from pipeline.summarization.rewriting import RewritingSummarizer
from pipeline.summarization.source import context_of, write_source
from pipeline.summarization.summarizer import SummarySource
from tests.summarization.doubles import FERRY, Scripted, article

TRIAL = article(
    "The accountant, Berit Aas, was sentenced to four years in prison on Tuesday.",
    "However, she has not yet decided whether to appeal, says her lawyer, Jens Lund.",
    "The clubs lost 11.4 million kroner, which they had saved for their trips.",
)


def rewrite(answer, sentences=TRIAL, headline="", most=3, limit=200, **kinds):
    engine = Scripted(answer, **kinds)
    (summary,) = RewritingSummarizer(engine, Decoding(), most, limit).summarize(
        [SummarySource(sentences, headline)]
    )
    return summary, engine.asked


def last_part(source):
    return source.split(" | ")[-1]


def test_each_chosen_sentence_is_read_under_the_headline_and_leaning_ones_with_their_context():
    summary, asked = rewrite(last_part, headline="Years in prison | live")
    assert asked == [
        f">>short<< Years in prison   live |  | {TRIAL[0].text}",
        f">>short<< Years in prison   live | {TRIAL[0].text} | {TRIAL[1].text}",
        f">>short<< Years in prison   live |  | {TRIAL[2].text}",
    ]
    assert [(each.text, each.segments) for each in summary] == [
        (sentence.text, (place,)) for place, sentence in enumerate(TRIAL)
    ]


def test_a_shorter_statement_is_kept_and_a_name_from_the_context_is_cited():
    said = {
        TRIAL[
            1
        ].text: "Berit Aas has not yet decided whether to appeal, says her lawyer, Jens Lund.",
        TRIAL[2].text: "The clubs lost 11.4 million kroner.",
    }
    summary, _ = rewrite(
        lambda source: said.get(last_part(source), last_part(source)), headline="Years in prison"
    )
    assert [each.text for each in summary[1:]] == list(said.values())
    assert [each.segments for each in summary] == [(0,), (0, 1), (2,)]
    assert all(each.replaced is None for each in summary)


def test_what_has_no_end_is_replaced_by_the_sentence_and_recorded():
    last = TRIAL[2].text
    torn = "The clubs lost 11.4 million kroner"
    summary, _ = rewrite(
        lambda source: torn if last_part(source) == last else last_part(source),
        headline="Years in prison",
    )
    assert (summary[2].text, summary[2].segments) == (last, (2,))
    assert summary[2].replaced.name == "unfinished"
    assert torn in summary[2].replaced.reason


def test_a_slip_in_copying_is_taken_back():
    slips = {"sentenced": "sentences", "11.4": "11.44", "Lund": "Lundd"}

    def answer(source):
        text = last_part(source)
        for word, slip in slips.items():
            text = text.replace(word, slip)
        return text

    summary, _ = rewrite(answer)
    assert [each.text for each in summary[1:]] == [each.text for each in TRIAL[1:]]
    assert all(each.replaced is None for each in summary)


def test_an_unfinished_statement_is_replaced_whatever_is_accepted():
    engine = Scripted(last_part, finished=False)
    unchecked = RewritingSummarizer(engine, Decoding(), 3, 200, check=False)
    (summary,) = unchecked.summarize([SummarySource(FERRY)])
    assert {each.replaced and each.replaced.name for each in summary} <= {None, "unfinished"}


def test_without_check_everything_finished_is_accepted():
    engine = Scripted(lambda _: "Robots won.")
    unchecked = RewritingSummarizer(engine, Decoding(), 3, 200, check=False)
    (summary,) = unchecked.summarize([SummarySource(FERRY)])
    assert [each.text for each in summary] == ["Robots won."]


def test_a_source_that_is_too_long_loses_its_headline_then_its_context_then_is_not_asked():
    headline = " ".join(["word"] * 30)
    _, asked = rewrite(last_part, TRIAL, headline, limit=34)
    assert asked == [
        f">>short<<  |  | {TRIAL[0].text}",
        f">>short<<  | {TRIAL[0].text} | {TRIAL[1].text}",
        f">>short<<  |  | {TRIAL[2].text}",
    ]
    _, asked = rewrite(last_part, TRIAL, headline, limit=20)
    assert asked[1] == f">>short<<  |  | {TRIAL[1].text}"
    summary, asked = rewrite(last_part, TRIAL, headline, limit=5)
    assert asked == []
    assert [each.text for each in summary] == [each.text for each in TRIAL]


def test_a_sentence_in_which_nothing_may_go_is_not_asked_about():
    plain = "The court sentenced the accountant to four years on Tuesday."
    summary, asked = rewrite(last_part, article(plain, TRIAL[2].text))
    assert [last_part(source) for source in asked] == [TRIAL[2].text]
    assert [each.text for each in summary] == [plain, TRIAL[2].text]


def test_the_same_text_is_told_once():
    same = article("It rained in Bergen on Monday.", *(each.text for each in TRIAL[:2]))
    same.append(same[0])
    summary, _ = rewrite(last_part, same, most=4)
    assert [each.text for each in summary].count(same[0].text) == 1


def test_articles_do_not_mix():
    engine = Scripted(last_part)
    both = RewritingSummarizer(engine, Decoding(), 2, 200).summarize(
        [SummarySource(TRIAL), SummarySource(FERRY)]
    )
    for summary, sentences in zip(both, (TRIAL, FERRY), strict=True):
        assert {each.text for each in summary} <= {each.text for each in sentences}
        assert len(summary) == 2


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(min_size=1, max_size=200).filter(str.strip), min_size=1, max_size=12),
    st.text(max_size=200),
    st.text(max_size=50),
    st.integers(1, 5),
)
def test_whatever_a_model_writes_each_sentence_cites_the_article(texts, written, headline, most):
    summary, _ = rewrite(lambda _: written, article(*texts), headline, most, limit=40)
    assert 1 <= len(summary) <= most
    for each in summary:
        assert each.segments
        assert set(each.segments) <= set(range(len(texts)))


def test_context_is_told_only_where_a_sentence_leans_and_while_it_is_short():
    sentences = ["Kari Moe won.", "She had trained for it.", "She thanked her coach.", "It rained."]
    assert context_of(sentences, 0) == ""
    assert context_of(sentences, 1) == "Kari Moe won."
    assert context_of(sentences, 2) == "Kari Moe won. She had trained for it."
    long = " ".join(["word"] * 70)
    assert context_of([long, "She won."], 1) == ""
    assert context_of(["The prize is old.", "Kari Moe won it."], 1) == ""


def test_a_source_has_three_parts_whatever_stands_in_them():
    assert write_source("A|B", " c ", "D | E.") == ">>short<< A B | c | D   E."
