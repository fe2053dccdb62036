"""A model that says back what it reads, for tests of what happens around a model."""

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.engines.base import Decoding, Hypothesis


class ScriptedSeq2Seq:
    """Answers by a function of the source and the decoding; keeps what it was asked.

    A token is four characters; scores are -1 for every token, unless the answer says otherwise.
    """

    def __init__(
        self,
        answer: Callable[[str, Decoding], str | Hypothesis] = lambda text, _: text,
        max_source_tokens: int = 512,
    ) -> None:
        self.answer = answer
        self.max_source_tokens = max_source_tokens
        self.read: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [-(-len(text) // 4) + 1 for text in texts]

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[Hypothesis]:
        if any(count > self.max_source_tokens for count in self.count_tokens(texts)):
            raise ValueError("too long")
        self.read += texts
        return iter([self._answer(text, decoding) for text in texts])

    def _answer(self, text: str, decoding: Decoding) -> Hypothesis:
        made = self.answer(text, decoding)
        if isinstance(made, Hypothesis):
            return made
        return Hypothesis(made, -1.0, finished=True, tokens=max(1, len(re.findall(r"\w+", made))))
