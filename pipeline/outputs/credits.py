"""The words that say what machines made, and with whose models."""

from typing import Final

from pipeline.documents import ModelCredit, RunInfo

TRANSLATED_NOTICE: Final = "The English is machine-translated: check it before quoting."

SUMMARIZED_NOTICE: Final = (
    "Translations and summaries are machine-made: check them against the originals before quoting."
)

_ROLES = {"translate": "Translation", "summarize": "Summaries"}


def credit_line(model: ModelCredit) -> str:
    """Name a model, its licence and whom to credit, in one line."""
    role = _ROLES.get(model.role, model.role)
    parts = (f"{role}: {model.name}", model.attribution, f"licence {model.licence}")
    return "; ".join(part for part in parts if part)


def produced_by(info: RunInfo) -> str:
    """Say which Nordigest wrote an output."""
    return f"Nordigest {info.version}"
