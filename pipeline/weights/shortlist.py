"""The target tokens that a model folder's `vmap.txt` allows, in both engines alike."""

from pathlib import Path

from pipeline.errors import ModelError

SHORTLIST = "vmap.txt"


def read_shortlist(folder: Path) -> frozenset[str] | None:
    """Read the tokens that a model's targets may have; None where its folder does not say.

    The file is CTranslate2's vocabulary map: a key, a tab, tokens with spaces between. Only the
    empty key, which holds for every text, is taken: the candidates of other keys are joined over a
    batch, and a text would depend on its neighbours. Raises ModelError for a file with others.
    """
    path = folder / SHORTLIST
    if not path.exists():
        return None
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        msg = f"{path} cannot be read ({exc}): copy the model folder again"
        raise ModelError(msg) from exc
    if len(lines) != 1 or not lines[0].startswith("\t"):
        msg = (
            f"{path} lists tokens by source words, so that sentences would depend on their "
            "neighbours: keep only the line that begins with a tab, or delete the file"
        )
        raise ModelError(msg)
    return frozenset(lines[0][1:].split(" "))
