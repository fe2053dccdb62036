"""Exchange the names, numbers and some words of a text, the same way everywhere in it.

A model that learns from such texts must copy what it reads: it cannot recall what is frequent.
"""

import random
import re
from collections.abc import Sequence

from pipeline.training.noise import invent_name

_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?!\w)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_PLAIN_WORD = re.compile(r"\b[a-z]{4,}\b")
_KEPT_NAMES = 5000
_KEPT_WORDS = 20_000
_INVENTED_NAMES = 0.5
_EXCHANGED_WORDS = 0.15
# Of the words put in: shares of numbers and of words in quotation marks.
_NUMBERS = 0.15
_QUOTED = 0.05


class Exchange:
    """Exchanges what a text has for what the texts before it had, or for what none has."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._names: list[str] = []
        self._words: list[str] = []

    def learn(self, texts: Sequence[str]) -> None:
        """Keep the names and words of an article for the ones that follow."""
        self._names += _names(texts)
        self._words += _words(texts)
        # In place: copying both lists for every article took a seventh of the time.
        del self._names[:-_KEPT_NAMES], self._words[:-_KEPT_WORDS]

    def apply(self, texts: Sequence[str]) -> list[str]:
        """Exchange names, digits and one in seven words; all as they are if too few are known.

        Some words become numbers, times or results.
        """
        names = _names(texts)
        if len(self._names) < len(names) + 2:
            return list(texts)
        drawn = self._chance.sample(self._names, len(names))
        exchanged = {
            old: invent_name(self._chance) if self._chance.random() < _INVENTED_NAMES else new
            for old, new in zip(names, drawn, strict=True)
        }
        exchanged |= {
            word: self._stand_in()
            for word in _words(texts)
            if self._chance.random() < _EXCHANGED_WORDS
        }
        numbers: dict[str, str] = {}

        def number(match: re.Match[str]) -> str:
            text = match.group()
            return numbers.setdefault(text, self._other_digits(text))

        def other(match: re.Match[str]) -> str:
            return exchanged.get(match.group(), match.group())

        # Numbers that stand in for words keep their shape.
        return [re.sub(r"\b[A-Za-z]+\b", other, _NUMBER.sub(number, text)) for text in texts]

    def _other_digits(self, number: str) -> str:
        digits = "123456789"
        return "".join(self._chance.choice(digits) if c in digits else c for c in number)

    def _stand_in(self) -> str:
        """Draw a word, at times quoted, or what news has often: amounts, times, results."""
        draw = self._chance.random()
        word = self._chance.choice(self._words)
        if draw < _NUMBERS:
            return self._figure()
        return f'"{word}"' if draw < _NUMBERS + _QUOTED else word

    def _figure(self) -> str:
        amount = self._chance.randrange(1, 10 ** self._chance.randint(1, 6))
        hour, minute = self._chance.randrange(24), self._chance.randrange(60)
        return self._chance.choice(
            (
                f"{amount:,}",
                f"{amount},000",
                f"{amount % 100}.{minute % 10}",
                f"{hour:02}:{minute:02}",
                f"{hour % 7}-{minute % 7}",
                f"{amount % 100}%",
            )
        )


def _names(texts: Sequence[str]) -> list[str]:
    return sorted({name for text in texts for name in _NAME.findall(text)})


def _words(texts: Sequence[str]) -> list[str]:
    return sorted({word for text in texts for word in _PLAIN_WORD.findall(text)})
