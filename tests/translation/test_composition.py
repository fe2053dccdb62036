import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.engines.base import Hypothesis
from pipeline.text.normalize import normalize
from pipeline.translation.composition import carry_links, compose, cut_draft, make_draft

LONG = st.one_of(
    st.text(max_size=300),
    st.tuples(st.text(min_size=1, max_size=100), st.integers(1, 300)).map(
        lambda pair: (pair[0] * pair[1])[:20_000]
    ),
)


def count(text: str) -> int:
    return len(text) // 4 + 1


@settings(max_examples=60, deadline=None)
@given(LONG, st.integers(4, 60))
@example("Det var en gang, og så, " * 833, 20)
def test_every_source_piece_is_accounted_for(text, limit):
    draft = cut_draft(make_draft(text), limit, count)
    assert "".join(part.source for part in draft.parts) == text
    assert len(draft.inputs) == sum(part.target is None for part in draft.parts)
    assert all(count(each) <= limit or len(each) <= 4 for each in draft.inputs)
    spoken = [part.source for part in draft.parts if part.target is None and not part.shouted]
    if not any(part.shouted for part in draft.parts):
        assert [normalize(source) for source in spoken] == list(draft.inputs)


def hypotheses(*texts: str) -> list[Hypothesis]:
    return [Hypothesis(text, -0.5, finished=True, tokens=4) for text in texts]


@pytest.mark.parametrize(
    ("source", "written", "expected"),
    [
        ("– Det er bra.", ["It is good."], "– It is good."),
        ("«Det er bra.»", ["It is good."], '"It is good."'),
        ("Ny strid: – Uaktuelt", ["New dispute:", "Out of the question"],
         "New dispute: – Out of the question"),
        ("Streik i byen", ["Strike in the city."], "Strike in the city"),
        ("Det er bra.", ["It is good"], "It is good."),
        ("Er det bra?", ["Is it good"], "Is it good?"),
        ("STREIK I RUSSLAND", ["Strike in Russia."], "STRIKE IN RUSSIA"),
        ("NTB", [], "NTB"),
        ("Det var i U.S.A.", ["It was in the U.S.A."], "It was in the U.S.A."),
    ],
)  # fmt: skip
def test_parts_come_together_in_their_places(source, written, expected):
    assert compose(make_draft(source), hypotheses(*written)).text == expected


def test_pieces_of_one_sentence_become_one_sentence():
    draft = cut_draft(make_draft("Skipet gikk tidlig fra kai, men stormen kom."), 8, count)
    assert len(draft.inputs) == 2
    composed = compose(draft, hypotheses("The ship left early.", "But the storm came."))
    assert composed.text == "The ship left early, but the storm came."


def test_the_score_is_a_mean_over_all_target_tokens():
    first = Hypothesis("New dispute:", -1.0, finished=True, tokens=3)
    second = Hypothesis("Out of the question", -0.2, finished=False, tokens=5)
    composed = compose(make_draft("Ny strid: – Uaktuelt"), [first, second])
    assert composed.score == pytest.approx((-1.0 * 3 - 0.2 * 5) / 8)
    assert not composed.finished


def test_links_follow_the_words_through_normalization_and_mending():
    given_links = ((0, 6, 0, 6), (10, 17, 10, 17))
    hypothesis = Hypothesis("People in Ukraina.", -1.0, finished=True, alignment=given_links)
    source = "– Folket i Ukraina."
    composed = compose(make_draft(source), [hypothesis])
    assert composed.text == "– People in Ukraine."
    assert composed.links is not None
    words = [(source[a:b], composed.text[c:d]) for a, b, c, d in composed.links]
    assert words[0] == ("Folket", "People")
    assert words[1][1].startswith("Ukrain")


def test_links_cross_letters_that_lower_case_would_lengthen():
    assert carry_links([(0, 3, 0, 3)], ("İİİ bor", "İİİ bor"), ("İİİ bor", "İİİ BOR.")) == [
        (0, 3, 0, 3)
    ]


def test_links_of_words_that_are_gone_are_dropped():
    assert carry_links([(0, 3, 0, 3), (4, 7, 4, 7)], ("abc def", "def"), ("one two", "two")) == [
        (0, 3, 0, 3)
    ]
