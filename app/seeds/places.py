"""Boards, rooms and expert rooms: what every site needs before anybody can write."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from sqlalchemy import select

from app import db
from app.chat.models import Room
from app.experts.models import ExpertRoom, WeeklyHours
from app.forum.models import Board
from app.seeds import content

HOURS = ("opens_at", "closes_at")


def are_there() -> bool:
    """Has this site any board?"""
    return db.session().scalar(select(Board.id).limit(1)) is not None


def put_up_boards() -> int:
    """Add the boards that a site does not have yet, in the order of their file; says how many. What is there stays."""
    present = set(db.session().scalars(select(Board.slug)))
    missing = [row for row in _numbered(content.read("boards")["board"]) if row["slug"] not in present]
    db.session().add_all(Board(**row) for row in missing)
    db.session().flush()
    return len(missing)


def furnish() -> None:
    """Put up the boards and rooms, in the order of their files."""
    put_up_boards()
    db.session().add_all(
        [
            *(Room(**_with_hours(row)) for row in _numbered(content.read("rooms")["room"])),
            *(ExpertRoom(**_without_hours(row)) for row in _numbered(content.read("experts")["room"])),
        ]
    )
    db.session().flush()
    for row in content.read("experts")["room"]:
        db.session().add_all(_weekly_hours(row))
    db.session().flush()


def _numbered(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return (row | {"position": position} for position, row in enumerate(rows, start=1))


def _without_hours(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "hours"}


def _weekly_hours(row: dict[str, Any]) -> Iterable[WeeklyHours]:
    room = db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == row["slug"])).one()
    for span in row.get("hours", ()):
        begins, ends = (_minutes(span[name]) for name in ("begins", "ends"))
        for weekday in span["weekdays"]:
            yield WeeklyHours(room_id=room.id, weekday=weekday, begins=begins, ends=ends)


def _minutes(wall: str) -> int:
    hour, _colon, minute = wall.partition(":")
    return int(hour) * 60 + int(minute)


def _with_hours(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: time.fromisoformat(row[name]) for name in HOURS if name in row}
