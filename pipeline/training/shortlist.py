"""The shortlist for CTranslate2's `use_vmap`: which tokens a target may have at all.

With a joint vocabulary half of the tokens are words of the source languages, which no target
has; leaving them out of the output layer takes a third of a small model's time away. The file has
one line, with an empty key: candidates that depend on the source would be joined over a batch, so
that a sentence's text depended on its neighbours.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .dataset import Pairs

# Rarer ones are slips of the source language, or can be spelled in shorter pieces.
_LEAST = 5
_WORD_START = "▁"


def write_shortlist(pairs: Pairs, pieces: list[str], path: Path) -> tuple[int, float]:
    """Write `vmap.txt`; returns how many tokens it allows, and the share of unseen ones it does.

    Allowed are the tokens that targets have at least five times, and single characters and bytes,
    which any text can be spelled in. The share is that of the target tokens of the last tenth of
    the pairs, when the others alone are counted.
    """
    seen = int(pairs.target_offsets[len(pairs) - len(pairs) // 10])
    earlier = np.bincount(np.asarray(pairs.targets[:seen]), minlength=len(pieces))
    later = np.bincount(np.asarray(pairs.targets[seen:]), minlength=len(pieces))
    spelling = np.asarray([_spells(piece) for piece in pieces])
    share = later[(earlier >= _LEAST) | spelling].sum() / max(1, later.sum())
    allowed = np.flatnonzero((earlier + later >= _LEAST) | spelling).tolist()
    path.write_text("\t" + " ".join(pieces[token] for token in allowed) + "\n", encoding="utf-8")
    return len(allowed), float(share)


def _spells(piece: str) -> bool:
    """Whether a piece is a character, with or without a word's start, or a byte (`<0xE6>`)."""
    return len(piece.removeprefix(_WORD_START)) <= 1 or (piece[:3] == "<0x" and piece[-1] == ">")
