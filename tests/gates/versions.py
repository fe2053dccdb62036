"""What code a stage's results depend on, as one digest for each stage.

A stage's code is the module of its class and all modules of this package that it imports,
directly or not, but the config's: settings are in the fingerprint by value. Comments, formatting
and docstrings do not count, nor do imports for type checkers only. Data files beside a module
count with every byte.
"""

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PACKAGE = "pipeline"
_BY_VALUE = "pipeline.config"
# Templates are no part of a stage, and Python's own caches are no data.
_DATA = (".tsv", ".txt", ".json")


def code_digest(module: str, root: Path = ROOT) -> str:
    """Hash the code and data that `module` imports, itself included (SHA-256, hexadecimal)."""
    found = hashlib.sha256()
    for name in sorted(_reached(module, root)):
        path = _path(name, root)
        found.update(f"{name}\n{_shape(_stripped(path))}\n".encode())
    for data in sorted(_data(module, root)):
        found.update(data.relative_to(root).as_posix().encode() + b"\n" + data.read_bytes())
    return found.hexdigest()


def _reached(module: str, root: Path) -> set[str]:
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _imports(_stripped(_path(name, root)), root)
    return reached


def _imports(tree: ast.AST, root: Path) -> Iterator[str]:
    """Yield the modules of the package that a syntax tree imports, in functions as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            inside = name.split(".")[0] == _PACKAGE and name != _BY_VALUE
            if inside and _path(name, root).exists():
                yield name


def _path(module: str, root: Path) -> Path:
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _data(module: str, root: Path) -> Iterator[Path]:
    folders = {_path(name, root).parent for name in _reached(module, root)}
    for folder in folders:
        yield from (path for path in folder.iterdir() if path.suffix in _DATA)


def _stripped(path: Path) -> ast.Module:
    """Parse a module without its docstrings, whatever they describe, and type-only imports."""
    return ast.fix_missing_locations(_Strip().visit(ast.parse(path.read_bytes())))


class _Strip(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        """Drop strings that stand alone: docstrings of modules, classes, functions, constants."""
        value = node.value
        return None if isinstance(value, ast.Constant) and isinstance(value.value, str) else node

    def visit_If(self, node: ast.If) -> ast.AST | None:
        """Drop what only type checkers see."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return None
        return self.generic_visit(node)


def _shape(node: object) -> str:
    """Spell a tree out; empty fields are left out, since Python's versions add such."""
    if isinstance(node, ast.AST):
        fields = ((name, value) for name, value in ast.iter_fields(node) if value not in (None, []))
        inside = ",".join(f"{name}={_shape(value)}" for name, value in fields)
        return f"{type(node).__name__}({inside})"
    if isinstance(node, list):
        return f"[{','.join(map(_shape, node))}]"
    return repr(node)
