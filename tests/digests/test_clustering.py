import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config, Digest
from pipeline.digests.clustering import Profile, cluster, days_of, find_features
from pipeline.digests.length import Salience
from pipeline.run import run

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("story_cases.jsonl").read_text("utf-8").splitlines()
]
DEFAULT = Digest()
DESK = Path(__file__).with_name("desk_articles.jsonl")


def profile(name, date, text):
    return Profile(name, date, tuple(find_features([text])), Salience(name, 1, 1))


def profiles(cases=CASES):
    return [
        profile(str(number), case["date"], f"{case['headline']}. {case['text']}")
        for number, case in enumerate(cases)
    ]


STORIES = {str(number): case["story"] for number, case in enumerate(CASES)}


def b_cubed(groups, stories=STORIES):
    """Precision and recall of each text's group, averaged (Bagga and Baldwin 1998)."""
    found = {member: set(group) for group in groups for member in group}
    precision = recall = 0.0
    for member, story in stories.items():
        right = {each for each in found[member] if stories[each] == story}
        precision += len(right) / len(found[member])
        recall += len(right) / sum(each == story for each in stories.values())
    return precision / len(stories), recall / len(stories)


def test_stories_are_found_at_the_default_settings():
    """Floors; measured: precision 0.967, recall 1."""
    precision, recall = b_cubed(cluster(profiles(), DEFAULT.similarity, DEFAULT.days))
    assert len(CASES) == 40
    assert precision >= 0.96
    assert recall >= 0.99


def test_the_default_similarity_does_not_balance_on_an_edge():
    """Floor; measured: F1 from 0.967 to 0.983 around the default."""
    for similarity in (0.16, 0.2, 0.22, 0.25, 0.3):
        precision, recall = b_cubed(cluster(profiles(), similarity, DEFAULT.days))
        assert 2 * precision * recall / (precision + recall) >= 0.96


@pytest.mark.integration
def test_stories_are_found_in_translations_of_whole_articles(tmp_path):
    """Floors; measured: precision 1, recall 0.906 (0.744 with a similarity of 0.25)."""
    rows = [json.loads(line) for line in DESK.read_text("utf-8").splitlines()]
    events = {row["id"]: row.pop("event") for row in rows}
    (tmp_path / "desk.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    config = {
        "sources": [{"path": str(tmp_path / "desk.jsonl"), "columns": {"id": "id", "title": "title",
            "date": "date", "outlet": "outlet", "url": "url"}}],
        "output": {"folder": str(tmp_path / "out"), "formats": ["digest-json"]},
        "compute": {"store": str(tmp_path / "store.sqlite")},
    }  # fmt: skip
    run(Config.model_validate(config))
    told = json.loads((tmp_path / "out" / "digest.json").read_text("utf-8"))["stories"]
    groups = [[each["sources"][0].split("#")[-1] for each in story["articles"]] for story in told]
    precision, recall = b_cubed(groups, events)
    assert precision >= 0.95
    assert recall >= 0.85


@pytest.mark.parametrize(
    "texts",
    [
        ("Fire won.", "The fire service has control of the fire, but the road is still closed."),
        (
            "Take me home, country roads, they sang, and the concert lasted two hours.",
            "Yes, we love this country with its thousand homes.",
        ),
    ],
)
def test_two_words_in_common_make_no_story(texts):
    assert cluster([profile(text[:3], None, text) for text in texts], 0.18, 3) == sorted(
        [text[:3]] for text in texts
    )


def test_tiny_texts_that_are_alike_make_a_story():
    texts = ("Brann won 2-1.", "Brann won 2-1!")
    assert cluster([profile(text, None, text) for text in texts], 0.18, 3) == [sorted(texts)]


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(rng):
    shuffled = profiles()
    rng.shuffle(shuffled)
    assert cluster(shuffled, 0.25, 3) == cluster(profiles(), 0.25, 3)


def test_two_meetings_of_the_same_parties_are_two_stories():
    texts = "American and Russian diplomats met in Geneva for talks about security."
    near = [profile(f"n{day}", f"2022-01-{day}", texts) for day in (10, 11)]
    far = [profile("f", "2022-01-21", texts)]
    assert cluster(near + far, 0.25, 3) == [["f"], ["n10", "n11"]]


def test_no_chain_of_days_makes_one_story():
    daily = [profile(f"{d:02}", f"2022-05-{d:02}", "The same report.") for d in range(1, 20)]
    groups = cluster(daily, 0.25, 3)
    assert all(int(group[-1]) - int(group[0]) <= 3 for group in groups)
    assert sum(len(group) for group in groups) == 19


def test_no_chain_of_likeness_makes_one_story():
    words = [
        "anchor",
        "bridge",
        "castle",
        "dragon",
        "engine",
        "forest",
        "garden",
        "harbour",
        "island",
        "jungle",
    ]
    chain = [profile(str(n), "2022-05-01", " ".join(words[n : n + 3])) for n in range(8)]
    assert max(len(group) for group in cluster(chain, 0.4, 3)) < 4


def test_articles_without_a_date_are_compared_with_each_other_only():
    same = "The council closed four schools in Aarhus."
    mixed = [
        profile("dated", "2022-05-01", same),
        profile("none", None, same),
        profile("odd", "last summer", same),
    ]
    assert cluster(mixed, 0.25, 3) == [["dated"], ["none", "odd"]]


def test_a_month_is_near_each_of_its_days():
    same = "The council closed four schools in Aarhus."
    mixed = [
        profile("month", "2022-05", same),
        profile("day", "2022-05-20", same),
    ]
    assert cluster(mixed, 0.25, 3) == [["day", "month"]]


def test_many_alike_articles_are_taken_apart_without_a_square_matrix():
    rng = random.Random(1)  # noqa: S311 - test data, not a secret
    words = [f"w{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(400)]
    many = [profile(f"{n:05}", "2022-05-01", " ".join(rng.sample(words, 12))) for n in range(2500)]
    groups = cluster(many, 0.05, 3)
    assert sorted(member for group in groups for member in group) == [p.id for p in many]


def test_nothing_has_no_stories():
    assert cluster([], 0.25, 3) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [("2022", 365), ("2024-02", 29), ("2022-11-02", 1)],
)
def test_a_date_means_as_many_days_as_it_leaves_open(text, days):
    first, last = days_of(text)
    assert last - first + 1 == days


@pytest.mark.parametrize("text", [None, "", "2022-13", "2022-02-30", "0000", "yesterday"])
def test_what_is_no_date_means_no_days(text):
    assert days_of(text) is None
