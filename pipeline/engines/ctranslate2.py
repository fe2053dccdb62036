"""The default engine: CTranslate2, int8 on CPUs, the same text whatever stands in the batch."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.engines.alignment import Links, link_words
from pipeline.engines.base import Decoding, Hypothesis
from pipeline.engines.batching import (
    BLANK,
    batching,
    bends,
    by_length,
    check_lengths,
    target_limit,
)
from pipeline.engines.tokenization import Tokenizer
from pipeline.errors import ModelError
from pipeline.weights.architecture import Architecture
from pipeline.weights.shortlist import SHORTLIST

if TYPE_CHECKING:
    from ctranslate2 import AsyncTranslationResult, TranslationResult

# Scoring holds the scores of the whole vocabulary for every target token of a batch at once.
_SCORED_TOKENS = 256
# Hypotheses are made of so many results at a time, so that the first are checked early.
_FINISHED_AT_ONCE = 32


class CTranslate2Seq2Seq:
    """A converted model behind the `Seq2Seq` protocol.

    Padded positions change the order in which floats are summed, and with it, now and then, a word.
    So a source is padded to a width that follows from its own length, whatever stands beside it.
    `threads` translate in parallel with one core each, which keeps cores busier than several cores
    to a batch.
    """

    def __init__(
        self,
        folder: Path,
        tokenizer: Tokenizer,
        architecture: Architecture,
        *,
        compute_type: str,
        device: str = "auto",
        threads: int = 0,
        batch_tokens: int = 0,
    ) -> None:
        import ctranslate2

        self.max_source_tokens = architecture.max_source_tokens
        self._tokenizer = tokenizer
        self._architecture = architecture
        self._batching = batching(architecture, batch_tokens)
        self._shortlist = (folder / SHORTLIST).exists()
        first = architecture.first_token
        self._first = [] if first is None else [tokenizer.token(first)]
        place = _place(device)
        self._translator = ctranslate2.Translator(
            str(folder),
            device=place,
            compute_type=_compute_type(compute_type, place),
            # A batch is too small to share: on two cores and with the embedded model, one worker
            # with both took half as much processor time again as two workers with one each.
            inter_threads=1 if place == "cuda" else threads or len(os.sched_getaffinity(0)),
            intra_threads=1,
            # Posting never waits.
            max_queued_batches=-1,
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count source tokens as the model sees them, special tokens included."""
        return [len(tokens) for tokens in self._tokenizer.encode(texts)]

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[Hypothesis]:
        """Post all texts, and yield one hypothesis each in their order; nothing for a blank text.

        Long texts are ready first. Raises ValueError for a text longer than `max_source_tokens`.
        """
        present = [text for text in texts if text.strip()]
        sources = self._tokenizer.encode(present)
        check_lengths(map(len, sources), self.max_source_tokens)
        written = self._finish(present, sources, self._post(sources, decoding), decoding)
        return (next(written) if text.strip() else BLANK for text in texts)

    def align(self, texts: Sequence[str], targets: Sequence[str]) -> list[Links | None]:
        """Link the words of texts to those of given translations; None if the model cannot tell.

        The model reads each translation as if it wrote it. Raises ValueError for a text that is
        too long.
        """
        sources = self._tokenizer.encode(texts)
        check_lengths(map(len, sources), self.max_source_tokens)
        tokens = self._tokenizer.encode_targets(targets)
        attention: list[list[list[float]]] = [[]] * len(sources)
        for _, group in by_length(map(len, sources)):
            prefixes = [[*self._first, *tokens[index]] for index in group]
            results = self._translator.translate_batch(
                [sources[index] for index in group],
                prefixes,
                max_batch_size=self._batching.tokens,
                batch_type="tokens",
                beam_size=1,
                max_input_length=0,
                max_decoding_length=max(map(len, prefixes)),
                return_attention=True,
                return_end_token=True,
            )
            for index, result in zip(group, results, strict=True):
                attention[index] = result.attention[0]
        return list(map(self._link, texts, tokens, targets, attention))

    def _finish(
        self,
        texts: list[str],
        sources: list[list[str]],
        futures: "list[AsyncTranslationResult]",
        decoding: Decoding,
    ) -> Iterator[Hypothesis]:
        """Make hypotheses of what was posted, some at a time, while others are translated."""
        # What needs the model again would wait behind all that is posted: it is done at the end.
        again = decoding.alignment or decoding.no_repeat_ngram_size > 0
        size = len(texts) if again else _FINISHED_AT_ONCE
        for start in range(0, len(texts), max(1, size)):
            part = slice(start, start + size)
            results = [future.result() for future in futures[part]]
            yield from self._hypotheses(texts[part], sources[part], results, decoding)

    def _hypotheses(
        self,
        texts: list[str],
        sources: list[list[str]],
        results: "list[TranslationResult]",
        decoding: Decoding,
    ) -> Iterator[Hypothesis]:
        outputs = [result.hypotheses[0] for result in results]
        finished = [output[-1] == self._tokenizer.end_token for output in outputs]
        scores = self._scores(sources, results, decoding)
        # A finished target ends with the end token, a cut one with a token over the limit.
        kept = [output[len(self._first) : -1] for output in outputs]
        written = self._tokenizer.decode(kept)
        links: list[Links | None] = [None] * len(texts)
        if decoding.alignment:
            attention = self._attention(sources, results)
            links = list(map(self._link, texts, kept, written, attention))
        tokens = [max(1, len(output) - len(self._first)) for output in outputs]
        return map(Hypothesis, written, scores, finished, links, tokens)

    def _post(self, sources: list[list[str]], decoding: Decoding) -> "list[AsyncTranslationResult]":
        """Post all batches, widest first so that cores end together; one future a source."""
        futures: dict[int, AsyncTranslationResult] = {}
        for width, group in self._batching.suited(decoding).batches(map(len, sources)):
            batch = [sources[index] for index in group]
            if max(map(len, batch)) < width:
                batch.append(self._fill(batch[0], width))
            limit = target_limit(decoding, width, self._architecture) + 1
            waiting = self._translator.translate_batch(
                batch,
                [self._first] * len(batch) if self._first else None,
                asynchronous=True,
                beam_size=decoding.beam_size,
                length_penalty=decoding.length_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                disable_unk=True,
                max_input_length=0,
                max_decoding_length=limit,
                min_decoding_length=0,
                use_vmap=self._shortlist,
                return_scores=True,
                return_attention=decoding.alignment,
                # The length penalty then counts the end token, as transformers does.
                return_end_token=True,
            )
            # What was written for a filler is nobody's.
            futures.update(zip(group, waiting, strict=False))
        return [futures[index] for index in range(len(sources))]

    def _fill(self, source: list[str], width: int) -> list[str]:
        """Lengthen a copy of a source, which pads its batch to the width that it must have."""
        return [*source, *[self._tokenizer.end_token] * (width - len(source))]

    def _scores(
        self, sources: list[list[str]], results: "list[TranslationResult]", decoding: Decoding
    ) -> list[float]:
        """Return mean log-probabilities per generated token, the end token being one."""
        outputs = [result.hypotheses[0] for result in results]
        scores = []
        for result, output in zip(results, outputs, strict=True):
            total = result.scores[0] * len(output) ** decoding.length_penalty
            scores.append(total / max(1, len(output) - len(self._first)))
        bent = [index for index, output in enumerate(outputs) if bends(decoding, output)]
        again = self._rescore([sources[i] for i in bent], [outputs[i] for i in bent])
        for index, score in zip(bent, again, strict=True):
            scores[index] = score
        return scores

    def _rescore(self, sources: list[list[str]], outputs: list[list[str]]) -> list[float]:
        """Score targets in batches of one source length and one target length, for no padding."""
        end = self._tokenizer.end_token
        # The library adds the end token itself.
        targets = [output[:-1] if output[-1] == end else output for output in outputs]
        groups: dict[tuple[int, int], list[int]] = {}
        for index, (source, target) in enumerate(zip(sources, targets, strict=True)):
            groups.setdefault((len(source), len(target)), []).append(index)
        waiting = {
            index: future
            for group in groups.values()
            for index, future in zip(
                group,
                self._translator.score_batch(
                    [sources[index] for index in group],
                    [targets[index] for index in group],
                    max_batch_size=_SCORED_TOKENS,
                    batch_type="tokens",
                    max_input_length=0,
                    asynchronous=True,
                ),
                strict=True,
            )
        }
        scores = []
        for index, output in enumerate(outputs):
            # A cut target got an end token that is not ours.
            own = waiting[index].result().log_probs[len(self._first) : len(output)]
            scores.append(sum(own) / max(1, len(own)))
        return scores

    def _attention(
        self, sources: list[list[str]], results: "list[TranslationResult]"
    ) -> list[list[list[float]]]:
        """Return attention as (target tokens, source tokens) for each source.

        In a batch, CTranslate2's beam search gives sentences the first row of another one (its
        first step gathers repeated rows by the index of the unrepeated). That row depends on the
        source alone, so one greedy step gives the right one.
        """
        rows = [result.attention[0] for result in results]
        for _, group in by_length(map(len, sources)):
            steps = self._translator.translate_batch(
                [sources[index] for index in group],
                max_batch_size=self._batching.tokens,
                batch_type="tokens",
                beam_size=1,
                max_input_length=0,
                max_decoding_length=1,
                return_attention=True,
                return_end_token=True,
            )
            for index, step in zip(group, steps, strict=True):
                rows[index][0] = step.attention[0][0]
        return rows

    def _link(
        self, text: str, tokens: list[str], written: str, attention: list[list[float]]
    ) -> Links | None:
        spans = self._tokenizer.target_spans(tokens)
        if spans is None:
            return None
        sources = self._tokenizer.source_spans(text)
        return link_words(text, sources, written, spans, attention[len(self._first) :])


def _place(device: str) -> str:
    import ctranslate2

    if device == "auto":
        return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    if device == "cuda" and not ctranslate2.get_cuda_device_count():
        msg = "there is no CUDA device here: set compute.device to auto or cpu"
        raise ModelError(msg)
    return device


def _compute_type(wanted: str, device: str) -> str:
    """Name the numeric type in full, so that int8 means the same on every device."""
    import ctranslate2

    chosen = "int8_float32" if wanted == "int8" else wanted
    supported = ctranslate2.get_supported_compute_types(device)
    if chosen not in supported:
        known = ", ".join(sorted(supported))
        msg = f"this machine's {device} cannot compute in {wanted}: set compute_type to {known}"
        raise ModelError(msg)
    return chosen
