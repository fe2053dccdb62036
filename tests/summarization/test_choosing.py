import numpy as np
import pytest

from pipeline.summarization.centrality import centrality
from pipeline.summarization.choosing import choose_sentences, describe_sentences

LATE = [
    "Rain drums on the windows of the small kitchen.",
    "Kari Moe pours coffee and looks at the harbour.",
    "“I never thought it would come to this,” she says.",
    "The municipality will close the ferry harbour in Brekke from 1 May and sell 14 berths.",
    "Outside a gull cries.",
    "The ferry company says that 212 passengers a day must take the bus when the harbour closes.",
]


def test_the_news_is_found_where_it_stands():
    assert choose_sentences(LATE, "Ferry harbour in Brekke closes", 1) == [3]


def test_a_lead_that_tells_the_headline_is_chosen():
    lead = [LATE[3], *LATE[:3], LATE[4]]
    assert 0 in choose_sentences(lead, "Ferry harbour in Brekke closes", 1)


def test_no_more_than_there_are_and_in_order():
    assert choose_sentences(LATE[:2], "", 5) == [0, 1]
    assert choose_sentences(["It rained."], "Rain", 3) == [0]


def test_long_sentences_count_for_more_than_one_but_one_is_always_chosen():
    long = f"The ferry harbour in Brekke closes, {'and so on ' * 20}it says."
    sentences = [long, "The ferry harbour closes on 1 May.", f"Ferry harbour, {'so ' * 60}closes."]
    assert choose_sentences(sentences, "Ferry harbour in Brekke closes", 1) == [0]
    assert len(choose_sentences(sentences, "Ferry harbour in Brekke closes", 3)) < 3


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sentences", [["It was so.", "And then it was."], ["12.", "…", "?!"]])
def test_sentences_without_content_are_taken_in_order(sentences):
    assert choose_sentences(sentences, "", 1) == [0]


def test_a_long_document_is_chosen_from_its_beginning():
    sentences = [f"Village number {n} opened a bakery." for n in range(1000)]
    assert max(choose_sentences(sentences, "Bakery in village number 999", 3)) < 400


def test_each_description_has_a_value_for_each_sentence():
    described = describe_sentences(LATE, "Ferry harbour in Brekke closes")
    assert {values.shape for values in described.values()} == {(6,)}
    assert all(np.isfinite(values).all() for values in described.values())
    assert described["numbers"].tolist() == [0, 0, 0, 2 / 3, 0, 1 / 3]
    assert described["quoted"].tolist() == [0, 0, 1, 0, 0, 0]


def test_the_sentence_that_shares_most_with_the_others_is_central():
    ranks = centrality(
        ["A boat sank.", "The boat sank in the storm.", "Storm hit.", "Tea was hot."]
    )
    assert ranks.argmax() == 1
    assert ranks.mean() == pytest.approx(1, abs=0.3)
    assert centrality(["It was so.", "Boats sank."]).tolist() == [0, 1]


def test_a_text_that_speaks_to_its_reader_is_told_from_one_that_only_quotes():
    asking = ["Rain fell.", "You can apply until Friday.", "We answer within a week."]
    quoting = ["Rain fell.", "“You can apply until Friday”, she said.", "It goes on."]
    assert describe_sentences(asking, "")["place, to the reader"][0] == 1
    assert not describe_sentences(quoting, "")["place, to the reader"].any()
    assert not describe_sentences(["The US Army marches."], "")["place, to the reader"].any()
