"""Imports run one way: a room knows those below it, and no other room of its own layer."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline"

LAYERS = (
    {"documents", "errors", "languages"},
    {"config", "extras"},
    {"core"},
    {"weights"},
    {"engines"},
    {"text"},
    {"reading", "segmentation", "summarization", "translation"},
    {"digests", "outputs"},
    {"job"},
    {"executors"},
    {"report"},
    {"api", "run"},
    {"evaluation"},
    {"training"},
    {"cli"},
)
"""Folders and files of the package, from the lowest up; docs/architecture.md describes them."""

_LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
# Heavy libraries, and the only rooms that may know them.
_HEAVY = {"torch", "transformers", "ctranslate2"}
_KNOW_HEAVY = {"engines", "weights", "training"}


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _modules() -> list[Path]:
    found = (path for path in sorted(PACKAGE.rglob("*.py")) if "_share" not in path.parts)
    return [path for path in found if path != PACKAGE / "__init__.py"]


def _imported(tree: ast.AST) -> Iterator[str]:
    """Yield every module that is imported, inside functions and for type checkers as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "pipeline":
            yield from (f"pipeline.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _rooms_of(path: Path) -> set[str]:
    names = (name.split(".") for name in _imported(ast.parse(path.read_bytes())))
    return {parts[1] for parts in names if parts[0] == "pipeline" and len(parts) > 1} & set(_LEVEL)


def test_every_room_has_a_layer():
    assert {_room(path) for path in _modules()} == set(_LEVEL)


@pytest.mark.parametrize("room", sorted(_LEVEL))
def test_imports_run_one_way(room):
    for path in (each for each in _modules() if _room(each) == room):
        wrong = {
            other for other in _rooms_of(path) if other != room and _LEVEL[other] >= _LEVEL[room]
        }
        assert not wrong, f"{path.relative_to(PACKAGE)} imports {', '.join(sorted(wrong))}"


def test_only_engines_weights_and_training_know_heavy_libraries():
    for path in _modules():
        names = {name.partition(".")[0] for name in _imported(ast.parse(path.read_bytes()))}
        if names & _HEAVY:
            assert _room(path) in _KNOW_HEAVY or path.name.startswith("train"), path


def test_only_commands_import_evaluation_and_training():
    for path in _modules():
        workshop = _rooms_of(path) & {"evaluation", "training"}
        allowed = _room(path) in {"evaluation", "training"} or path.name.startswith(
            ("eval", "train")
        )
        assert allowed or not workshop, path
