"""The hours of a room as they stand in the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from app import clock, db
from app.experts.models import ExpertRoom, OtherHours, WeeklyHours
from app.openings import DAY, Calendar, Period, Span, next_opening, open_now

# A day that is over matters as long as its last opening may last.
KEPT = 3 * DAY


def of_room(room: ExpertRoom) -> Calendar:
    """When this room is open."""
    return of_rooms([room])[room.id]


def of_rooms(rooms: Sequence[ExpertRoom]) -> dict[str, Calendar]:
    """The same for several rooms, in two questions to the database."""
    ids = [room.id for room in rooms]
    week: dict[str, dict[int, list[Span]]] = {room_id: defaultdict(list) for room_id in ids}
    other: dict[str, dict[date, list[Span]]] = {room_id: defaultdict(list) for room_id in ids}
    for row in db.session().scalars(select(WeeklyHours).where(WeeklyHours.room_id.in_(ids))):
        week[row.room_id][row.weekday].append((row.begins, row.ends))
    ahead = select(OtherHours).where(OtherHours.room_id.in_(ids), OtherHours.day >= clock.today() - KEPT)
    for day in db.session().scalars(ahead):
        spans = other[day.room_id][day.day]
        if day.begins is not None and day.ends is not None:
            spans.append((day.begins, day.ends))
    return {
        room.id: Calendar(ZoneInfo(room.zone), week[room.id], other[room.id], room.keeps_holidays) for room in rooms
    }


def opening_of(room: ExpertRoom) -> Period | None:
    """The opening that is going on, if any."""
    return open_now(of_room(room), clock.now())


def next_of(room: ExpertRoom) -> Period | None:
    """The next opening that has not begun."""
    return next_opening(of_room(room), clock.now())


def forget_past() -> int:
    """Delete what was different on days that are over; returns how many."""
    gone = list(db.session().scalars(select(OtherHours).where(OtherHours.day < clock.today() - KEPT)))
    for row in gone:
        db.session().delete(row)
    return len(gone)


def put(room: ExpertRoom, week: Mapping[int, Sequence[Span]], other: Mapping[date, Sequence[Span]]) -> None:
    """These hours instead of those before."""
    for kind in (WeeklyHours, OtherHours):
        db.session().execute(delete(kind).where(kind.room_id == room.id))
    for weekday, spans in week.items():
        db.session().add_all(WeeklyHours(room_id=room.id, weekday=weekday, begins=b, ends=e) for b, e in spans)
    for day, spans in other.items():
        changed: Sequence[tuple[int | None, int | None]] = spans or [(None, None)]
        db.session().add_all(OtherHours(room_id=room.id, day=day, begins=b, ends=e) for b, e in changed)
    db.session().flush()
