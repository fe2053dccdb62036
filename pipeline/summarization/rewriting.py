"""Summaries by choosing sentences first, and stating each of them shortly.

Choosing is the scorer's part, wording the model's (Chen and Bansal 2018): it leaves out what
matters less, and puts a name for "she". It reads a sentence at a time, so that every statement
belongs to one sentence of the article.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents import Flag, SummarySentence
from pipeline.engines.base import Decoding, Hypothesis, Seq2Seq
from pipeline.summarization.choosing import choose_sentences
from pipeline.summarization.restoring import may_differ, restore
from pipeline.summarization.source import context_of, write_source
from pipeline.summarization.summarizer import ENDED, SummarySource
from pipeline.summarization.support import Support
from pipeline.text.normalize import normalize


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The place of a sentence, its context, and what the model is to read.

    It reads nothing if the sentence is too long, or may not be shortened.
    """

    place: int
    context: str
    source: str


class RewritingSummarizer:
    """Chooses an article's sentences and has a model rewrite each, held to what it says.

    A statement that says what the article does not is replaced by the sentence it was made of.
    `limit` is the longest source in tokens; a sentence beyond it is taken as it is. Without
    `check` everything the model writes is accepted, which shows what it does by itself.
    """

    def __init__(
        self,
        engine: Seq2Seq,
        decoding: Decoding,
        max_sentences: int,
        limit: int,
        *,
        check: bool = True,
    ) -> None:
        self._engine = engine
        self._decoding = decoding
        self._max_sentences = max_sentences
        self._limit = min(limit, engine.max_source_tokens)
        self._accepts_all = not check

    def summarize(self, articles: Sequence[SummarySource]) -> list[tuple[SummarySentence, ...]]:
        """Summarize articles; citations are indices into their sentences."""
        texts = [[sentence.text for sentence in each.sentences] for each in articles]
        chosen = [
            self._choose(text, each.headline) for text, each in zip(texts, articles, strict=True)
        ]
        asked = [each.source for choice in chosen for each in choice if each.source]
        written = self._engine.generate(asked, self._decoding)
        summaries = []
        for article, text, choice in zip(articles, texts, chosen, strict=True):
            support = Support(text)
            statements = [
                self._state(each, next(written), article, support)
                if each.source
                else SummarySentence(text[each.place], (each.place,))
                for each in choice
            ]
            first = {each.text: each for each in reversed(statements)}
            summaries.append(tuple(each for each in statements if first[each.text] is each))
        return summaries

    def _choose(self, sentences: Sequence[str], headline: str) -> list[_Chosen]:
        """Choose sentences, and tell the model of their context what it takes."""
        chosen = []
        title = normalize(headline)
        for place in choose_sentences(sentences, headline, self._max_sentences):
            if not (self._accepts_all or may_differ(sentences[place])):
                chosen.append(_Chosen(place, "", ""))
                continue
            sentence = normalize(sentences[place])
            context = normalize(context_of(sentences, place))
            sources = [
                write_source(title, context, sentence),
                write_source("", context, sentence),
                write_source("", "", sentence),
            ]
            counts = self._engine.count_tokens(sources)
            fitting = (s for s, n in zip(sources, counts, strict=True) if n <= self._limit)
            chosen.append(_Chosen(place, context, next(fitting, "")))
        return chosen

    def _state(
        self, chosen: _Chosen, hypothesis: Hypothesis, article: SummarySource, support: Support
    ) -> SummarySentence:
        """Accept what the model wrote of a sentence, or take the sentence."""
        place, text = chosen.place, hypothesis.text
        sentence = article.sentences[place].text
        if not self._accepts_all:
            text = restore(text, sentence, article.headline, chosen.context)
        if normalize(text) == normalize(sentence):
            return SummarySentence(sentence, (place,))
        tracing = support.trace(text)
        flag = None
        if not hypothesis.finished or not ENDED.search(text):
            flag = Flag("unfinished", "it has no end")
        elif not self._accepts_all:
            flag = tracing.flag
        if flag is None:
            return SummarySentence(text, tuple(sorted({place, *tracing.segments})))
        reason = f"“{text}”: {flag.reason}"
        return SummarySentence(sentence, (place,), Flag(flag.name, reason))
