"""Reading access_table.txt, and writing the line it should have."""

from collections.abc import Mapping
from pathlib import Path

from tests.security.world import PROVED, STAFF, VISITOR

FILE = Path(__file__).with_name("access_table.txt")
COLUMNS = (VISITOR, *PROVED)
LETTERS = frozenset("+s2x-")


def expected() -> dict[str, dict[str, str]]:
    """For each way or event what each of the people must get."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return dict(_read(line) for line in lines if line and not line.startswith("#"))


def line(way: str, seen: Mapping[str, str]) -> str:
    """The line for what was seen."""
    letters = [seen[who] for who in COLUMNS]
    unproved = {seen[f"{role.value} without a second factor"] for role in STAFF}
    last = "2" if "2" in unproved else "".join(sorted(unproved))
    return f"{way:<64} {' '.join(letters)}   {last}"


def _read(line: str) -> tuple[str, dict[str, str]]:
    way, letters = line[:64].strip(), line[64:].split()
    assert len(letters) == len(COLUMNS) + 1, f"access_table.txt: cannot read {line!r}"
    assert set(letters) <= LETTERS, f"access_table.txt: cannot read {line!r}"
    of = dict(zip(COLUMNS, letters, strict=False))
    for role in STAFF:
        of[f"{role.value} without a second factor"] = _unproved(letters[-1], of[role.value], of["member"])
    return way, of


def _unproved(letter: str, with_factor: str, as_member: str) -> str:
    """Who has not shown a second factor is asked for it where they would be let in, and else is a member."""
    if letter != "2":
        return letter
    return "2" if with_factor == "+" else as_member
