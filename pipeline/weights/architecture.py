"""What a model folder says about its own limits and special tokens, read without loading it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError

FAMILIES = ("marian", "bart", "pegasus", "t5", "mt5")
"""`model_type` of the sequence-to-sequence models both engines run."""

# T5 has relative positions and no limit of its own; this is what it was trained on.
_RELATIVE_LIMIT = 512


@dataclass(frozen=True, slots=True)
class Architecture:
    """The facts of a model that both engines obey.

    `max_source_tokens` counts special tokens; `max_target_tokens` counts the end token.
    `first_token` is the id every target must start with (`forced_bos_token_id`), or None.
    `prefix` is text put before every source (T5's task name). `width` is that of the model's
    states (`d_model`).
    """

    family: str
    max_source_tokens: int
    max_target_tokens: int
    first_token: int | None
    prefix: str
    width: int


def read_architecture(folder: Path) -> Architecture:
    """Read a model folder's config files; raises ModelError for a model of another kind."""
    config = _read(folder / "config.json")
    generation = {**config, **_read(folder / "generation_config.json")}
    family = str(config.get("model_type", "unknown"))
    if family not in FAMILIES:
        msg = f"{folder.name} is a {family} model: name one of the families {', '.join(FAMILIES)}"
        raise ModelError(msg)
    positions = config.get("max_position_embeddings") or config.get("n_positions")
    limit = int(positions or _RELATIVE_LIMIT)
    stated = _read(folder / "tokenizer_config.json").get("model_max_length")
    source = min(limit, int(stated)) if isinstance(stated, int | float) and stated > 0 else limit
    first = generation.get("forced_bos_token_id")
    return Architecture(
        family=family,
        max_source_tokens=source,
        max_target_tokens=limit,
        first_token=first if isinstance(first, int) else None,
        prefix=_prefix(config),
        width=int(config.get("d_model") or 0),
    )


def _prefix(config: dict[str, Any]) -> str:
    tasks = config.get("task_specific_params") or {}
    return str(config.get("prefix") or tasks.get("summarization", {}).get("prefix") or "")


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        msg = f"{path} cannot be read ({exc}): copy the model folder again"
        raise ModelError(msg) from exc
    return content if isinstance(content, dict) else {}
