from dataclasses import replace
from itertools import permutations

from pipeline.core.intake import Intake
from pipeline.documents import Failure
from tests.core.stubs import document


def test_the_same_text_twice_is_one_document_with_two_sources():
    failure = Failure("c.txt", "read", "binary")
    intake = Intake(
        [document("x", "a.txt"), failure, document("x", "b.txt"), document("y", "d.txt")]
    )
    assert [each.sources for each in intake] == [("a.txt",), ("d.txt",)]
    assert intake.sources == {"x": ["a.txt", "b.txt"], "y": ["d.txt"]}
    assert intake.failures == [failure]
    assert list(intake.pairs()) == [("a.txt", "x"), ("b.txt", "x"), ("d.txt", "y")]


def test_a_text_in_two_outlets_is_the_same_whichever_is_read_first():
    first = replace(document("x", "a.txt"), date="2024-12-29", outlet="Avis A", url="https://a.no")
    second = replace(document("x", "b.txt"), date="2024-12-31", outlet="Avis B", url=None)
    undated = replace(document("x", "c.txt"), date=None, outlet="Avis C")
    joined = []
    for order in permutations([first, second, undated]):
        intake = Intake(order)
        (kept,) = intake
        whole = intake.complete(kept)
        joined.append((whole.date, whole.outlet, whole.url))
    assert set(joined) == {("2024-12-29", "Avis A, Avis B, Avis C", "https://a.no")}


def test_an_id_of_two_texts_is_flagged_on_both():
    intake = Intake(
        [
            document("x", "a.csv#1"),
            document("y", "a.csv#1"),
            document("z", "a.csv#2"),
            document("z", "a.csv#2"),
        ]
    )
    kept = [intake.complete(each) for each in list(intake)]
    reasons = [[flag.reason for flag in each.flags] for each in kept]
    assert reasons == [["a.csv#1 names another text as well"]] * 2 + [[]]
