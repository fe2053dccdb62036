"""Text to tokens and back without transformers: SentencePiece for Marian, tokenizers otherwise."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from pipeline.errors import ModelError
from pipeline.weights.architecture import Architecture

_WORD_START = "▁"
_ENGLISH = (">>eng<<", ">>en<<", ">>eng_Latn<<")

_LINE_BREAK = re.compile(r"\s*+<n>\s*")

Span = tuple[int, int]


class Tokenizer(Protocol):
    """Source texts to token strings, target token strings to texts."""

    end_token: str

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokenize source texts, special tokens included."""
        ...

    def decode(self, tokens: Sequence[Sequence[str]]) -> list[str]:
        """Join target tokens (without the end token) to texts."""
        ...

    def source_spans(self, text: str) -> list[Span]:
        """Return the character span of each source token; empty spans for special tokens."""
        ...

    def encode_targets(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokenize target texts, without an end token."""
        ...

    def target_spans(self, tokens: Sequence[str]) -> list[Span] | None:
        """Return the character span of each target token in the decoded text, if it can tell."""
        ...

    def token(self, index: int) -> str:
        """Return the token string of an id."""
        ...


class MarianTokenizer:
    """The two SentencePiece models and the vocabulary of a Marian folder.

    A multi-target model gets its `>>eng<<` prefix from its own vocabulary, another one none.
    Raises ModelError when a file is missing or a multi-target model cannot write English.
    """

    end_token = "</s>"  # noqa: S105 - a vocabulary entry, no secret

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        # Starting threads takes longer than what they would do.
        self._source = SentencePieceProcessor(num_threads=1)
        self._target = SentencePieceProcessor(num_threads=1)
        try:
            self._source.Load(str(folder / "source.spm"))
            self._target.Load(str(folder / "target.spm"))
            vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        except (OSError, RuntimeError, ValueError) as exc:
            msg = f"{folder.name} has no usable Marian tokenizer ({exc}): copy the folder again"
            raise ModelError(msg) from exc
        self._prefix = target_prefix(vocabulary, folder.name)
        self._tokens: dict[int, str] = {index: token for token, index in vocabulary.items()}

    @property
    def prefix(self) -> str:
        """The token that asks for English, or nothing."""
        return "".join(self._prefix)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokenize source texts, prefix and end token included."""
        pieces = self._source.encode(list(texts), out_type=str)
        return [[*self._prefix, *line, self.end_token] for line in pieces]

    def decode(self, tokens: Sequence[Sequence[str]]) -> list[str]:
        """Join target tokens (without the end token) to texts."""
        texts = self._target.decode([list(line) for line in tokens])
        # Pieces the SentencePiece model does not have come back with their marker.
        return [text.replace(_WORD_START, " ").strip() for text in texts]

    def source_spans(self, text: str) -> list[Span]:
        """Return the character span of each source token; empty spans for special tokens."""
        offsets = self._source.encode(text, return_type="offset_mapping")["offsets"]
        end = (len(text), len(text))
        return [*[(0, 0)] * len(self._prefix), *offsets, end]

    def encode_targets(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokenize target texts, without an end token."""
        return [list(line) for line in self._target.encode(list(texts), out_type=str)]

    def target_spans(self, tokens: Sequence[str]) -> list[Span]:
        """Return the character span of each target token in the decoded text."""
        decoded = self._target.decode(list(tokens), return_type="offset_mapping")
        lead = len(decoded["text"]) - len(decoded["text"].lstrip())
        return [(max(0, start - lead), max(0, end - lead)) for start, end in decoded["offsets"]]

    def token(self, index: int) -> str:
        """Return the token string of an id."""
        return self._tokens[index]


class FastTokenizer:
    """A `tokenizer.json` of the tokenizers library, for a model of that architecture."""

    def __init__(self, file: Path, end_token: str, architecture: Architecture) -> None:
        from tokenizers import Tokenizer as Backend

        self.end_token = end_token
        self._architecture = architecture
        self._prefix = architecture.prefix
        self._backend = Backend.from_file(str(file))
        self._backend.no_truncation()
        self._backend.no_padding()
        # A text that spells a special token stays text.
        self._backend.encode_special_tokens = True
        self._vocabulary: dict[str, int] = self._backend.get_vocab(with_added_tokens=True)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokenize source texts, prefix and special tokens included."""
        encodings = self._backend.encode_batch([self._prefix + text for text in texts])
        return [encoding.tokens for encoding in encodings]

    def decode(self, tokens: Sequence[Sequence[str]]) -> list[str]:
        """Join target tokens (without the end token) to texts; special tokens are left out."""
        # Embeddings beyond the tokenizer's own tokens stand for nothing.
        ids = [[self._vocabulary[t] for t in line if t in self._vocabulary] for line in tokens]
        texts = self._backend.decode_batch(ids, skip_special_tokens=True)
        return [break_lines(text, self._architecture).strip() for text in texts]

    def source_spans(self, text: str) -> list[Span]:
        """Return the character span of each source token; empty spans for special tokens."""
        shift = len(self._prefix)
        offsets = self._backend.encode(self._prefix + text).offsets
        return [(max(0, start - shift), max(0, end - shift)) for start, end in offsets]

    def encode_targets(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokenize target texts, without an end token."""
        encodings = self._backend.encode_batch(list(texts), add_special_tokens=False)
        return [encoding.tokens for encoding in encodings]

    def target_spans(self, tokens: Sequence[str]) -> None:  # noqa: ARG002 - the protocol's
        """Summarizers are traced sentence by sentence, not aligned word by word."""
        return

    def token(self, index: int) -> str:
        """Return the token string of an id."""
        return str(self._backend.id_to_token(index))


def read_tokenizer(folder: Path, conversion: Path, architecture: Architecture) -> Tokenizer:
    """Read a model's tokenizer from its own folder (Marian) or from its conversion's."""
    if architecture.family == "marian":
        return MarianTokenizer(folder)
    config = json.loads((conversion / "config.json").read_text(encoding="utf-8"))
    return FastTokenizer(conversion / "tokenizer.json", config["eos_token"], architecture)


def break_lines(text: str, architecture: Architecture) -> str:
    """Write line breaks where a Pegasus model wrote its own mark between sentences."""
    if architecture.family != "pegasus":
        return text
    return _LINE_BREAK.sub("\n", text)


def target_prefix(vocabulary: dict[str, int], name: str) -> list[str]:
    """Return the token that asks a multi-target Marian model for English, in a list.

    Empty for a single-target model, whose vocabulary has no `>>xxx<<` tokens. Raises ModelError
    for a multi-target model without English.
    """
    targets = [token for token in vocabulary if token.startswith(">>") and token.endswith("<<")]
    if not targets:
        return []
    for token in _ENGLISH:
        if token in targets:
            return [token]
    msg = f"{name} does not translate to English: its targets are {' '.join(sorted(targets)[:12])}"
    raise ModelError(msg)
