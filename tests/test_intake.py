from pipeline.documents import Failure
from pipeline.intake import Intake
from tests.stubs import document


def test_the_same_text_twice_is_one_document_with_two_sources():
    failure = Failure("c.txt", "read", "binary")
    intake = Intake(
        [document("x", "a.txt"), failure, document("x", "b.txt"), document("y", "d.txt")]
    )
    assert [each.sources for each in intake] == [("a.txt",), ("d.txt",)]
    assert intake.sources == {"x": ["a.txt", "b.txt"], "y": ["d.txt"]}
    assert intake.failures == [failure]
    assert list(intake.pairs()) == [("a.txt", "x"), ("b.txt", "x"), ("d.txt", "y")]
