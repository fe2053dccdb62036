"""The reference engine: transformers and PyTorch, on a GPU when there is one."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.engines.alignment import Links, link_words
from pipeline.engines.base import Decoding, Hypothesis
from pipeline.engines.batching import (
    BLANK,
    batching,
    by_length,
    check_lengths,
    target_limit,
)
from pipeline.engines.tokenization import MarianTokenizer, break_lines
from pipeline.errors import ModelError
from pipeline.weights.architecture import Architecture, read_architecture
from pipeline.weights.conversion import load_weights, quiet_transformers
from pipeline.weights.names import ModelFolder

if TYPE_CHECKING:
    import torch
    from transformers import GenerationConfig

_TYPES = ("float32", "bfloat16", "float16")


class TransformersSeq2Seq:
    """A model behind the `Seq2Seq` protocol, loaded by transformers itself.

    Texts, limits and scores mean the same as in the CTranslate2 engine: early stopping once
    `beam_size` hypotheses are complete, no unknown token, the end token counted in the length.
    """

    def __init__(
        self,
        model: ModelFolder,
        *,
        compute_type: str,
        device: str = "auto",
        threads: int = 0,
        batch_tokens: int = 0,
    ) -> None:
        if compute_type not in _TYPES:
            msg = f"transformers does not compute in {compute_type}: set compute_type to float32"
            raise ModelError(msg)
        import torch

        self._architecture = read_architecture(model.path)
        self.max_source_tokens = self._architecture.max_source_tokens
        self._batching = batching(self._architecture, batch_tokens)
        self._device = _place(device)
        torch.set_num_threads(threads or len(os.sched_getaffinity(0)))
        with quiet_transformers():
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

            self._tokenizer = AutoTokenizer.from_pretrained(
                str(model.path), local_files_only=True, trust_remote_code=False
            )
            loaded: Any = load_weights(
                AutoModelForSeq2SeqLM,
                str(model.path),
                model.name,
                dtype=getattr(torch, compute_type),
            )
        self._model: Any = loaded.to(self._device).eval()
        marian = self._architecture.family == "marian"
        self._spans = MarianTokenizer(model.path) if marian else None
        self._prefix = self._source_prefix(self._architecture)
        config = self._model.config
        self._start = int(config.decoder_start_token_id)
        self._end = int(self._tokenizer.eos_token_id)
        # Marian's <pad> only starts the decoder and never stands in a text.
        self._never = [self._start] if marian else []
        self._suppressed = [int(self._tokenizer.unk_token_id), *self._never]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count source tokens as the model sees them, special tokens included."""
        return [len(ids) for ids in self._encode(texts)]

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[Hypothesis]:
        """Yield one hypothesis a text, in the same order; nothing for a blank text.

        Raises ValueError for a text longer than `max_source_tokens`.
        """
        present = [text for text in texts if text.strip()]
        sources = self._encode(present)
        check_lengths(map(len, sources), self.max_source_tokens)
        written: dict[int, Hypothesis] = {}
        for length, group in by_length(map(len, sources)):
            size = max(1, self._batching.tokens // length)
            for start in range(0, len(group), size):
                batch = group[start : start + size]
                made = self._generate_batch(
                    [present[i] for i in batch], [sources[i] for i in batch], decoding
                )
                written.update(zip(batch, made, strict=True))
        ordered = iter([written[index] for index in range(len(present))])
        return (next(ordered) if text.strip() else BLANK for text in texts)

    def _generate_batch(
        self, texts: list[str], sources: list[list[int]], decoding: Decoding
    ) -> list[Hypothesis]:
        import torch

        width = self._batching.suited(decoding).width(len(sources[0]))
        limit = target_limit(decoding, width, self._architecture) + 1
        inputs = torch.tensor(sources, device=self._device)
        with torch.inference_mode():
            settings = self._settings(decoding, limit)
            # What the folder's own generation config says must not slip in.
            self._model.generation_config = settings
            generated = self._model.generate(
                input_ids=inputs,
                attention_mask=torch.ones_like(inputs),
                generation_config=settings,
            )
        outputs = [self._trim(row[1:]) for row in generated.tolist()]
        scores, attention = self._score(inputs, outputs, decoding)
        finished = [output[-1] == self._end for output in outputs]
        forced = self._forced
        kept = [output[forced:-1] for output in outputs]
        written = [
            break_lines(text, self._architecture).strip()
            for text in self._tokenizer.batch_decode(
                kept, skip_special_tokens=True, clean_up_tokenization_spaces=False
            )
        ]
        links = [
            self._link(*each, None if attention is None else attention[index])
            for index, each in enumerate(zip(texts, kept, written, strict=True))
        ]
        tokens = [max(1, len(output) - forced) for output in outputs]
        return list(map(Hypothesis, written, scores, finished, links, tokens))

    @property
    def _forced(self) -> int:
        return 0 if self._architecture.first_token is None else 1

    def _settings(self, decoding: Decoding, limit: int) -> "GenerationConfig":
        from transformers import GenerationConfig

        make: Callable[..., GenerationConfig] = GenerationConfig
        return make(
            num_beams=decoding.beam_size,
            length_penalty=decoding.length_penalty,
            early_stopping=decoding.beam_size > 1,
            max_new_tokens=limit,
            # Else the model's own default would hold.
            repetition_penalty=1.0,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            suppress_tokens=self._suppressed,
            # As CTranslate2 does, which takes forbidden tokens out before the softmax.
            renormalize_logits=True,
            forced_bos_token_id=self._architecture.first_token,
            decoder_start_token_id=self._start,
            eos_token_id=self._end,
            pad_token_id=self._tokenizer.pad_token_id,
            do_sample=False,
        )

    def _score(
        self, inputs: "torch.Tensor", outputs: list[list[int]], decoding: Decoding
    ) -> tuple[list[float], "torch.Tensor | None"]:
        """Read the outputs once more: mean log-probabilities, and attention if asked for.

        Attention is (batch, target, source), the mean over the last layer's heads.
        """
        import torch

        width = max(map(len, outputs))
        targets = torch.full((len(outputs), width), self._end, device=self._device)
        for row, output in enumerate(outputs):
            targets[row, : len(output)] = torch.tensor(output, device=self._device)
        starts = torch.full((len(outputs), 1), self._start, device=self._device)
        if decoding.alignment:
            # Only this implementation gives its weights away.
            self._model.set_attn_implementation("eager")
        with torch.inference_mode():
            read = self._model(
                input_ids=inputs,
                attention_mask=torch.ones_like(inputs),
                decoder_input_ids=torch.cat([starts, targets[:, :-1]], dim=1),
                output_attentions=decoding.alignment,
                use_cache=False,
            )
            logits = read.logits.float()
            hidden = self._never if decoding.no_repeat_ngram_size else self._suppressed
            logits[:, :, hidden] = float("-inf")
            # Not log_softmax: with 60,000 words its copy of the logits is half a gigabyte.
            chosen = logits.gather(2, targets[:, :, None])[:, :, 0] - logits.logsumexp(-1)
        scores = []
        for row, output in zip(chosen, outputs, strict=True):
            own = row[self._forced : len(output)]
            scores.append(float(own.mean()) if len(own) else 0.0)
        if not decoding.alignment:
            return scores, None
        return scores, read.cross_attentions[-1].float().mean(dim=1).cpu()

    def _link(
        self, text: str, ids: list[int], written: str, attention: "torch.Tensor | None"
    ) -> Links | None:
        if attention is None or self._spans is None:
            return None
        spans = self._spans.target_spans([self._spans.token(index) for index in ids])
        rows = attention.tolist()
        return link_words(text, self._spans.source_spans(text), written, spans, rows)

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        # A text that spells a special token stays text.
        encoded = self._tokenizer(
            [self._prefix + text for text in texts], split_special_tokens=True
        )
        return [list(ids) for ids in encoded["input_ids"]]

    def _source_prefix(self, architecture: Architecture) -> str:
        if self._spans is None:
            return architecture.prefix
        # The space keeps a text that begins with `>>` from being read as a language.
        return self._spans.prefix + " "

    def _trim(self, output: list[int]) -> list[int]:
        """Cut a row after its end token; a row without one was cut by the limit."""
        return output[: output.index(self._end) + 1] if self._end in output else output


def _place(device: str) -> str:
    import torch

    if device == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cuda" and not torch.cuda.is_available():
        msg = "there is no CUDA device here: set compute.device to auto or cpu"
        raise ModelError(msg)
    return device
