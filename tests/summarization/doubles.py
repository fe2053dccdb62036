"""A scripted model and a short article."""

from pipeline.engines.base import Decoding, Hypothesis
from pipeline.summarization.summarizer import Sentence


class Scripted:
    """A model that answers by a function of its source and remembers what it was asked."""

    def __init__(self, answer, max_source_tokens=1000, *, finished=True):
        self.max_source_tokens = max_source_tokens
        self.asked = []
        self._answer = answer
        self._finished = finished

    def count_tokens(self, texts):
        return [len(text.split()) + 1 for text in texts]

    def generate(self, texts, decoding):
        assert decoding == Decoding()
        assert max(self.count_tokens(texts), default=0) <= self.max_source_tokens
        self.asked += texts
        return iter([Hypothesis(self._answer(text), -0.1, self._finished) for text in texts])


def article(*texts):
    return [Sentence(text, number) for number, text in enumerate(texts)]


FERRY = article(
    "The ferry Havdis ran aground outside Brekkevik with 84 passengers.",
    "Captain Jon Egeland says that the radar failed.",
    "The passengers came ashore by boat.",
    "Mayor Signe Aasen demands better lights in the strait.",
)
