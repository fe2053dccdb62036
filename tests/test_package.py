"""The package as it is installed: what it carries, what importing it costs."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import nordigest
import pipeline

ROOT = Path(__file__).parent.parent
HEAVY = ("torch", "transformers", "ctranslate2", "sklearn", "pyarrow", "datasets", "trafilatura")


def run(command, folder, **env):
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=env or None, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("package", [nordigest, pipeline])
def test_types_are_shipped(package):
    assert (Path(package.__file__).parent / "py.typed").exists()


@pytest.mark.parametrize("module", ["pipeline", "pipeline.cli.app", "pipeline.run"])
def test_importing_loads_nothing_heavy(module, tmp_path):
    code = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    assert run([sys.executable, "-c", code], tmp_path).strip() == ""
    assert list(tmp_path.iterdir()) == []


def test_every_module_can_be_imported_alone():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
        if path.name not in {"__init__.py", "__main__.py"} and "_share" not in path.parts
    ]
    code = f"import importlib\nfor name in {modules!r}: importlib.import_module(name)"
    run([sys.executable, "-W", "error", "-c", code], ROOT)


@pytest.mark.integration
def test_the_wheel_works_elsewhere(tmp_path):
    run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(tmp_path),
            ".",
        ],
        ROOT,
    )
    wheel = next(tmp_path.glob("*.whl"))
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv/bin/python"
    run([python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], tmp_path)
    # The dependencies are those of this environment; the package itself is the wheel's alone.
    site = next((tmp_path / "venv/lib").glob("python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    article = elsewhere / "sak.txt"
    article.write_text("Kommunen bygger en ny skole i Bergen.\n\nSkolen åpner i 2027.\n")
    where = run([python, "-c", "import pipeline; print(pipeline.__file__)"], elsewhere)
    assert str(tmp_path) in where
    code = "import nordigest; print(nordigest.translate('Vi skal stemme i dag.').english)"
    assert "today" in run([python, "-c", code], elsewhere)
    out = run([tmp_path / "venv/bin/nordigest", "run", "default", "sak.txt"], elsewhere)
    assert "results in out/" in out
    digest = (elsewhere / "out/digest.md").read_text(encoding="utf-8")
    assert "Bergen" in digest
    assert "2027" in digest
    assert "Apache-2.0" in digest
