"""Pairs for a model that states a sentence of an article shortly, with its subject named.

What is learned is to copy, to leave out, and to put a name for a pronoun. Three kinds are made of
English articles. Sentences of a summary that a person wrote go with the one sentence that supports
each. Others have a part left out by rule, or a pronoun in place of their subject. Pairs
written for the project teach what is worth leaving out (`models/sentences`).
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import InputError
from pipeline.summarization.source import context_of, write_source
from pipeline.summarization.statements import is_statement
from pipeline.summarization.support import Support
from pipeline.text.content import STOP_WORDS, content_keys
from pipeline.text.sentences import split_sentences
from pipeline.training.exchange import Exchange
from pipeline.training.reading import read_rows

_ENDS = (".", "!", "?", '"', "”", "’", "'", ")")
_LONGEST, _SHORTEST = 50, 5
# Sentences of so many words are often short enough as they are.
_BRIEF = 14
_BRIEF_SHARE = 0.3
_ALTERED_SHARE = 0.4
_UNTITLED_SHARE = 0.1
# A rule leaves out what it finds in this share of the cases, so that several parts may go or stay.
_LEFT_OUT = 0.7
_OPENINGS = (
    "However|In addition|Moreover|Furthermore|At the same time|Meanwhile|Also|Therefore|Thus"
    "|Finally|As a result|In fact|Of course|Additionally|Nevertheless|On the other hand|For example"
    "|For instance|As such|Indeed|In turn|To this end|Later|Specifically|Today|Overall|Similarly"
)
_RULES = (
    (re.compile(rf"^(?:{_OPENINGS}), "), ""),
    (re.compile(r" \([^()]*\)"), ""),
    (re.compile(r", (?:who|which|whose|where) [^,;.\"“”]{8,90},(?! (?:and|or)\b)"), ""),
    (re.compile(r"(?<=[a-z]), (?:a|an|the|\d\d) [^,;.\"“”]{4,70},(?! (?:and|or|the|an?)\b)"), ""),
    (
        re.compile(
            r", (?:which|who|whose|where|including|such as|while|whereas|making|leaving)"
            r" [^\"“”]{10,}(?=\.$)"
        ),
        "",
    ),
    (re.compile(r"^[\"“]([^\"“”]+),[\"”] (?=(?:said|says) [A-Z])"), r"\1, "),
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|our|you|us|me|your)\b")
_SUBJECT = re.compile(r"^(?:[A-Z][\w'’-]+ ){1,3}(?=(?:was|is|has|had|will|also|[a-z]+(?:ed|s))\b)")
_BODIES = re.compile(
    r"\b(?:Inc|Corp|Company|Bank|Group|Ltd|Department|Court|University|Council|Ministry|Commission"
    r"|Agency|Office|Bureau|Committee|Party|Association|Service|Government|Congress)\b"
)
_PERSON = ("He", "She")
_BODY = ("It", "The company", "The organization", "They")


@dataclass(frozen=True, slots=True)
class EnglishArticle:
    """An English article: its sentences by paragraph, its title and summary, which may be empty."""

    title: str
    paragraphs: tuple[tuple[str, ...], ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with what stands around it, and a short statement of it."""

    headline: str
    context: str
    sentence: str
    statement: str

    def row(self) -> tuple[str, str]:
        """Return what the model reads and what it is to write."""
        return write_source(self.headline, self.context, self.sentence), self.statement


def read_articles(path: Path) -> Iterator[EnglishArticle]:
    """Stream JSONL (or .zst) of `title`, `paragraphs` and `summary`; only paragraphs are needed.

    Raises InputError naming the line that is no such object.
    """
    for number, row in enumerate(read_rows(path), start=1):
        try:
            found = json.loads("\t".join(row))
            title, summary = _line(found.get("title")), _line(found.get("summary"))
            paragraphs = tuple(map(_sentences, found["paragraphs"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{path}, line {number}: write a JSON object with a list of `paragraphs`"
            raise InputError(message) from error
        yield EnglishArticle(title, tuple(filter(None, paragraphs)), summary)


def read_written(path: Path) -> Iterator[Pair]:
    """Stream written pairs: TSV (or .zst) of headline, context, sentence and statement.

    Raises InputError naming the line that has other columns.
    """
    for number, row in enumerate(read_rows(path), start=1):
        if len(row) != 4 or not row[2].strip() or not row[3].strip():
            message = f"{path}, line {number}: write headline, context, sentence and statement"
            raise InputError(message)
        yield Pair(*map(_line, row))


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _sentences(paragraph: str) -> tuple[str, ...]:
    text = _line(paragraph)
    return tuple(text[span.start : span.end] for span in split_sentences(text, "en"))


def statement_pairs(
    articles: Iterable[EnglishArticle], copies: int = 1, seed: int = 1
) -> Iterator[Pair]:
    """Yield up to `copies` pairs made by rule for each article, and those of its summary.

    Deterministic for a seed.
    """
    chance = random.Random(seed)  # noqa: S311 - sampling, not secrets
    exchange = Exchange(chance)
    for article in articles:
        sentences = [each for paragraph in article.paragraphs for each in paragraph]
        pairs = [*_of_summary(article, sentences), *_by_rule(article, sentences, copies, chance)]
        for pair in pairs:
            yield _altered(pair, exchange, chance)
        exchange.learn(sentences)


def _of_summary(article: EnglishArticle, sentences: Sequence[str]) -> Iterator[Pair]:
    """Pair the sentences of a summary with the only sentence that supports them."""
    if not article.summary or not sentences:
        return
    support = Support(sentences)
    for statement in filter(_is_whole, _sentences(article.summary)):
        tracing = support.trace(statement)
        best = sentences[tracing.best]
        supported = tracing.flag is None and len(tracing.segments) == 1 and _is_whole(best)
        if supported and len(statement.split()) <= len(best.split()):
            context = context_of(sentences, tracing.best)
            yield Pair(article.title, context, best, statement)


def _by_rule(
    article: EnglishArticle, sentences: Sequence[str], most: int, chance: random.Random
) -> Iterator[Pair]:
    places = list(range(len(sentences)))
    chance.shuffle(places)
    found = 0
    for place in places:
        sentence = sentences[place]
        if found == most:
            return
        if not _is_whole(sentence) or not is_statement(sentence):
            continue
        statement = _shortened(sentence, chance)
        before = sentences[max(0, place - 2) : place]
        unnamed = _without_name(sentence, " ".join([article.title, *before]), chance)
        brief = len(sentence.split()) <= _BRIEF and chance.random() < _BRIEF_SHARE
        if statement == sentence and not unnamed and not brief:
            continue
        found += 1
        read = unnamed or sentence
        yield Pair(article.title, context_of([*before, read], len(before)), read, statement)


def _is_whole(sentence: str) -> bool:
    return sentence.endswith(_ENDS) and _SHORTEST <= len(sentence.split()) <= _LONGEST


def _shortened(sentence: str, chance: random.Random) -> str:
    """Leave parts of a sentence out; it comes back as it is where nothing can go."""
    text = sentence
    for pattern, instead in _RULES:
        if chance.random() >= _LEFT_OUT:
            continue
        if "\\1" in instead and _FIRST_PERSON.search(text):
            continue
        shorter = pattern.sub(instead, text)
        balanced = shorter.count("“") == shorter.count("”") and shorter.count('"') % 2 == 0
        if balanced and len(shorter.split()) >= _SHORTEST and is_statement(shorter):
            text = shorter[:1].upper() + shorter[1:]
    return text


def _without_name(sentence: str, context: str, chance: random.Random) -> str:
    """Put a pronoun for the name a sentence begins with, if it is known from before; or ''."""
    match = _SUBJECT.match(sentence)
    if match is None:
        return ""
    name = match.group().rstrip()
    if not STOP_WORDS.isdisjoint(re.split(r"\W", name.lower())):
        return ""
    last = re.escape(name.split()[-1])
    if not re.search(rf"(?<=[a-z,.] ){last}\b|(?<=[A-Z][a-z]) {last}\b", context):
        return ""
    subject = chance.choice(_BODY if _BODIES.search(name) else _PERSON)
    return f"{subject} {sentence[match.end() :]}"


def _altered(pair: Pair, exchange: Exchange, chance: random.Random) -> Pair:
    headline = "" if chance.random() < _UNTITLED_SHARE else pair.headline
    texts = [headline, pair.context, pair.sentence, pair.statement]
    if chance.random() < _ALTERED_SHARE:
        texts = exchange.apply(texts)
    return Pair(*texts)


def _as_read(written: Pair) -> Pair:
    """Leave of a written pair's context what the summarizer would tell the model."""
    before = _sentences(written.context)
    return replace(written, context=context_of([*before, written.sentence], len(before)))


def _can_be_known(pair: Pair) -> bool:
    """Say whether all content of a statement stands in what the model reads."""
    read = (pair.headline, pair.context, pair.sentence)
    return content_keys(pair.statement) <= set().union(*map(content_keys, read))


def write_pairs(
    articles: Path, target: Path, copies: int, seed: int, written: Sequence[Path], repeats: int
) -> int:
    """Write pairs as TSV (source, tab, statement), shuffled: of articles, and written ones.

    Each written pair is repeated. Pairs whose statement has what its source lacks stay out.
    Returns the number of lines.
    """
    found = list(statement_pairs(read_articles(articles), copies, seed))
    taught = [_as_read(pair) for path in written for pair in read_written(path)]
    rows = [pair.row() for pair in filter(_can_be_known, [*found, *taught * repeats])]
    random.Random(seed).shuffle(rows)  # noqa: S311 - sampling, not secrets
    with target.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{source}\t{statement}\n" for source, statement in rows)
    return len(rows)
