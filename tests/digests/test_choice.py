import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.digests.choice import choose_statements
from pipeline.documents import Evidence, Flag, Summary, SummarySentence
from pipeline.text.references import refers_back
from tests.digests.articles import document

STORIES = [
    json.loads(line)
    for line in Path(__file__).with_name("agreement_cases.jsonl").read_text("utf-8").splitlines()
]


def told(*documents, most=4):
    return [each.text for each in choose_statements(documents, most)]


def article(name, *sentences, date="2024-03-06", **fields):
    return document(name, date, f"Headline {name}", sentences, **fields)


FERRY = article(
    "a",
    "The ferry Havdis ran aground at Brekkevik on Tuesday with 84 passengers.",
    "Six people were taken to hospital.",
    "The owner has not answered questions from reporters.",
)
FERRY_TOO = article(
    "b",
    "The Havdis, a ferry with 90 passengers, ran aground at Brekkevik on Tuesday.",
    "Six people have been taken to hospital by helicopter.",
    "The price of a ticket is 40 kroner.",
)


def test_agreement_comes_first_then_difference_then_what_one_says():
    first, second, *others = choose_statements([FERRY, FERRY_TOO], 4)
    assert first.text == "Six people were taken to hospital."
    assert [each.document for each in first.evidence] == ["a", "b"]
    assert second.text.startswith("The ferry Havdis ran aground")
    assert [each.document for each in second.evidence] == ["a"]
    (difference,) = second.differences
    assert difference.evidence == Evidence("b", (1,))
    assert (difference.said, difference.otherwise) == ("84", "90 passengers")
    assert [len(each.evidence) + len(each.differences) for each in others] == [1, 1]


def test_a_matter_that_others_tell_comes_before_what_one_tells():
    choir = "A choir from Aarhus was among the travellers."
    ferry = (
        "The ferry Havdis ran aground at Brekkevik with six employees and much noise on Tuesday."
    )
    other = article("b", "On Tuesday the ferry Havdis with 84 passengers sailed at full speed.")
    statements = told(article("a", choir, ferry), other)
    assert statements.index(ferry) < statements.index(choir)


def test_a_difference_is_told_once():
    statements = choose_statements([FERRY, FERRY_TOO], 4)
    assert not any("90 passengers" in each.text for each in statements)


@pytest.mark.parametrize("case", STORIES, ids=[case["story"] for case in STORIES])
def test_no_story_begins_with_a_sentence_that_leans_on_another(case):
    documents = [
        document(str(n), each["date"], f"Story {n}", each["sentences"])
        for n, each in enumerate(case["articles"])
    ]
    statements = told(*documents)
    assert statements
    assert not refers_back(statements[0])


def test_a_sentence_that_leans_follows_the_one_that_names_its_subject():
    story = article(
        "a",
        "The bridge was closed on Monday.",
        "Captain Jon Egeland saw the crack first.",
        "He called the police at once, and 40 cars were stopped.",
    )
    summary = Summary((story.summary.sentences[0], story.summary.sentences[2]))
    assert told(replace(story, summary=summary)) == [
        "The bridge was closed on Monday.",
        "Captain Jon Egeland saw the crack first.",
        "He called the police at once, and 40 cars were stopped.",
    ]


def test_a_sentence_that_leans_is_left_out_where_there_is_no_room_for_both():
    story = article(
        "a",
        "The bridge was closed on Monday.",
        "Captain Jon Egeland saw the crack first.",
        "He called the police at once.",
    )
    summary = Summary((story.summary.sentences[0], story.summary.sentences[2]))
    assert told(replace(story, summary=summary), most=2) == ["The bridge was closed on Monday."]


def test_a_model_s_sentence_leans_on_the_one_it_wrote_before():
    story = article("a", "Jon Egeland is captain.", "Prices fell.", "Egeland saw the crack.")
    summary = Summary(
        (
            SummarySentence("Captain Jon Egeland had the wheel.", (1,)),
            SummarySentence("He saw the crack himself.", (3,)),
        )
    )
    assert told(replace(story, summary=summary)) == [
        "Captain Jon Egeland had the wheel.",
        "He saw the crack himself.",
    ]


def test_a_shortened_sentence_leans_on_the_one_before_it_in_the_article():
    story = article(
        "a",
        "Prices fell by 3 percent.",
        "Captain Jon Egeland saw the crack first.",
        "He called the police, who came at once.",
    )
    first, _, last = story.summary.sentences
    short = SummarySentence("He called the police.", last.segments)
    assert told(replace(story, summary=Summary((first, short)))) == [
        "Prices fell by 3 percent.",
        "Captain Jon Egeland saw the crack first.",
        "He called the police.",
    ]


def test_where_all_of_a_summary_leans_the_article_is_read_on():
    story = article(
        "a", "But it is over now.", "However, they won.", "Norway beat Denmark in Herning.",
        summarized=2,
    )  # fmt: skip
    assert told(story) == ["Norway beat Denmark in Herning."]


def test_what_an_unnamed_speaker_did_is_told_where_nothing_else_is():
    """It changes 8 of 332 English articles; each leaves out an "I" that is nobody."""
    radio = "The radio in the tractor was always on."
    voices = "After a year, I dreamed in Nynorsk."
    assert told(article("a", radio, voices)) == [radio]
    assert told(article("a", voices)) == [voices]


def test_a_quotation_is_told_in_quotation_marks():
    story = article("a", "– It is done, says Kari Moe.")
    assert told(story) == ["“It is done,” says Kari Moe."]


def test_an_agency_s_tag_is_not_told():
    story = article("a", "Oslo (NTB): The price of butter rose on Monday.")
    assert told(story) == ["The price of butter rose on Monday."]


def test_a_flagged_sentence_comes_after_others():
    segments = list(FERRY.segments)
    doubtful = replace(segments[2].translation, flags=(Flag("number", "6 is lost"),))
    segments[2] = replace(segments[2], translation=doubtful)
    assert told(replace(FERRY, segments=tuple(segments)), most=2) == [
        FERRY.segments[1].translation.target,
        FERRY.segments[3].translation.target,
    ]


def test_a_quotation_that_does_not_say_whose_is_no_statement():
    spoken = article("a", "The price of herring fell.", "– We got 8.90 for the kilo.")
    assert told(spoken) == ["The price of herring fell."]
