"""What a summarizer reads that was trained for this pipeline: headline, context, sentence."""

from collections.abc import Sequence

from pipeline.text.references import refers_back

TAG = ">>short<<"
"""Stands before a sentence that is to be stated shortly, not translated."""
MARK = " | "
"""Stands between the parts; a part's own is taken out."""

# Who "she" is stands one or two sentences before.
_CONTEXT_SENTENCES = 2
_CONTEXT_WORDS = 60


def write_source(headline: str, context: str, sentence: str) -> str:
    """Ask for a sentence's main fact; headline and context may be empty."""
    parts = (part.replace("|", " ").strip() for part in (headline, context, sentence))
    return f"{TAG} {MARK.join(parts)}"


def context_of(sentences: Sequence[str], index: int) -> str:
    """Return the sentences before one that tell who "she" is in it; none where it needs none."""
    context = ""
    leaning = sentences[index]
    for sentence in reversed(sentences[max(0, index - _CONTEXT_SENTENCES) : index]):
        longer = f"{sentence} {context}".strip()
        if not refers_back(leaning) or len(longer.split()) > _CONTEXT_WORDS:
            break
        context, leaning = longer, sentence
    return context
