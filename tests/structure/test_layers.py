"""The import contracts bite: a small application that breaks one of them is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = """
app app.cli app.db app.realtime app.web app.accounts app.accounts.credentials app.accounts.services
app.contributions app.contributions.screening app.notices app.forum app.forum.models app.forum.queries
app.forum.services app.forum.views app.chat app.chat.models app.notebook app.notebook.models app.review
app.review.views moderation
""".split()
KEPT = [
    ("app.contributions.screening", "moderation"),
    ("app.accounts.services", "app.contributions.screening"),
    ("app.review.views", "app.forum.queries"),
    ("app.forum.views", "flask"),
    ("app.forum.views", "app.forum.services"),
]
BROKEN = [
    ("moderation", "sqlalchemy"),
    ("moderation", "app.db"),
    ("app.forum.services", "moderation"),
    ("app.forum.models", "app.chat.models"),
    ("app.contributions", "app.forum.models"),
    ("app.db", "app.web"),
    ("app.accounts", "app.notices"),
    ("app.forum.models", "app.forum.services"),
    ("app.forum.queries", "app.forum.views"),
    ("app.forum.services", "flask"),
    ("app.notebook.models", "app.contributions.screening"),
    ("app.review.views", "app.notebook.models"),
    ("app.review.views", "app.accounts.credentials"),
]


@pytest.mark.parametrize(("importer", "imported"), KEPT)
def test_an_import_within_the_contracts_is_kept(importer: str, imported: str, tmp_path: Path) -> None:
    assert _lint(tmp_path, importer, imported).returncode == 0


@pytest.mark.parametrize(("importer", "imported"), BROKEN)
def test_an_import_against_the_contracts_is_refused(importer: str, imported: str, tmp_path: Path) -> None:
    done = _lint(tmp_path, importer, imported)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 broken" in done.stdout


def test_a_module_without_a_place_is_refused(tmp_path: Path) -> None:
    _lint(tmp_path, "app.cli", "app.db")
    (tmp_path / "app" / "elsewhere.py").touch()
    assert _run(tmp_path).returncode == 1


def _lint(home: Path, importer: str, imported: str) -> "subprocess.CompletedProcess[str]":
    for module in MODULES:
        path = home.joinpath(*module.split("."))
        path.mkdir(parents=True)
        (path / "__init__.py").write_text(f"import {imported}\n" if module == importer else "")
    return _run(home)


def _run(home: Path) -> "subprocess.CompletedProcess[str]":
    command = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    words = ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    surroundings = os.environ | {"PYTHONPATH": str(home)}
    call = [sys.executable, "-c", command, *words]
    return subprocess.run(call, cwd=home, env=surroundings, capture_output=True, text=True, check=False)
