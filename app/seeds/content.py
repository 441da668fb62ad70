"""The texts of the evening, read from the TOML files beside this module."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Text:
    """Something said after something else; `after` is in minutes, `quotes` counts from 0 (None quotes nothing)."""

    by: str
    body: str
    after: int = 0
    quotes: int | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What stands at the beginning of a thread or question, with the texts that followed."""

    by: str
    place: str
    night: int
    at: str
    title: str
    body: str
    kind: str
    warning: str = ""
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said in a room, until `ends`."""

    room: str
    ends: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A text in a thread or room that moderators will find waiting: held by moderation, or reported by a member.

    In a thread it came `after` so many minutes, in a room `at` a time of the latest evening.
    """

    by: str
    body: str
    thread: str = ""
    after: int = 0
    room: str = ""
    at: str = ""
    reporter: str = ""
    reason: str = ""
    note: str = ""


def read(name: str) -> dict[str, Any]:
    """One file of the evening, as it stands."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def threads() -> list[Start]:
    """All threads with their replies."""
    return [
        _start(row, place=row["board"], kind=row["wants"], texts=row.get("reply", []))
        for name in ("threads_ja", "threads_en")
        for row in read(name)["thread"]
    ]


def questions() -> list[Start]:
    """All questions to counsellors, with the answer where there is one."""
    return [
        _start(row, place=row["room"], kind=row["audience"], texts=[row["answer"]] if "answer" in row else [])
        for row in read("experts")["question"]
    ]


def conversations() -> list[Conversation]:
    """What was said in the rooms."""
    return [
        Conversation(row["room"], row["ends"], tuple(map(_line, row["lines"]))) for row in read("chat")["conversation"]
    ]


def troubles() -> list[Trouble]:
    """What moderators will find, whether or not somebody reported it."""
    return [Trouble(**row | {"body": row["body"].strip()}) for row in read("held")["trouble"]]


def _start(row: dict[str, Any], place: str, kind: str, texts: list[dict[str, Any]]) -> Start:
    return Start(
        by=row["by"],
        place=place,
        night=row["night"],
        at=row["at"],
        title=row["title"],
        body=row["body"].strip(),
        kind=kind,
        warning=row.get("warning", ""),
        texts=tuple(Text(**text | {"body": text["body"].strip()}) for text in texts),
    )


def _line(row: dict[str, Any]) -> Text:
    quoted = row.get("quotes")
    return Text(row["by"], row["body"], row["gap"], quoted - 1 if quoted else None)
