from pipeline.config import Digest
from pipeline.digests.length import WORDS_PER_MINUTE
from tests.digests import articles
from tests.digests.articles import document

NAMES = ("Bergen", "Odense", "Tromsø", "Aarhus", "Molde", "Vejle", "Hamar", "Bodø", "Ribe", "Nes")
THINGS = ("bridge", "school", "ferry", "tunnel", "museum", "harbour", "library", "depot", "mill",
          "station")  # fmt: skip


def stories(count):
    """Write articles about as many events, and a second one about the first."""
    made = []
    for number in range(count):
        place, thing = NAMES[number % 10], THINGS[number // 10 % 10]
        event = f"{place.lower()}{thing}{chr(97 + number // 100)}"
        headline = f"{place} opens its {thing} {event} after years of delay"
        sentences = [
            f"The {thing} {event} in {place} was opened by the mayor on Monday after long delays.",
            f"Builders of {event} say the work at the {thing} cost {number + 20} million kroner.",
            f"Neighbours of {event} fear more traffic around the {thing} in the coming summer.",
        ]
        made.append(document(f"{number:03}", f"2024-05-{number % 28 + 1:02}", headline, sentences))
    again = document("zzz", "2024-05-02", "The opening in Bergen", [
        "The bridge bergenbridgea in Bergen was opened by the mayor on Monday after long delays.",
    ])  # fmt: skip
    return [*made, again]


def tell(documents, **settings):
    return articles.tell(documents, Digest(days=0, similarity=0.6, **settings))


def words(story):
    texts = [story.headline, *(each.text for each in story.statements if not story.brief)]
    return sum(len(text.split()) for text in texts)


def test_few_stories_are_all_told_in_full():
    assert not any(story.brief for story in tell(stories(10)))


def test_a_hundred_stories_are_read_in_five_minutes_the_top_ones_first():
    told = tell(stories(100))
    full = [story for story in told if not story.brief]
    assert len(told) >= 100
    assert 0 < len(full) < 20
    assert told[: len(full)] == full
    minutes = sum(map(words, told)) / WORDS_PER_MINUTE
    assert 4 < minutes <= 5


def test_more_minutes_tell_more():
    few, many = (tell(stories(100), minutes=minutes) for minutes in (5, 8))
    assert sum(each.brief for each in many) < sum(each.brief for each in few)


def test_the_story_of_most_outlets_is_told_first():
    documents = stories(40)
    documents[20] = document("other", "2024-05-02", documents[1].segments[0].translation.target, [
        each.translation.target for each in documents[1].segments[1:]
    ])  # fmt: skip
    told = tell(documents)
    assert len(told[0].articles) == 2


def test_a_headline_is_all_that_is_left_out():
    for story in tell(stories(100)):
        assert story.statements
