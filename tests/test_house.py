"""The house rules a machine can see: directions, types, style, sizes."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("command", [("ruff", "check", "kg", "tests"), ("mypy",)], ids=lambda c: c[0])
def test_the_checkers_are_content(command: tuple[str, ...]) -> None:
    assert run(*command) == ""


def test_imports_go_one_way() -> None:
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_file_has_outgrown_its_room() -> None:
    long = {str(path.relative_to(ROOT)): lines for path in ROOT.glob("kg/**/*.py") if (lines := len(path.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_the_top_level_holds_nothing_else() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {name.split("/")[0] for name in listed.stdout.splitlines() if not name.startswith(".")}
    assert top == {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "kg", "ontology", "tests", "exports"}
