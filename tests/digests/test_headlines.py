import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.digests.headlines import bare_headline, best_headline
from tests.digests.articles import document

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("headline_cases.jsonl").read_text("utf-8").splitlines()
]


def test_the_headline_of_a_story_names_its_event():
    """Floor; measured: 20 of 20, and 18 without the rule about quotations and labels."""
    missed = []
    for case in CASES:
        documents = [
            document(str(n), "2024-03-05", each["headline"], [each["lead"]])
            for n, each in enumerate(case)
        ]
        good = {bare_headline(each["headline"]) for each in case if each["good"]}
        chosen = best_headline(documents)
        if chosen not in good:
            missed.append(chosen)
    assert len(CASES) == 20
    assert not missed


@pytest.mark.parametrize(
    ("headline", "bare"),
    [
        ("LIVE: Fire in Grenaa", "Fire in Grenaa"),
        ("NTB: Cod quota cut", "Cod quota cut"),
        ("Cod quota cut (+)", "Cod quota cut"),
        ("(NTB) cod quota cut", "Cod quota cut"),
        ("Press release: Aalborg Sensor buys a rival", "Aalborg Sensor buys a rival"),
        ("The cod quota is cut.", "The cod quota is cut"),
        ("Nordcell: We postpone the factory", "Nordcell: We postpone the factory"),
        ("The U.S.", "The U.S."),
        ("Video games are art", "Video games are art"),
    ],
)
def test_tags_are_no_headline(headline, bare):
    assert bare_headline(headline) == bare


def test_an_article_without_a_headline_is_headed_by_the_beginning_of_its_text():
    text = "The newspaper, which refers to four sources, states that talks begin in May, in Oslo."
    found = best_headline([document("a", "2024-03-05", "", [text])])
    assert found == "The newspaper, which refers to four sources, states that talks begin in …"
    short = document("a", "2024-03-05", "", ["The talks begin."])
    assert best_headline([short]) == "The talks begin"


@pytest.mark.parametrize(
    ("source", "is_label"),
    [
        ("KORT FORTALT", True),
        ("Nyheder i korte træk", True),
        ("Leserbrev", True),
        ("Kort vei til toppen", False),
        ("Debatt om skatt", False),
        ("Ny leder", False),
    ],
)
def test_a_label_is_no_headline(source, is_label):
    story = document("a", "2024-03-05", "Something", ["The police fined 41 riders."])
    title = replace(story.segments[0], source=source)
    story = replace(story, segments=(title, *story.segments[1:]))
    assert best_headline([story]) == ("The police fined 41 riders" if is_label else "Something")
