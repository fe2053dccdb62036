import random
from dataclasses import replace

from pipeline.config import Digest
from pipeline.documents import Flag, Summary, Translation
from tests.digests import articles
from tests.digests.articles import document

GROUNDING = document(
    "a",
    "2024-03-05",
    "The ferry ran aground",
    [
        "The ferry Havdis ran aground outside Brekkevik on Tuesday with 84 passengers.",
        "Six people were taken to hospital in Ålesund.",
        "The captain Jon Egeland says that the radar had failed.",
    ],
)
GROUNDING_ABROAD = document(
    "b",
    "2024-03-06",
    "Ferry Havdis on ground at Brekkevik",
    [
        "The ferry Havdis ran aground outside Brekkevik on Tuesday with 84 passengers on board.",
        "About 3,000 litres of diesel leaked from Havdis into the sea at Brekkevik.",
    ],
    language="da",
)
SCHOOLS = document(
    "c",
    "2024-04-02",
    "Aarhus closes schools",
    ["The city council in Aarhus closes four schools.", "The decision affects 612 pupils."],
    language="da",
)
UNDATED = document("d", None, "", ["A village got its own bakery.", "It opens in May."])
ALL = [GROUNDING, GROUNDING_ABROAD, SCHOOLS, UNDATED]


def tell(documents=ALL, **settings):
    return articles.tell(documents, Digest(**settings))


def test_articles_in_two_languages_make_one_story():
    story = tell()[1]
    assert [article.document for article in story.articles] == ["a", "b"]
    assert [article.language for article in story.articles] == ["nb", "da"]
    assert story.articles[0].original_headline == "[nb] The ferry ran aground"
    assert story.articles[0].outlet == "The a"


def test_the_newest_stories_come_first_and_those_without_a_date_last():
    stories = tell()
    assert [(s.period, s.date) for s in stories] == [
        ("2024-04", "2024-04-02"),
        ("2024-03", "2024-03-05"),
        ("", None),
    ]


def test_weeks_are_those_of_iso_8601():
    assert [story.period for story in tell(period="week")] == ["2024-W14", "2024-W10", ""]
    new_year = replace(SCHOOLS, date="2021-01-03")
    assert tell([new_year], period="week")[0].period == "2020-W53"


def test_a_date_of_less_than_a_day_is_its_own_period():
    assert tell([replace(SCHOOLS, date="2024")])[0].period == "2024"
    assert tell([replace(SCHOOLS, date="2024-04")], period="week")[0].period == "2024-04"


def test_a_day_counts_before_a_year_and_periods_come_in_the_order_of_time():
    week = [
        replace(GROUNDING, id="one", date="2024-12-30"),
        replace(GROUNDING, id="two", date="2025-05"),
        replace(GROUNDING, id="three", date="2025-01-14"),
    ]
    told = tell(week, period="week", days=0)
    assert [story.period for story in told] == ["2025-05", "2025-W03", "2025-W01"]
    both = [replace(GROUNDING, id="year", date="2024"), GROUNDING]
    (story,) = tell(both)
    assert (story.period, story.date) == ("2024-03", "2024-03-05")


def test_every_statement_cites_the_sentences_behind_it():
    by_id = {each.id: each for each in ALL}
    for story in tell():
        assert story.statements
        for statement in story.statements:
            assert statement.evidence
            for evidence in statement.evidence:
                cited = [by_id[evidence.document].segments[i] for i in evidence.segments]
                assert cited
                assert all(segment.kind == "body" for segment in cited)


def test_what_two_articles_say_is_told_once_with_both_as_evidence():
    story = tell()[1]
    told = [statement for statement in story.statements if "ran aground" in statement.text]
    assert len(told) == 1
    assert {evidence.document for evidence in told[0].evidence} == {"a", "b"}
    assert story.statements[0] == told[0]
    assert any("diesel" in statement.text for statement in story.statements)


def test_an_article_that_says_otherwise_is_no_evidence():
    other = document(
        "b",
        "2024-03-05",
        "Ferry on ground",
        ["The ferry Havdis ran aground outside Brekkevik on Tuesday with 48 passengers."],
    )
    story = tell([GROUNDING, other])[0]
    assert len(story.articles) == 2
    told = next(s for s in story.statements if "ran aground" in s.text)
    assert len(told.evidence) == 1


def test_no_more_statements_than_wanted():
    assert max(len(story.statements) for story in tell(max_statements=2)) == 2
    assert max(len(story.statements) for story in tell(max_statements=4)) == 4


def test_one_article_keeps_the_order_of_its_summary():
    story = tell([GROUNDING])[0]
    assert [s.text for s in story.statements] == [s.text for s in GROUNDING.summary.sentences]


def test_an_unflagged_headline_is_preferred():
    doubtful = replace(
        GROUNDING.segments[0],
        translation=Translation("The ferry Havdis ran aground", -2, (Flag("number", "lost"),)),
    )
    flagged = replace(GROUNDING, segments=(doubtful, *GROUNDING.segments[1:]))
    assert tell([flagged, GROUNDING_ABROAD])[0].headline == "Ferry Havdis on ground at Brekkevik"


def test_an_unflagged_sentence_is_told_before_a_flagged_one():
    doubtful = replace(
        GROUNDING.segments[2], translation=Translation("Six people.", -2, (Flag("name", "lost"),))
    )
    flagged = replace(
        GROUNDING, segments=(*GROUNDING.segments[:2], doubtful, *GROUNDING.segments[3:])
    )
    (story,) = tell([flagged], max_statements=2)
    assert [s.evidence[0].segments for s in story.statements] == [(1,), (3,)]
    (before,) = tell([GROUNDING], max_statements=2)
    assert [s.evidence[0].segments for s in before.statements] == [(1,), (2,)]


def test_the_mark_of_what_is_for_subscribers_is_no_part_of_a_headline():
    (story,) = tell([document("x", "2024-03-05", "+ School: Pupils wait", ["The school is late."])])
    assert story.headline == "School: Pupils wait"
    assert story.articles[0].original_headline == "[nb] + School: Pupils wait"


def test_without_a_headline_the_first_sentence_is_one():
    story = tell([UNDATED])[0]
    assert story.headline == "A village got its own bakery"
    assert story.articles[0].original_headline == "[nb] A village got its own bakery."


def test_a_replacement_stays_on_record():
    flag = Flag("number", "“48 passengers”: “48” is not in the sentences behind it")
    sentences = (replace(SCHOOLS.summary.sentences[0], replaced=flag),)
    (story,) = tell([replace(SCHOOLS, summary=Summary(sentences))])
    assert story.statements[0].replaced == flag


def test_the_order_of_the_documents_does_not_matter():
    stories = tell()
    for seed in range(4):
        shuffled = list(ALL)
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - test data, not a secret
        assert tell(shuffled) == stories


def test_no_documents_no_stories():
    assert tell([]) == []


def test_every_document_is_in_one_story():
    documents = [replace(GROUNDING, id=str(n), date=f"2024-{n + 1:02}-05") for n in range(12)]
    documents += [GROUNDING, GROUNDING_ABROAD, replace(GROUNDING, id="undated", date=None)]
    named = [each.document for story in tell(documents) for each in story.articles]
    assert sorted(named) == sorted(each.id for each in documents)
