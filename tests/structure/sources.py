"""The repository's own files, as the rules look at them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = ("static/vendor/",)


@dataclass(frozen=True)
class Source:
    """One file: its path from the repository's root, and what it says."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Everything in a Python file, outermost first."""
        return list(ast.walk(ast.parse(self.text)))

    def line_of(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1


def repository() -> Iterator[Source]:
    """Every text file that is committed or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for path in sorted(filter(None, listed)):
        if not path.startswith(NOT_OURS) and (ROOT / path).is_file():
            try:
                yield Source(path, (ROOT / path).read_text(encoding="utf-8"))
            except UnicodeDecodeError:
                continue
