"""Which sentences of an article support a statement, and what in it none of them says.

A statement is compared with the article's own sentences by two measures. One is the content words
they share, weighted by how few sentences have them (inverse sentence frequency, Spärck Jones 1972).
The other is shared pairs of neighbouring words (the bigram overlap of ROUGE-2, Lin 2004). The
sentences it is traced to must have its numbers, names and negations. Words that stand together in
the statement must stand together in one of them: what is put together from unrelated sentences is
no fact. A statement with a word that the article has nowhere is not supported.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.documents import Flag
from pipeline.summarization.clauses import clause_keys, find_splice
from pipeline.summarization.nearcopies import find_omission, find_substitution, is_truncated
from pipeline.summarization.wordforms import are_forms
from pipeline.summarization.wordorder import find_swap
from pipeline.text.content import Content, Token, read_content, stem

# A statement with less of its weighted content in the cited sentences is rejected; chosen on
# tests/summarization/support_cases.jsonl.
_LEAST_COVERAGE = 0.55
_MOST_CITED = 3
_BIGRAM_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Tracing:
    """The sentences a statement was traced to, in reading order, `best` the first among them.

    `coverage` is the share of its content, weighted, that they hold. `flag` says what they do
    not hold: `number`, `name`, `negation`, `merged` or `unsupported`; `unfinished` breaks off.
    """

    segments: tuple[int, ...]
    best: int
    coverage: float
    flag: Flag | None


class Support:
    """An article's sentences, ready to trace statements to."""

    def __init__(self, sentences: Sequence[str]) -> None:
        if not sentences:
            msg = "an article without sentences supports nothing"
            raise ValueError(msg)
        self._sentences = sentences
        # Of equal sentences the first is cited.
        self._places = {text: len(sentences) - 1 - n for n, text in enumerate(sentences[::-1])}
        self._contents = [read_content(sentence) for sentence in sentences]
        self._keys = [{token.key for token in content.tokens} for content in self._contents]
        frequency = Counter(key for keys in self._keys for key in keys)
        self._rarity = {key: _rarity(len(sentences), count) for key, count in frequency.items()}
        self._bigrams = [set(_bigrams(content.tokens)) for content in self._contents]

    def holds(self, statement: str) -> bool:
        """Say whether a statement is a sentence of the article, letter by letter."""
        return statement in self._places

    def trace(self, statement: str) -> Tracing:
        """Find the sentences that support an English statement and flag what they lack."""
        if self.holds(statement):
            place = self._places[statement]
            return Tracing((place,), place, 1.0, None)
        content = read_content(statement)
        cited = self._cite(content)
        coverage = self._coverage(content, cited)
        flag = (
            self._lacking(content, cited, coverage)
            or self._spliced(statement, cited)
            or _find_copy_error(statement, self._sentences[cited[0]])
        )
        return Tracing(tuple(sorted(cited)), cited[0], coverage, flag)

    def _weight(self, key: str) -> float:
        return self._rarity.get(key, _rarity(len(self._keys), 0))

    def _similarity(self, content: Content, index: int) -> float:
        keys = {token.key for token in content.tokens}
        total = sum(map(self._weight, keys)) or 1.0
        # Summed in a fixed order, so that equal sets give equal floats in every process.
        shared = sum(map(self._weight, sorted(keys & self._keys[index]))) / total
        bigrams = set(_bigrams(content.tokens))
        pairs = len(bigrams & self._bigrams[index]) / max(len(bigrams), 1)
        return (1 - _BIGRAM_SHARE) * shared + _BIGRAM_SHARE * pairs

    def _coverage(self, content: Content, cited: Sequence[int]) -> float:
        keys = sorted({token.key for token in content.tokens})
        total = sum(map(self._weight, keys))
        held = set().union(*(self._keys[index] for index in cited))
        return sum(self._weight(key) for key in keys if key in held) / total if total else 0.0

    def _cite(self, content: Content) -> list[int]:
        """Choose the most similar sentence, then those that hold more of the statement's words."""
        order = range(len(self._contents))
        cited = [max(order, key=lambda index: (self._similarity(content, index), -index))]
        if self._refers_back(content, cited[0]):
            cited.append(cited[0] - 1)
        words = {token.key for token in content.tokens if token.role == "word"}
        while len(cited) < _MOST_CITED:
            open_words = words.difference(*(self._keys[index] for index in cited))
            gains = {index: len(open_words & self._keys[index]) for index in order}
            best = max(order, key=lambda index: (gains[index], -index))
            # One word in common is chance; numbers and names do not lead to a sentence, or a
            # wrong one would bring its own witness.
            if gains[best] < 2:
                break
            cited.append(best)
        return cited

    def _refers_back(self, content: Content, index: int) -> bool:
        """Say whether a pronoun of the sentence may stand for a name of the one before it."""
        if index == 0 or not self._contents[index].pronouns - content.pronouns:
            return False
        missing = {token.key for token in content.tokens} - self._keys[index]
        named = {t.key for t in self._contents[index - 1].tokens if t.role != "number"}
        return bool(missing & named)

    def _lacking(self, content: Content, cited: Sequence[int], coverage: float) -> Flag | None:
        held = set().union(*(self._keys[index] for index in cited))
        for token in content.tokens:
            if token.key not in held and self._must_be_held(token):
                return Flag(token.role, f"“{token.text}” is not in the sentences behind it")
        sources = [self._contents[index] for index in cited]
        negated = _negation(content, sources)
        if negated:
            return Flag("negation", negated)
        apart = self._stand_apart(content, cited)
        if apart:
            return Flag("merged", f"“{apart[0]}” and “{apart[1]}” stand in unrelated sentences")
        return self._unsupported(content, coverage)

    def _unsupported(self, content: Content, coverage: float) -> Flag | None:
        """Flag a statement with a word that no sentence of the article has in any form."""
        for token in content.tokens:
            known = token.role != "word" or token.key in self._rarity
            if not known and not any(are_forms(token.key, other) for other in self._rarity):
                return Flag("unsupported", f"“{token.text}” is nowhere in the article")
        if coverage < _LEAST_COVERAGE:
            return Flag("unsupported", f"{coverage:.0%} of its content is in the article")
        return None

    def _must_be_held(self, token: Token) -> bool:
        if token.role == "word":
            return False
        # The first word is capitalized in any case; it is a name unless the article has it
        # elsewhere as a plain word.
        return not token.initial or not any(
            other.key == token.key and other.role == "word"
            for content in self._contents
            for other in content.tokens
        )

    def _stand_apart(self, content: Content, cited: Sequence[int]) -> tuple[str, str] | None:
        known = set().union(*self._keys)
        tokens = [token for token in content.tokens if token.key in known]
        for left, right in pairwise(tokens):
            together = any({left.key, right.key} <= self._keys[index] for index in cited)
            if left.clause == right.clause and not together:
                if self._joined_by_reference(left, right, content, cited):
                    continue
                return left.text, right.text
        return None

    def _spliced(self, statement: str, cited: Sequence[int]) -> Flag | None:
        splice = find_splice(statement, [clause_keys(self._sentences[index]) for index in cited])
        if splice is None:
            return None
        return Flag("merged", f"“{splice[0]}” and “{splice[1]}” stand in clauses of their own")

    def _joined_by_reference(
        self, left: Token, right: Token, content: Content, cited: Sequence[int]
    ) -> bool:
        """Say whether neighbouring sentences hold the two, the later by a pronoun."""
        return any(
            index - 1 in cited
            and {left.key, right.key} <= self._keys[index - 1] | self._keys[index]
            and self._contents[index].pronouns - content.pronouns
            for index in cited
        )


def _find_copy_error(statement: str, sentence: str) -> Flag | None:
    word = find_substitution(statement, sentence)
    if word:
        return Flag("unsupported", f"“{word}” is in the place of another word")
    word = find_omission(statement, sentence)
    if word:
        return Flag("unsupported", f"“{word}” is in one of the two sentences only")
    word = find_swap(statement, sentence)
    if word:
        return Flag("unsupported", f"“{word}” has changed places with another word")
    if is_truncated(statement, sentence):
        return Flag("unfinished", "it breaks off")
    return None


def _rarity(sentences: int, frequency: int) -> float:
    return math.log(1 + sentences / (frequency + 0.5))


def _bigrams(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    return ((left.key, right.key) for left, right in pairwise(tokens))


def _negation(content: Content, sources: Sequence[Content]) -> str:
    """Say which word the statement denies and the sources affirm, or the other way round."""
    if content.negations and not any(source.negations for source in sources):
        return "it denies what the article states"
    denying = {token.clause for token in content.tokens if token.negated}
    hedged = _without_hedge(content, sources)
    if hedged:
        return hedged
    for token in content.tokens:
        same = [o.negated for source in sources for o in source.tokens if o.key == token.key]
        if token.negated and same and not any(same):
            return f"it denies “{token.text}”, the article does not"
        if not token.negated and same and all(same) and token.clause not in denying:
            return f"the article denies “{token.text}”, it does not"
    return ""


# Of 9 sentences that deny, allege, fear or hope something, stated as facts, this finds 7 more.
_HEDGES = "deny denied refuse fail accuse suspect allege hardly barely fear believe think hope"


@cache
def _hedges() -> frozenset[str]:
    return frozenset(map(stem, _HEDGES.split()))


def _without_hedge(content: Content, sources: Sequence[Content]) -> str:
    """Say which word the sources only deny, allege or see fail, where the statement does not."""
    own = {token.key for token in content.tokens}
    told = {token.key for source in sources for token in source.tokens}
    if content.negations or _hedges() & own - told:
        return ""
    seen: defaultdict[str, list[str]] = defaultdict(list)
    for source in sources:
        hedge = ""
        for token in source.tokens:
            seen[token.key].append(hedge)
            hedge = token.text if token.key in _hedges() else ""
    for key, hedges in seen.items():
        kept = not all(hedges) or any(stem(hedge) in own for hedge in hedges)
        if not kept and any(key == other or are_forms(key, other) for other in own):
            return f"the article says \u201c{hedges[0]}\u201d before it"
    return ""
