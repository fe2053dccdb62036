"""A first sentence at load: a broken model shows before it costs a run."""

import contextlib
import re
from dataclasses import dataclass

from pipeline.core.filehashes import cache_folder, write_atomically
from pipeline.engines.base import Decoding, Seq2Seq
from pipeline.errors import ModelError
from pipeline.weights.names import ModelFolder

# Part of every remembered pass: raise it when the checks below change.
_VERSION = 2
_DECODING = Decoding(beam_size=2, max_tokens=128)
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset({
    "a", "about", "after", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has",
    "have", "he", "her", "his", "in", "into", "is", "it", "its", "more", "of", "on", "or", "our",
    "she", "than", "that", "the", "their", "they", "this", "to", "was", "we", "were", "which",
    "will", "with", "would",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Canary:
    """A text in one language, and words most of which stand in a trained model's output."""

    language: str
    text: str
    expected: tuple[str, ...]


CANARIES = (
    Canary(
        "da",
        "Regeringen vil bruge flere penge på skolerne i Europa.",
        ("government", "use", "spend", "money", "schools", "europe"),
    ),
    Canary(
        "nb",
        "Regjeringen vil bruke mer penger på skolene i Europa.",
        ("government", "use", "spend", "money", "schools", "europe"),
    ),
    Canary(
        "nn",
        "Regjeringa vil bruke meir pengar på skulane i Europa.",
        ("government", "use", "spend", "money", "schools", "europe"),
    ),
    Canary(
        "en",
        "The government will spend more money on schools this year. The minister presented the "
        "plan in parliament on Monday. The opposition said that the money comes too late.",
        ("government", "money", "schools", "minister", "parliament", "opposition"),
    ),
)


def check_canary(
    engine: Seq2Seq, model: ModelFolder, setup: str, *, summarizes: bool = False
) -> None:
    """Run the canaries of the model's languages unless this set-up has passed them before.

    `setup` names what besides the model decides the output: engine, version and numeric type.
    `summarizes` asks for an English text in place of a translation. Texts longer than the model
    takes are left out. Raises ModelError with what was seen.
    """
    task = "summary" if summarizes else "translation"
    memory = cache_folder() / "canaries" / f"{model.digest[:40]}-{setup}-{task}-{_VERSION}"
    if memory.exists():
        return
    lengths = engine.count_tokens([canary.text for canary in CANARIES])
    fitting = {
        canary.text
        for canary, length in zip(CANARIES, lengths, strict=True)
        if length <= engine.max_source_tokens
    }
    chosen = [canary for canary in _chosen(model, summarizes) if canary.text in fitting]
    written = engine.generate([canary.text for canary in chosen], _DECODING)
    for canary, hypothesis in zip(chosen, written, strict=True):
        doubt = judge(canary, hypothesis.text, embedded=model.name.startswith("embedded:"))
        if doubt:
            msg = (
                f"{model.name} turns “{canary.text}” into “{hypothesis.text}”, {doubt}: its "
                "weights or its tokenizer are broken, so fetch it again or name another model"
            )
            raise ModelError(msg)
    # A read-only cache costs time, never a result.
    with contextlib.suppress(OSError):
        write_atomically(memory, b"")


def judge(canary: Canary, text: str, *, embedded: bool) -> str:
    """Say what is wrong with the output for a canary; empty when nothing is."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 3:
        return "which is hardly any text"
    if len(set(words)) * 2 < len(words) or _loops(words):
        return "which repeats itself"
    seen = [word for word in canary.expected if word in words]
    # A summary keeps a part of its text, a translation all of it but a synonym or two.
    if embedded and len(seen) < (2 if canary.language == "en" else 3):
        return f"which has too few of the words {', '.join(canary.expected)}"
    # Weights that other people trained may choose other words, but English ones.
    if len(_FUNCTION_WORDS.intersection(words)) < 2:
        return "which is no English"
    return ""


def _loops(words: list[str]) -> bool:
    return any(words[i : i + 3] == [words[i]] * 3 for i in range(len(words) - 2))


def _chosen(model: ModelFolder, summarizes: bool) -> list[Canary]:
    if summarizes:
        return [canary for canary in CANARIES if canary.language == "en"]
    # `no` on a card means Bokmål first of all.
    languages = {"nb" if tag == "no" else tag for tag in model.languages}
    named = [c for c in CANARIES if c.language in languages and c.language != "en"]
    return named or [canary for canary in CANARIES if canary.language == "nb"]
