"""When the live hours of an expert room are: set by its counsellors or a lead, kept with the chat room they are held in."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app import clock, db, openings
from app.chat import broadcasts
from app.chat.models import Room
from app.experts.models import ExpertRoom
from app.ids import new_id
from app.live import queries
from app.live.models import LiveHour
from app.openings import Calendar, Span
from app.permissions import Actor, Permission, require

LONGEST_SLUG = 40
# A day that is over matters as long as what began then may last.
KEPT = timedelta(days=3)

Week = Mapping[int, Sequence[Span]]
Days = Mapping[date, Sequence[Span]]


def calendar_of(expert_room: ExpertRoom) -> Calendar:
    """The plan as it stands; empty where there is none."""
    room = queries.room_of(expert_room)
    return openings.as_calendar(room.plan) if room and room.plan else Calendar(ZoneInfo(expert_room.zone), {})


def plan(member: Actor, expert_room: ExpertRoom, week: Week, days: Days) -> Room:
    """These live hours instead of those before, on the room's own clock and with its holidays."""
    require(member, Permission.Question.PLAN, expert_room)
    ahead = {day: spans for day, spans in days.items() if day >= clock.today() - KEPT}
    room = queries.room_of(expert_room) or _make(expert_room)
    room.plan = openings.as_kept(Calendar(ZoneInfo(expert_room.zone), week, ahead, expert_room.keeps_holidays))
    room.profession = expert_room.profession
    broadcasts.room_changed(room)
    return room


def _make(expert_room: ExpertRoom) -> Room:
    last = db.session().scalar(select(func.max(Room.position))) or 0
    room = Room(slug=_free_slug(expert_room), position=last + 1)
    room.name_ja, room.name_en = f"{expert_room.name_ja}のライブ"[:60], f"{expert_room.name_en}, live"[:60]
    room.purpose_ja, room.purpose_en = expert_room.purpose_ja, expert_room.purpose_en
    db.session().add(room)
    db.session().flush()
    db.session().add(LiveHour(expert_room_id=expert_room.id, room_id=room.id))
    return room


def _free_slug(expert_room: ExpertRoom) -> str:
    wanted = f"live-{expert_room.slug}"[:LONGEST_SLUG]
    is_taken = db.session().scalar(select(Room.id).where(Room.slug == wanted)) is not None
    return new_id() if is_taken else wanted
