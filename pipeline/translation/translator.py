"""Sentences through a model and the checks, with a fallback: what the translate stage runs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.documents import FOREIGN, Flag, Translation
from pipeline.engines.base import Decoding, Seq2Seq
from pipeline.languages import language_name
from pipeline.text.dictionaries import given_names
from pipeline.text.langid import LanguageIdentification
from pipeline.text.layout import without_emphasis
from pipeline.text.normalize import normalize, visible
from pipeline.text.otherlanguages import (
    QUOTATION,
    find_short_foreign,
    is_english,
    is_foreign,
    is_short_english,
)
from pipeline.translation.casing import (
    calm,
    find_subject,
    find_vanished,
    is_shouted,
    natural_case,
    shout,
)
from pipeline.translation.checks import check
from pipeline.translation.clubs import find_clubs
from pipeline.translation.composition import (
    Composed,
    Draft,
    carry_links,
    compose,
    cut_draft,
    make_draft,
)
from pipeline.translation.firms import find_firms
from pipeline.translation.glossary import (
    Glossary,
    Term,
    find_terms,
    missing_terms,
    name_terms,
    put_targets,
)
from pipeline.translation.keeping import find_kept, find_lost_numbers, join_kept
from pipeline.translation.laws import copied_law, find_laws
from pipeline.translation.names import lost_among, lost_names
from pipeline.translation.parties import find_doubtful_parties
from pipeline.translation.placeholders import (
    Kept,
    Placeholder,
    fill_placeholders,
    put_placeholders,
    spell_placeholders,
)
from pipeline.translation.repairs import REPAIRED

# Flags that another try would not mend. Some are notes on how a text was made. Of 70 sentences with
# a word that is no English, a second try left it in 53, and of the others read three rightly.
_NOTES = frozenset({"split", REPAIRED, FOREIGN, "word"})
_GLOSSARY = "glossary"
# Scores are kept, and tries compared, to so many digits: the next ones depend on the machine.
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class DecodingPass:
    """How a sentence is translated: cut at clauses beyond `limit` tokens, and so decoded."""

    decoding: Decoding
    limit: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence to translate: its text, its glossary terms, and the text as a model reads it.

    The text lacks marks of emphasis that its `source` may have.
    `kept` stretches are hidden from the model in every try. A `shouted` sentence is in capitals,
    which its text is not; `names` are those it has, and `known` are those of several words that its
    article has elsewhere. Its `flags` hold for every try. One that is
    `uncut` is cut only where the model takes no more.
    """

    text: str
    language: str
    terms: tuple[Term, ...]
    kept: tuple[Kept, ...]
    edited: str
    placeholders: tuple[Placeholder, ...]
    shouted: bool = False
    names: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    uncut: bool = False
    source: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What came of a sentence; `broken` if a placeholder was lost, so that nobody may read it."""

    sentence: _Sentence
    translation: Translation
    missing: int
    broken: bool

    @property
    def flagged(self) -> int:
        """Count the flags that are no notes."""
        return sum(flag.name not in _NOTES for flag in self.translation.flags)

    @property
    def lost_names(self) -> list[Kept]:
        """List the names that are missing and can be hidden from a model."""
        if all(flag.name != "name" for flag in self.translation.flags):
            return []
        text, english = self.sentence.text, normalize(self.translation.target)
        lost = lost_names(normalize(text), english) + _lost(self.sentence, english)
        hidden = find_terms(text, name_terms(text, dict.fromkeys(lost)))
        return [replace(each, shape="bare") if _is_bare(each) else each for each in hidden]

    @property
    def lost(self) -> list[Kept]:
        """List the names and numbers that are missing and can be hidden from a model."""
        if all(flag.name != "number" for flag in self.translation.flags):
            return self.lost_names
        numbers = find_lost_numbers(self.sentence.text, self.translation.target)
        return [*self.lost_names, *numbers]

    def rank(self) -> tuple[bool, int, bool, int, float]:
        """Order tries, the better first: whole, terms in place, some text, few flags, score."""
        empty = any(flag.name == "empty" for flag in self.translation.flags)
        return self.broken, self.missing, empty, self.flagged, -self.translation.score


class Translator:
    """Translates sentences with one model.

    What has to come out exactly is hidden from the model. Where it does not copy the placeholders,
    the sentence is cut at them. A translation that the checks flag is
    made once more as `fallback` says, if there is one; the one with fewer flags, then the better
    score, is kept. One that lost names or numbers is made with placeholders for them and uncut,
    since pieces read worse; in pieces, and with its numbers, only if that did not help.
    """

    def __init__(
        self,
        engine: Seq2Seq,
        first: DecodingPass,
        fallback: DecodingPass | None = None,
        glossary: Glossary | None = None,
        detector: LanguageIdentification | None = None,
    ) -> None:
        self._engine = engine
        self._first = first
        self._fallback = fallback
        self._glossary = glossary
        self._detector = detector

    def translate(
        self,
        texts: Sequence[str],
        languages: Sequence[str],
        known: Sequence[Sequence[str]] | None = None,
    ) -> list[Translation]:
        """Translate sentences in the given languages (BCP-47), in the same order.

        `known` are names of each sentence that its article has elsewhere, as they are written
        there: all of one in capitals, and the word that another begins with.
        """
        known = known or [()] * len(texts)
        sentences = [self._begin(*each) for each in zip(texts, languages, known, strict=True)]
        best = self._try(sentences, self._first)
        broken = [index for index, each in enumerate(best) if each.broken]
        self._improve(best, broken, _cut_at_kept, self._first)
        for edit in (_show_terms, _hide_terms):
            without = [index for index, each in enumerate(best) if each.missing]
            self._improve(best, without, edit, self._first)
        if self._fallback:
            flagged = [index for index, each in enumerate(best) if each.flagged]
            self._improve(best, flagged, _hide_lost, self._fallback)
            lossy = [index for index in flagged if best[index].lost]
            self._improve(best, lossy, _hide_lost_names, self._fallback)
        return [_publish(each, text) for each, text in zip(best, texts, strict=True)]

    def _begin(self, text: str, language: str, known: Sequence[str] = ()) -> _Sentence:
        source = text
        text = without_emphasis(visible(text))
        quoted = self._foreign_quotations(text)
        kept = join_kept((), [*(each for each, _ in quoted), *find_kept(text)])
        flags = tuple(flag for _, flag in quoted if flag)
        names: tuple[str, ...] = ()
        shouted = is_shouted(put_placeholders(text, kept)[0])
        if shouted:
            exact = [each for each in kept if each.target == text[each.start : each.end]]
            text, names = natural_case(text, language, known)
            kept = join_kept(exact, _shouted(find_kept(text)))
        else:
            text, names = calm(text, language)
            names += tuple(filter(text.startswith, known))
        firms = self._firms(text, language)
        flags += tuple(flag for each in firms if (flag := copied_law(text, each)))
        kept = join_kept(kept, _shouted(firms) if shouted else firms)
        edited, placeholders = put_placeholders(text, kept)
        names = tuple(name for name in names if name in edited)
        terms = self._glossary.find(edited, language) if self._glossary else []
        return _Sentence(
            text,
            language,
            tuple(terms),
            tuple(kept),
            edited,
            placeholders,
            shouted,
            names,
            flags,
            source=source,
            known=tuple(name for name in known if " " in name and name in edited),
        )

    def _firms(self, text: str, language: str) -> list[Kept]:
        """Find papers, firms, clubs and laws, but for those that the glossary translates."""
        terms = self._glossary.find(text, language) if self._glossary else []
        translated = find_terms(text, terms)
        return [
            each
            for each in (*find_firms(text), *find_clubs(text), *find_laws(text))
            if all(each.end <= term.start or term.end <= each.start for term in translated)
        ]

    def _foreign_quotations(self, text: str) -> list[tuple[Kept, Flag | None]]:
        """Find quotations in a sentence that are in another language; English is not flagged."""
        found = list(QUOTATION.finditer(text)) if self._detector else []
        if not found or self._detector is None:
            return []
        said = [match[match.lastindex or 0] for match in found]
        # Capitals tell little of a language.
        read = [words.capitalize() if words.isupper() else words for words in said]
        languages = self._detector.detect(read)
        quoted: list[tuple[Kept, Flag | None]] = []
        for match, words, language in zip(found, read, languages, strict=True):
            kept = Kept(*match.span(match.lastindex or 0), match[match.lastindex or 0])
            if is_english(words, language) or is_short_english(kept.target, self._detector.rank):
                quoted.append((kept, None))
                continue
            short = find_short_foreign(words, self._detector.rank)
            foreign = language if is_foreign(words, language) else short
            if foreign:
                quoted.append((kept, foreign_flag(foreign.tag, kept.target)))
        return quoted

    def _improve(
        self,
        best: list[_Candidate],
        indices: Sequence[int],
        edit: Callable[[_Candidate], _Sentence],
        chosen: DecodingPass,
    ) -> None:
        """Translate some sentences again, edited, and keep in place what is better."""
        edited = [edit(best[index]) for index in indices]
        tried = self._try(edited, chosen)
        for index, other in zip(indices, tried, strict=True):
            best[index] = min(best[index], other, key=_Candidate.rank)

    def _try(self, sentences: Sequence[_Sentence], chosen: DecodingPass) -> list[_Candidate]:
        limits = [self._first.limit if each.uncut else chosen.limit for each in sentences]
        drafts = self._cut([make_draft(each.edited, each.language) for each in sentences], limits)
        # An engine has long texts ready first: they are checked while it writes the others.
        order = sorted(range(len(drafts)), key=lambda index: -_shortest(drafts[index]))
        inputs = [text for index in order for text in drafts[index].inputs]
        written = self._engine.generate(inputs, chosen.decoding)
        tries = {}
        for index in order:
            sentence, draft = sentences[index], drafts[index]
            hypotheses = [next(written) for _ in draft.inputs]
            spell = partial(spell_placeholders, placeholders=sentence.placeholders)
            revise = partial(put_targets, terms=sentence.terms)
            tries[index] = _finish(sentence, draft, compose(draft, hypotheses, revise, spell))
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


def foreign_flag(language: str, quotation: str = "") -> Flag:
    """Flag a sentence, or a quotation in one, that is in another language and was copied."""
    what = f"“{quotation}” is" if quotation else "it is"
    return Flag(FOREIGN, f"{what} in {language_name(language)} and was copied")


def _is_bare(name: Kept) -> bool:
    """Say whether a name has no article: those of persons, and what begins a sentence."""
    return name.start == 0 or name.target.lower() in given_names()


def _shortest(draft: Draft) -> int:
    return min(map(len, draft.inputs), default=0)


def _cut_at_kept(tried: _Candidate) -> _Sentence:
    """Cut the text at what is kept: the model cannot lose it, nor read what it stands in."""
    sentence = tried.sentence
    return _hide(sentence, [replace(_with_article(each), shape="mark") for each in sentence.kept])


def _with_article(kept: Kept) -> Kept:
    """Put its article before a law that a model does not read."""
    return replace(kept, target=f"the {kept.target}") if kept.shape == "law" else kept


def _show_terms(tried: _Candidate) -> _Sentence:
    """Let the model read the English terms, most of which it will copy."""
    sentence = tried.sentence
    return replace(sentence, edited=put_targets(sentence.edited, sentence.terms))


def _hide_terms(tried: _Candidate) -> _Sentence:
    """Let the model read placeholders, nearly all of which it will copy."""
    sentence = tried.sentence
    return _hide(sentence, join_kept(sentence.kept, find_terms(sentence.text, sentence.terms)))


def _hide_lost(tried: _Candidate) -> _Sentence:
    """Let the model read placeholders for the names and numbers it lost, and for its terms."""
    lost = tried.lost
    return replace(_hide_more(tried, lost), uncut=bool(lost))


def _hide_lost_names(tried: _Candidate) -> _Sentence:
    """Let the model read numbers, and placeholders for the names it lost, in pieces."""
    return _hide_more(tried, tried.lost_names)


def _hide_more(tried: _Candidate, lost: Sequence[Kept]) -> _Sentence:
    sentence = tried.sentence
    if not lost:
        return sentence
    more = [*find_terms(sentence.text, sentence.terms), *lost]
    more = _shouted(more) if sentence.shouted else more
    return _hide(sentence, join_kept(sentence.kept, more))


def _shouted(kept: Sequence[Kept]) -> list[Kept]:
    return [replace(each, target=shout(each.target)) for each in kept]


def _hide(sentence: _Sentence, kept: Sequence[Kept]) -> _Sentence:
    edited, placeholders = put_placeholders(sentence.text, kept)
    return replace(sentence, edited=edited, placeholders=placeholders)


def _finish(sentence: _Sentence, draft: Draft, composed: Composed) -> _Candidate:
    written = shout(composed.text) if sentence.shouted else composed.text
    filled = fill_placeholders(written, sentence.placeholders)
    text = _begin_like(sentence, written if filled is None else filled)
    flags = [*check(*composed.checked, finished=composed.finished), *composed.flags]
    flags = [Flag(each.name, _explain(each.reason, sentence.placeholders)) for each in flags]
    told = {each.reason for each in flags}
    lost = [f"{name} is missing" for name in _lost(sentence, normalize(text))]
    lost += [f"{name} is missing" for name in sentence.known if shout(name) not in text]
    flags += [Flag("name", reason) for reason in lost if reason not in told]
    if sentence.shouted:
        doubted = find_doubtful_parties(sentence.source, text)
        flags += [Flag("name", f"{party} may be a party") for party in doubted]
    missing = missing_terms(text, sentence.terms)
    flags += [Flag(_GLOSSARY, f"“{term.source}” should be “{term.target}”") for term in missing]
    if draft.cut:
        flags.append(Flag("split", "it was translated in pieces"))
    links = composed.links
    if links is not None and sentence.edited != sentence.source:
        links = tuple(carry_links(links, (sentence.edited, sentence.source), (composed.text, text)))
    flags += sentence.flags
    made = Translation(text, round(composed.score, _DIGITS), tuple(flags), links)
    return _Candidate(sentence, made, len(missing), broken=filled is None)


def _lost(sentence: _Sentence, english: str) -> list[str]:
    """List the names of a sentence that was in capitals, or partly so, which its English lacks."""
    lost = lost_among(sentence.names, english)
    if not sentence.shouted:
        return lost
    vanished = find_vanished(sentence.text, sentence.names, english)
    return [*lost, *vanished, *find_subject(sentence.text, english)]


def _begin_like(sentence: _Sentence, text: str) -> str:
    """Begin with a capital where the English of a kept number begins a sentence."""
    first = next(iter(sentence.kept), None)
    if first is None or first.start:
        return text
    spelled = first.shape in {"number", "time"} and text.startswith(first.target)
    return text[0].upper() + text[1:] if spelled or text.startswith("the ") else text


def _explain(reason: str, placeholders: Sequence[Placeholder]) -> str:
    """Name in a reason what its placeholders stand for."""
    for each in placeholders:
        reason = re.sub(rf"(?<!\w){each.name}(?!\w)", each.target.replace("\\", r"\\"), reason)
    return reason


def _publish(tried: _Candidate, text: str) -> Translation:
    """Return what may be read: the source itself where the English is no text."""
    made = tried.translation
    if not tried.broken and ("\ufffd" not in made.target or "\ufffd" in text):
        return made
    flag = Flag("untranslated", "the model's English is unusable, so this is the source")
    links = None if made.alignment is None else ()
    return Translation(text, made.score, (flag,), links)
