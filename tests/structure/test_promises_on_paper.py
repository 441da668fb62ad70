"""What the documents say about data and dangers is about what there is: every table, every test."""

import re
import subprocess

from app.db import Base
from app.review import models as _review  # noqa: F401 - makes its tables known
from tests.structure.sources import ROOT
from tests.support.cast import an_app

NAMED = re.compile(r"`(test_\w+)`")
DANGERS = 8


def paper(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def unnamed(tables: set[str], text: str) -> set[str]:
    return {table for table in tables if f"`{table}`" not in text and f"`{table}." not in text}


def test_every_table_is_named_where_we_say_what_is_kept(sqlite_url: str) -> None:
    an_app(sqlite_url)
    assert unnamed(set(Base.metadata.tables), paper("privacy.md")) == set()
    assert unnamed({"sessions", "visits"}, paper("privacy.md")) == {"visits"}, "a table that is forgotten is found"


def missing(named: set[str]) -> set[str]:
    command = ["git", "grep", "--untracked", "-hoE", r"def test_\w+", "--", "tests"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return named - set(listed.replace("def ", "").split())


def test_every_test_that_answers_a_danger_exists() -> None:
    named = set(NAMED.findall(paper("threat-model.md")))
    assert len(named) > 30
    assert missing(named) == set()
    assert missing({"test_that_nobody_wrote"}) == {"test_that_nobody_wrote"}


def test_every_danger_has_its_answer_its_tests_and_what_remains() -> None:
    parts = paper("threat-model.md").split("\n## ")[1:]
    assert len(parts) >= DANGERS
    for part in parts:
        title = part.partition("\n")[0]
        for word in ("**Answer.**", "**Tests.**", "**Remains.**"):
            assert word in part, title
        assert NAMED.search(part), title
