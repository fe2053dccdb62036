"""Articles as the stages leave them, for the tests of digests."""

from pipeline.documents import Document, Language, Segment, Summary, SummarySentence, Translation


def document(name, date, headline, sentences, language="nb", summarized=3):
    """An article whose originals are its English texts with a mark, in the stages' final state."""
    kinds = ["headline"] * bool(headline) + ["body"] * len(sentences)
    english = [headline] * bool(headline) + list(sentences)
    segments = tuple(
        Segment(n, 0, 0, f"[{language}] {text}", "\n\n", kind, None, Translation(text, -0.1))
        for n, (text, kind) in enumerate(zip(english, kinds, strict=True))
    )
    offset = bool(headline)
    summary = Summary(
        tuple(SummarySentence(text, (n + offset,)) for n, text in enumerate(sentences[:summarized]))
    )
    return Document(
        id=name,
        sources=(f"{name}.txt",),
        text=" ".join(english),
        date=date,
        outlet=f"The {name}",
        language=Language(language, 0.99),
        segments=segments,
        summary=summary,
    )
