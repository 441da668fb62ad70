"""In CI, a test that could not run has failed; at home it says why it was skipped."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = "import pytest\n\n{mark}\ndef test_it():\n    pytest.skip('no browser here')\n"
SKIPPED_WHOLE = "import pytest\npytest.skip('no browser here', allow_module_level=True)\n"


def test_a_skip_is_a_failure_where_everything_must_run(tmp_path: Path) -> None:
    done = _run(tmp_path, SKIPPED.format(mark=""), everything="1")
    assert done.returncode == 1
    assert "skipped, although everything must run here: Skipped: no browser here" in done.stdout
    assert done.stdout.rstrip().splitlines()[-1].startswith("=")


def test_a_skipped_file_is_a_failure_too(tmp_path: Path) -> None:
    assert _run(tmp_path, SKIPPED_WHOLE, everything="1").returncode != 0


@pytest.mark.parametrize(("mark", "everything"), [("", ""), ("@pytest.mark.optional", "1")])
def test_otherwise_a_skip_is_a_skip(tmp_path: Path, mark: str, everything: str) -> None:
    done = _run(tmp_path, SKIPPED.format(mark=mark), everything)
    assert done.returncode == 0
    assert "1 skipped" in done.stdout


def _run(home: Path, test: str, everything: str) -> "subprocess.CompletedProcess[str]":
    (home / "test_it.py").write_text(test)
    words = ["-p", "tests.support.strictness", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(home), str(home)]
    surroundings = os.environ | {"TOMOSHIBI_REQUIRE_ALL": everything, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
    return subprocess.run(call, cwd=home, env=surroundings, capture_output=True, text=True, check=False)
