"""What a lead can correct about a line, in the shape of an entry of lines.toml; also what the record keeps as JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

Facts = Mapping[str, Any]

FIELDS = (
    "number",
    "url",
    "cost",
    "hours_kind",
    "hours",
    "holidays",
    "closed",
    "hours_words",
    "note",
    "listed",
    "checked",
)


def of_entry(entry: Mapping[str, Any]) -> Facts:
    """The facts of one entry; what it does not say is None, and the date is text so that all of it can be JSON."""
    given = {name: entry.get(name) for name in FIELDS}
    return given | {"listed": entry.get("listed", True), "checked": entry["checked"].isoformat()}


def layered(entry: Mapping[str, Any], facts: Facts | None) -> Mapping[str, Any]:
    """The entry as it reads with these facts in place of its own."""
    if facts is None:
        return entry
    kept = {name: value for name, value in entry.items() if name not in FIELDS}
    known = {name: facts[name] for name in FIELDS if facts[name] is not None}
    return kept | known | {"checked": date.fromisoformat(facts["checked"])}


def is_newer(facts: Facts, entry: Mapping[str, Any]) -> bool:
    """A release may bring a later look at the official page than the correction; then the file is right."""
    return date.fromisoformat(facts["checked"]) >= entry["checked"]


def differing(before: Facts, after: Facts) -> list[str]:
    """The names of what changed, in the order of FIELDS; that it was looked at is no change by itself."""
    return [name for name in FIELDS if name != "checked" and before[name] != after[name]]
