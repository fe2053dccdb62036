"""Summaries of English articles: the lead, or a model's text checked against its source."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.documents import Flag, SummarySentence
from pipeline.engines.base import Decoding, Hypothesis, Seq2Seq
from pipeline.summarization.chunks import chunk_sentences
from pipeline.summarization.support import Support
from pipeline.text.fitting import split_to_fit
from pipeline.text.normalize import normalize
from pipeline.text.sentences import split_sentences

ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
"""What a whole sentence ends with."""

# An article of two sentences says nothing that could be left out.
_OWN_SUMMARY = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English sentence of an article and the paragraph it is in."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class SummarySource:
    """The English statements of an article, at least one, and its headline, which may be empty."""

    sentences: Sequence[Sentence]
    headline: str = ""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A checked sentence, the article's sentence that supports it best, and its part's number."""

    sentence: SummarySentence
    best: int
    part: int


def lead(article: Sequence[Sentence], max_sentences: int) -> tuple[SummarySentence, ...]:
    """Take an article's first sentences; each cites itself."""
    first = article[:max_sentences]
    return tuple(SummarySentence(each.text, (index,)) for index, each in enumerate(first))


class Summarizer:
    """A seq2seq model that summarizes, held to what the article says.

    An article longer than the model takes is summarized in runs of whole sentences, and their
    summaries are summarized again. Every sentence the model writes is traced to sentences of the
    article; one that states what they do not is replaced by the best of them. `limit` is the
    longest source in tokens, where it is to be less than what the engine takes. Without `check`
    everything but an unfinished sentence is accepted, which shows what a model does by itself.
    """

    def __init__(
        self,
        engine: Seq2Seq,
        decoding: Decoding,
        max_sentences: int,
        limit: int | None = None,
        *,
        check: bool = True,
    ) -> None:
        self._accepts_all = not check
        self._engine = engine
        self._limit = min(engine.max_source_tokens, limit or engine.max_source_tokens)
        self._decoding = decoding
        self._max_sentences = max_sentences

    def summarize(self, articles: Sequence[SummarySource]) -> list[tuple[SummarySentence, ...]]:
        """Summarize articles; citations are indices into their sentences."""
        bodies = [each.sentences for each in articles]
        short = min(_OWN_SUMMARY, self._max_sentences)
        summaries = [lead(body, self._max_sentences) for body in bodies]
        texts = {index: body for index, body in enumerate(bodies) if len(body) > short}
        sources = {index: Support([each.text for each in body]) for index, body in texts.items()}
        # What stood in for a rejected sentence does so still when a later round copies it.
        stand_ins: dict[int, dict[str, Flag]] = {}
        while texts:
            going_on: dict[int, Sequence[Sentence]] = {}
            for index, hypotheses in self._write(texts).items():
                statements = _without_repeats(
                    statement
                    for part, hypothesis in enumerate(hypotheses)
                    for statement in self._check(
                        hypothesis, part, bodies[index], sources[index], stand_ins.get(index, {})
                    )
                )
                if not statements:
                    summaries[index] = _instead_of_nothing(summaries[index])
                # Fewer sentences each time, or a model that shortens nothing would go on for ever.
                elif len(hypotheses) > 1 and len(statements) < len(texts[index]):
                    going_on[index] = [
                        Sentence(each.sentence.text, each.part) for each in statements
                    ]
                    stand_ins[index] = {
                        normalize(each.sentence.text): each.sentence.replaced
                        for each in statements
                        if each.sentence.replaced
                    }
                else:
                    chosen = statements[: self._max_sentences]
                    summaries[index] = tuple(each.sentence for each in chosen)
            texts = going_on
        return summaries

    def _write(self, texts: dict[int, Sequence[Sentence]]) -> dict[int, list[Hypothesis]]:
        """Let the model write about each text's runs of sentences, all in one batch."""
        runs = {index: self._runs(sentences) for index, sentences in texts.items()}
        flat = [run for each in runs.values() for run in each]
        written = self._engine.generate(flat, self._decoding)
        return {index: [next(written) for _ in each] for index, each in runs.items()}

    def _runs(self, sentences: Sequence[Sentence]) -> list[str]:
        """Cut a text into sources that the model takes."""
        pieces = [
            Sentence(piece, sentence.paragraph)
            for sentence in sentences
            for piece in split_to_fit(normalize(sentence.text), self._limit, self._count)
        ]
        lengths = self._engine.count_tokens([piece.text for piece in pieces])
        paragraphs = [piece.paragraph for piece in pieces]
        return [
            " ".join(pieces[index].text.strip() for index in run)
            for run in chunk_sentences(lengths, paragraphs, self._limit)
        ]

    def _count(self, text: str) -> int:
        return self._engine.count_tokens([text])[0]

    def _check(
        self,
        hypothesis: Hypothesis,
        part: int,
        article: Sequence[Sentence],
        source: Support,
        stand_ins: Mapping[str, Flag],
    ) -> list[_Statement]:
        """Accept or replace what the model wrote about a part of an article."""
        text = hypothesis.text
        written = [text[span.start : span.end] for span in split_sentences(text, "en")]
        unfinished = bool(written) and not (hypothesis.finished and ENDED.search(written[-1]))
        if unfinished and len(written) > 1:
            written, unfinished = written[:-1], False
        statements = []
        for sentence in written[: self._max_sentences]:
            tracing = source.trace(sentence)
            flag = None if self._accepts_all else tracing.flag
            # A line break ends a sentence too, and only the article may do without a full stop.
            broken = not ENDED.search(sentence) and not source.holds(sentence)
            if unfinished or (broken and not self._accepts_all):
                flag = Flag("unfinished", "it has no end")
            kept = SummarySentence(sentence, tracing.segments, stand_ins.get(normalize(sentence)))
            if flag is not None:
                reason = f"“{sentence}”: {flag.reason}"
                best = article[tracing.best].text
                kept = SummarySentence(best, (tracing.best,), Flag(flag.name, reason))
            statements.append(_Statement(kept, tracing.best, part))
        return statements


def _without_repeats(statements: Iterable[_Statement]) -> list[_Statement]:
    """Leave out what was said: the same text, or a source sentence in place of one already told."""
    said: set[str] = set()
    told: set[int] = set()
    kept = []
    for each in statements:
        text = each.sentence.text.casefold()
        if text in said or (each.sentence.replaced and each.best in told):
            continue
        said.add(text)
        told.add(each.best)
        kept.append(each)
    return kept


def _instead_of_nothing(first: tuple[SummarySentence, ...]) -> tuple[SummarySentence, ...]:
    flag = Flag("empty", "the model wrote nothing")
    return tuple(replace(sentence, replaced=flag) for sentence in first)
