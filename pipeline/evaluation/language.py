"""How often languages are identified and sentence boundaries found, on texts that say so."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.segmentation.detect import DetectStage
from pipeline.text.langid import LanguageIdentification
from pipeline.text.sentences import split_sentences

# What may end a sentence, closing quotes and brackets included.
_END_MARKS = ".!?…"
_CLOSERS = "\"'»«”’)]"


@dataclass(frozen=True, slots=True)
class Identification:
    """How texts of one language were identified.

    `confident` are the texts identified with at least the asked confidence, `mistakes` counts
    the tags that the other texts got; `confident_mistakes` those given with that confidence.
    """

    texts: int
    correct: int
    confident: int
    confident_correct: int
    mistakes: dict[str, int]
    confident_mistakes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Sentence boundaries in running text.

    `marked` boundaries follow a sentence that ends with `.`, `!`, `?` or an ellipsis; `found` are
    those the splitter sets, `correct` those of them that are true. `unmarked` is the number of
    sentences, headlines mostly, that end without such a mark; on a page a line break follows
    them, so one does here, and it is not counted. `missed` and `wrong` show the text around.
    """

    sentences: int
    unmarked: int
    marked: int
    found: int
    correct: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Part of the boundaries found that are true."""
        return self.correct / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Part of the true boundaries that are found."""
        return self.correct / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.found + self.marked
        return 2 * self.correct / both if both else 0.0


def score_identification(
    texts: Sequence[str], language: str, detector: LanguageIdentification, min_confidence: float
) -> Identification:
    """Identify texts that are all in one language, each by itself."""
    found = detector.detect(texts)
    sure = [each for each in found if each.confidence >= min_confidence]
    return Identification(
        texts=len(found),
        correct=sum(each.tag == language for each in found),
        confident=len(sure),
        confident_correct=sum(each.tag == language for each in sure),
        mistakes=_count(each.tag for each in found if each.tag != language),
        confident_mistakes=_count(each.tag for each in sure if each.tag != language),
    )


def score_documents(documents: Sequence[str], language: str, stage: DetectStage) -> Identification:
    """Decide documents that are all in one language as a run does; undecided ones are `und`."""
    results = stage.compute([{"text": text, "pinned": None} for text in documents])
    decided = [each for each in results if isinstance(each, dict) and each["decided"]]
    wrong = _count(str(each["language"]) for each in decided if each["language"] != language)
    correct = len(decided) - sum(wrong.values())
    undecided = len(results) - len(decided)
    return Identification(
        texts=len(results),
        correct=correct,
        confident=len(decided),
        confident_correct=correct,
        mistakes={**wrong, "und": undecided} if undecided else wrong,
        confident_mistakes=wrong,
    )


def make_documents(
    sentences: Sequence[str], size: int, quotations: Sequence[str] = ()
) -> list[str]:
    """Join every `size` sentences to a document, each followed by a quotation when there are any.

    A shorter rest makes no document.
    """
    documents = []
    for start in range(0, len(sentences) - size + 1, size):
        parts = []
        for index in range(start, start + size):
            parts.append(sentences[index])
            if quotations:
                parts.append(quotations[index % len(quotations)])
        documents.append(" ".join(parts))
    return documents


def first_words(texts: Sequence[str], count: int) -> list[str]:
    """Cut each text down to its first words, about what a headline has."""
    return [" ".join(text.split()[:count]) for text in texts]


def score_boundaries(sentences: Sequence[str], language: str) -> Boundaries:
    """Join sentences to running text, split it again and compare.

    Precision, recall and F1 count boundaries by position, as in the CoNLL 2018 shared task
    (Zeman et al.) but for the boundaries that line breaks give away.
    """
    text, marked, unmarked = _running_text([" ".join(each.split()) for each in sentences])
    found = {span.end for span in split_sentences(text, language)} - unmarked - {len(text)}
    return Boundaries(
        sentences=len(sentences),
        unmarked=len(unmarked),
        marked=len(marked),
        found=len(found),
        correct=len(found & marked),
        missed=tuple(_around(text, end) for end in sorted(marked - found)),
        wrong=tuple(_around(text, end) for end in sorted(found - marked)),
    )


def _running_text(sentences: Sequence[str]) -> tuple[str, set[int], set[int]]:
    """Return the text and the ends of its marked and unmarked sentences, the last left out."""
    parts: list[str] = []
    marked: set[int] = set()
    unmarked: set[int] = set()
    length = 0
    for index, sentence in enumerate(sentences):
        length += len(sentence)
        bare = sentence.rstrip(_CLOSERS + " ")
        is_marked = bool(bare) and bare[-1] in _END_MARKS
        if index < len(sentences) - 1:
            (marked if is_marked else unmarked).add(length)
        parts += [sentence, " " if is_marked else "\n"]
        length += 1
    return "".join(parts[:-1]), marked, unmarked


def _around(text: str, end: int) -> str:
    return f"{text[max(0, end - 50) : end]}|{text[end : end + 30]}".replace("\n", " ")


def _count(tags: Iterable[str]) -> dict[str, int]:
    return dict(Counter(tags).most_common())
