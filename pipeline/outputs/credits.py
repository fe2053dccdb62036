"""The words that say what machines made, and with whose models."""

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.documents import ModelCredit, RunInfo

TRANSLATED_NOTICE: Final = "The English is machine-translated: check it before quoting."

SUMMARIZED_NOTICE: Final = (
    "Translations and summaries are machine-made: check them against the originals before quoting."
)

_ROLES = {"translate": "Translation", "summarize": "Summaries"}


def credit_lines(models: Iterable[ModelCredit]) -> Iterator[str]:
    """Name each model once with what it did, its licence and whom to credit, one line each."""
    named: dict[str, list[str]] = {}
    for model in models:
        parts = (model.name, model.attribution, f"licence {model.licence}")
        roles = named.setdefault("; ".join(part for part in parts if part), [])
        roles.append(_ROLES.get(model.role, model.role))
    for credit, roles in named.items():
        yield f"{' and '.join(roles).capitalize()}: {credit}"


def produced_by(info: RunInfo) -> str:
    """Say which Nordigest wrote an output."""
    return f"Nordigest {info.version}"
