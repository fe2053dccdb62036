"""The model card: what the manifest says, as prose and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .network import Architecture, parameter_shapes


def card_text(architecture: Architecture, manifest: Mapping[str, Any]) -> str:
    """Render the Markdown card of a manifest, with the YAML head that the Hub reads."""
    size = sum(_product(shape) for shape in parameter_shapes(architecture).values())
    languages = [*manifest["source_languages"], manifest["target_language"]]
    distinct = ", ".join(dict.fromkeys(languages))
    return f"""---
license: {manifest["license"].lower()}
language: [{distinct}]
tags: [{manifest["task"]}, marian]
---
# {manifest["name"]}

{manifest["task"].capitalize()}, {", ".join(manifest["source_languages"])} to \
{manifest["target_language"]}. MarianMT, {size / 1e6:.1f} million parameters \
({architecture.encoder_layers} encoder and {architecture.decoder_layers} decoder layers, width \
{architecture.d_model}, feed-forward {architecture.ffn} with {architecture.activation}, \
{architecture.heads} heads, joint SentencePiece vocabulary of {architecture.vocab_size - 1:,}), \
stored in float16.

## Training

{manifest["data"]}

{_recipe(manifest["recipe"])}

Credits: {"; ".join(manifest["attribution"])}.
{_copyleft(manifest.get("copyleft", ()))}
## Scores

{_scores(manifest["scores"])}

## Limits

{manifest["limits"]}
"""


def _copyleft(sources: Sequence[str]) -> str:
    if not sources:
        return ""
    return f"""
Copyleft among them: {"; ".join(sources)}. `train corpus --without-licence copyleft
--without-licence share-alike` makes the same data without these.
"""


def _product(shape: tuple[int, ...]) -> int:
    total = 1
    for length in shape:
        total *= length
    return total


def _recipe(stages: tuple[Mapping[str, Any], ...]) -> str:
    lines = []
    for number, stage in enumerate(stages, 1):
        facts = _facts(stage)
        for change in stage.get("changes", ()):
            facts += f"; then {_facts(change)}"
        lines.append(f"{number}. {facts}")
    return "\n".join(lines)


def _facts(stage: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{key.replace('_', ' ')} {value:,}" if isinstance(value, int) else f"{key} {value}"
        for key, value in stage.items()
        if not isinstance(value, Mapping | list)
    )


def _scores(scores: tuple[Mapping[str, Any], ...]) -> str:
    if not scores:
        return "Not measured yet."
    names = list(scores[0])
    rows = [names, ["---"] * len(names)]
    rows += [[str(score[name]) for name in names] for score in scores]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
