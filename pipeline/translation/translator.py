"""Sentences through a model and the checks, with second tries: what the translate stage runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.documents import Flag, Translation
from pipeline.engines.base import Decoding, Seq2Seq
from pipeline.translation.checks import check
from pipeline.translation.drafts import Composed, Draft, carry_links, compose, cut_draft, make_draft
from pipeline.translation.glossary import (
    Glossary,
    Term,
    fill_placeholders,
    find_addresses,
    find_lost_names,
    missing_terms,
    put_placeholders,
    put_targets,
)
from pipeline.translation.repairs import REPAIRED

# Notes on how a text was made, which are no doubts about it.
_NOTES = frozenset({"split", REPAIRED})
_GLOSSARY = "glossary"
# Scores are kept, and tries compared, to so many digits: the next ones depend on the machine.
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a sentence is translated: cut at clauses beyond `limit` tokens, and so decoded."""

    decoding: Decoding
    limit: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence to translate: its text, its glossary terms, and the text as a model reads it.

    `meanings` says what its placeholders stand for. One that is `uncut` is cut only where the model
    takes no more.
    """

    text: str
    terms: tuple[Term, ...]
    edited: str
    meanings: Mapping[str, str]
    uncut: bool = False


@dataclass(frozen=True, slots=True)
class _Try:
    sentence: _Sentence
    translation: Translation
    missing: int

    @property
    def doubts(self) -> int:
        """Count the flags that are doubts."""
        return sum(flag.name not in _NOTES for flag in self.translation.flags)

    @property
    def lost_names(self) -> list[Term]:
        """List the names that are missing and can be hidden from a model."""
        if all(flag.name != "name" for flag in self.translation.flags):
            return []
        return find_lost_names(self.sentence.text, self.translation.text)

    def rank(self) -> tuple[int, bool, int, float]:
        """Order tries, the better first: terms in place, some text, few doubts, high score."""
        empty = any(flag.name == "empty" for flag in self.translation.flags)
        return self.missing, empty, self.doubts, -self.translation.score


class Translator:
    """Translates sentences with one model.

    A translation that the checks doubt is made once more as `second` says, if there is one; the
    one with fewer doubts, then the better score, is kept. One that lost names is made with
    placeholders for them and uncut, since pieces read worse; in pieces only if that did not help.
    """

    def __init__(
        self,
        engine: Seq2Seq,
        first: Attempt,
        second: Attempt | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self._engine = engine
        self._first = first
        self._second = second
        self._glossary = glossary

    def translate(self, texts: Sequence[str], languages: Sequence[str]) -> list[Translation]:
        """Translate sentences in the given languages (BCP-47), in the same order."""
        sentences = [self._begin(*each) for each in zip(texts, languages, strict=True)]
        best = self._try(sentences, self._first)
        for edit in (_show_terms, _hide_terms):
            without = [index for index, each in enumerate(best) if each.missing]
            self._improve(best, without, edit, self._first)
        if self._second:
            doubted = [index for index, each in enumerate(best) if each.doubts]
            self._improve(best, doubted, _hide_lost_names, self._second)
            nameless = [index for index in doubted if best[index].lost_names]
            cut = partial(_hide_lost_names, uncut=False)
            self._improve(best, nameless, cut, self._second)
        return [each.translation for each in best]

    def _begin(self, text: str, language: str) -> _Sentence:
        terms = self._glossary.find(text, language) if self._glossary else []
        return _Sentence(text, (*terms, *find_addresses(text)), text, {})

    def _improve(
        self,
        best: list[_Try],
        indices: Sequence[int],
        edit: Callable[[_Try], _Sentence],
        attempt: Attempt,
    ) -> None:
        """Translate some sentences again, edited, and keep in place what is better."""
        edited = [edit(best[index]) for index in indices]
        tried = self._try(edited, attempt)
        for index, other in zip(indices, tried, strict=True):
            best[index] = min(best[index], other, key=_Try.rank)

    def _try(self, sentences: Sequence[_Sentence], attempt: Attempt) -> list[_Try]:
        limits = [self._first.limit if each.uncut else attempt.limit for each in sentences]
        drafts = self._cut([make_draft(each.edited) for each in sentences], limits)
        # An engine has long texts ready first: they are checked while it writes the others.
        order = sorted(range(len(drafts)), key=lambda index: -_shortest(drafts[index]))
        inputs = [text for index in order for text in drafts[index].inputs]
        written = self._engine.generate(inputs, attempt.decoding)
        tries = {}
        for index in order:
            sentence, draft = sentences[index], drafts[index]
            hypotheses = [next(written) for _ in draft.inputs]
            fill = partial(fill_placeholders, meanings=sentence.meanings)
            composed = compose(draft, hypotheses, partial(_revise, sentence), fill)
            tries[index] = _finish(sentence, draft, composed)
        return [tries[index] for index in range(len(sentences))]

    def _cut(self, drafts: Sequence[Draft], limits: Sequence[int]) -> list[Draft]:
        def count(text: str) -> int:
            return self._engine.count_tokens([text])[0]

        counts = iter(
            self._engine.count_tokens([each for draft in drafts for each in draft.inputs])
        )
        return [
            cut_draft(draft, limit, count)
            if max((next(counts) for _ in draft.inputs), default=0) > limit
            else draft
            for draft, limit in zip(drafts, limits, strict=True)
        ]


def _shortest(draft: Draft) -> int:
    return min(map(len, draft.inputs), default=0)


def _revise(sentence: _Sentence, text: str) -> str:
    """Put terms in place of what stands for them, so that only errors differ."""
    if not sentence.terms and not sentence.meanings:
        return text
    return put_targets(fill_placeholders(text, sentence.meanings), sentence.terms)


def _show_terms(tried: _Try) -> _Sentence:
    """Let the model read the English terms, most of which it will copy."""
    sentence = tried.sentence
    return replace(sentence, edited=put_targets(sentence.text, sentence.terms))


def _hide_terms(tried: _Try) -> _Sentence:
    """Let the model read placeholders, nearly all of which it will copy."""
    return _hide(tried.sentence, tried.sentence.terms)


def _hide_lost_names(tried: _Try, *, uncut: bool = True) -> _Sentence:
    """Let the model read placeholders for the names that it did not copy, and for its terms."""
    sentence, names = tried.sentence, tried.lost_names
    if not names:
        return sentence
    return replace(_hide(sentence, (*sentence.terms, *names)), uncut=uncut)


def _hide(sentence: _Sentence, terms: Sequence[Term]) -> _Sentence:
    edited, meanings = put_placeholders(sentence.text, terms)
    return replace(sentence, edited=edited, meanings=meanings)


def _finish(sentence: _Sentence, draft: Draft, composed: Composed) -> _Try:
    flags = [*check(*composed.checked, finished=composed.finished), *composed.flags]
    missing = missing_terms(composed.text, sentence.terms)
    for term in missing:
        if term.source == term.target:
            flags.append(Flag("name", f"{term.source} is missing"))
        else:
            flags.append(Flag(_GLOSSARY, f"“{term.source}” should be “{term.target}”"))
    if draft.cut:
        flags.append(Flag("split", "it was translated in pieces"))
    links = composed.links
    if links is not None and sentence.edited != sentence.text:
        unchanged = (composed.text, composed.text)
        links = tuple(carry_links(links, (sentence.edited, sentence.text), unchanged))
    made = Translation(composed.text, round(composed.score, _DIGITS), tuple(flags), links)
    return _Try(sentence, made, len(missing))
