"""Articles as the stages leave them, for the tests of digests."""

from dataclasses import replace

from pipeline.digests.stories import build_story, group_stories, order_stories, profile
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


def tell(documents, settings):
    """Tell the stories of documents as a run does."""
    by_id = {each.id: each for each in documents}

    def whole(group):
        found = {each: by_id[each] for each in group.documents}
        return build_story(group, found, settings.max_statements)

    def length(group):
        return sum(len(each.text.split()) for each in whole(group).statements)

    groups = group_stories(map(profile, documents), settings)
    ordered = order_stories(groups, length, settings.minutes)
    return [replace(whole(group), brief=brief) for group, brief in ordered]
