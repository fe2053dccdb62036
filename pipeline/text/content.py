"""What an English sentence states: its content words, names, numbers and negations.

Shared by the faithfulness check, the clustering of articles and the scores of summaries.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Literal

from pipeline.text.numerals import ENGLISH_MAGNITUDES, SMALL_ENGLISH

Role = Literal["word", "name", "number"]

_STOP_WORDS = """
a about above according across after again against ago all almost along already also although
always am among an and any are around as at away back be because been before being below
between both but by can can't come could did do does doing done down during each either else
even ever every few for from further get gets give given go goes going gone got had has have
having he hence her here hers herself him himself his how however i if in into is it its itself
just last least less let like made make makes many may me might more most much must my myself
next now of off often on once one only onto or other others our ours out over own per perhaps
put quite rather s said same say saying says see she should since so some still such t take
taken takes than that the their theirs them themselves then there these they this those though
through thus to today together too toward towards under until up upon us very was way we well
were what when where whether which while who whom whose why will with within would yes yet you
your yours mr mrs ms m ll re ve d"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that carry too little to show where a statement comes from."""

_NEGATIONS = "not no never none nobody nothing nowhere neither nor cannot without"
NEGATIONS = frozenset(_NEGATIONS.split())

_PRONOUNS = "he she it they his her their its him them this these that those we our us i my me"
PRONOUNS = frozenset(_PRONOUNS.split())
"""Words that stand for what another sentence names."""

# Shares and places in a row: a third is no three.
_PARTS = frozenset(["thirds", "quarter", "quarters", "fifths", "tenths"])
# "One person", not "one of them", "one another", "one has to".
_COUNTED = re.compile(rf" (?!(?:{'|'.join(map(re.escape, STOP_WORDS))})\b)[a-z]")
_UNITS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound"}
_AUXILIARIES = "was|were|is|are|has|have|had|will|would|did|does|can|could|may|must|should"
_TOKEN = re.compile(
    r"(?P<number>\d{1,2}:\d\d(?!\d)"
    r"|(?:(?<![^\s(])[-\u2212])?\d+(?:[.,]\d+)*(?:[ \u00a0]\d{3}(?!\d))*)"
    r"|(?P<unit>[%$€£])|(?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*)|(?P<mark>[,;:()\u2013\u2014.?!\"\u201c\u201d])"
)
_PLAIN_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_THOUSANDS = re.compile(r"(?<=\d)[., \u00a0](?=\d{3}(?!\d))")
# "..., and the minister resigned" begins a clause; "..., and was arrested" goes on with the first.
_NEW_CLAUSE = re.compile(rf", (?:and|but|while|whereas) (?!(?:{_AUXILIARIES}|not|never)\b)")


@dataclass(frozen=True, slots=True)
class Token:
    """A content word, name or number of a sentence.

    `key` is what must agree: the stem of a word or name, the value of a number ("1,250" and
    "1.250" are both 1250, "3 million" is 3000000). `clause` counts the sentence's clauses from 0;
    `negated` says that a negation stands shortly before.
    """

    key: str
    text: str
    role: Role
    clause: int
    initial: bool
    negated: bool


@dataclass(frozen=True, slots=True)
class Content:
    """The content tokens of a sentence in order, and which pronouns and negations it has."""

    tokens: tuple[Token, ...]
    pronouns: frozenset[str]
    negations: int


def read_content(sentence: str) -> Content:
    """Find the content of an English sentence."""
    return _Reader().read(sentence)


def content_keys(text: str) -> set[str]:
    """Return the keys of an English text's content."""
    return {token.key for token in read_content(text).tokens}


def plain_words(sentence: str) -> list[str]:
    """Cut an English sentence into its words and numbers, as they are written."""
    return _PLAIN_WORD.findall(sentence)


# Texts repeat their words; the stemmer is the slow part of reading them.
@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Stem an English word with the Snowball stemmer (Porter2), lower-cased."""
    return str(_stemmer().stemWord(word.lower()))


@cache
def _stemmer() -> Any:  # noqa: ANN401 - the library has no types
    import snowballstemmer

    return snowballstemmer.stemmer("english")


class _Reader:
    """State of one walk over a sentence."""

    # A negation reaches this many content tokens: "did not approve the budget" reaches two.
    _REACH = 2

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.pronouns: set[str] = set()
        self.negations = 0
        self.clause = 0
        self.reach = 0
        self.seen_word = False
        self.counting = False

    def read(self, sentence: str) -> Content:
        starts = [match.start() for match in _NEW_CLAUSE.finditer(sentence)]
        mark = ""
        for match in _TOKEN.finditer(sentence):
            text = match.group()
            if starts and match.start() >= starts[0]:
                self.clause += 1
                del starts[0]
            if match.lastgroup == "mark":
                mark = text
                self.reach = 0
                self.counting = False
                self.clause += text in ";:"
                continue
            if match.lastgroup == "unit":
                self._add(stem(_UNITS[text]), text, "word", initial=False)
            elif match.lastgroup == "number":
                self._add(_value(text), text, "number", initial=not self.seen_word)
                self.counting = ":" not in text
            else:
                counts = _COUNTED.match(sentence, match.end()) is not None
                self._word(text.replace("\u2019", "'"), mark, counts=counts)
            mark = ""
            self.seen_word = True
        return Content(tuple(self.tokens), frozenset(self.pronouns), self.negations)

    def _word(self, text: str, mark: str, *, counts: bool) -> None:
        lower = text.lower()
        if lower in NEGATIONS or lower.endswith("n't"):
            self.negations += 1
            self.reach = self._REACH
            return
        if lower in PRONOUNS:
            self.pronouns.add(lower)
        scales = lower in ENGLISH_MAGNITUDES and not lower.endswith("s")
        if scales and self.counting and self._scale(lower, text):
            return
        self.counting = False
        if (lower == "one" and counts) or SMALL_ENGLISH.get(lower, 0) >= 2:
            part = lower in _PARTS
            key = stem(lower) if part else str(SMALL_ENGLISH[lower])
            self._add(key, text, "number", initial=not self.seen_word)
            self.counting = not part
        elif lower not in STOP_WORDS:
            plain = re.sub(r"'s?$", "", text)
            initial = not self.seen_word or mark in {'"', "\u201c", ":", "\u2013"}
            role: Role = "name" if text[0].isupper() else "word"
            self._add(stem(plain), plain, role, initial=initial)

    def _scale(self, lower: str, text: str) -> bool:
        """Multiply the number just read: "3 million" is one number."""
        last = self.tokens[-1] if self.tokens else None
        if last is None or last.role != "number" or last.key.count(".") > 1:
            return False
        value = Decimal(last.key) * ENGLISH_MAGNITUDES[lower]
        self.tokens[-1] = replace(last, key=_plain(f"{value:f}"), text=f"{last.text} {text}")
        return True

    def _add(self, key: str, text: str, role: Role, *, initial: bool) -> None:
        self.tokens.append(Token(key, text, role, self.clause, initial, self.reach > 0))
        self.reach = max(0, self.reach - 1)


def _value(text: str) -> str:
    return _plain(_THOUSANDS.sub("", text).replace(",", ".").replace("\u2212", "-"))


def _plain(number: str) -> str:
    """Drop what does not change a number: leading zeros, and trailing ones after the point."""
    sign = number[:1] if number[:1] == "-" else ""
    number = number.removeprefix("-")
    if number.count(".") == 1:
        number = number.rstrip("0").rstrip(".")
    return sign + (number.lstrip("0") or "0")
