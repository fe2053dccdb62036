from tests.benchmarks.outputs import SEGMENTS_PER_DOCUMENT, generated, measure_outputs


def test_the_generated_corpus_is_consistent():
    corpus = generated(90)
    documents = {document.id: document for document in corpus.documents()}
    assert len(documents) == 90 // SEGMENTS_PER_DOCUMENT
    named = [article.document for story in corpus.stories() for article in story.articles]
    assert named == list(documents)
    for name, document in documents.items():
        assert corpus.document(name) == document
        for segment in document.segments:
            assert document.text[segment.start : segment.end] == segment.source


def test_measuring_gives_a_row_for_each_size():
    rows = list(measure_outputs([40, 80], ["jsonl"]))
    assert [(row.format, row.segments) for row in rows] == [("jsonl", 40), ("jsonl", 80)]
    assert rows[0].size_mb < rows[1].size_mb
    assert all(row.peak_rss_mb > 1 and row.seconds > 0 for row in rows)
