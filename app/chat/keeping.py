"""What moderators do in a room while it goes on. Every act is a row of a record that only grows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app import chain, clock, db
from app.chat import broadcasts
from app.chat.forms import LONGEST_NOTE
from app.chat.models import Eviction, Message, Room, RoomAct, RoomActKind
from app.contributions import concerns, screening
from app.contributions import services as door
from app.contributions.models import Contribution
from app.errors import Invalid
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import Said, tell
from app.permissions import Actor, Permission, require

PACES = (0, 10, 30, 60, 120, 300)
CONCERN = "hidden.room"
MORNING = 6


@dataclass(frozen=True, slots=True)
class _About:
    """What an act is about, besides its room."""

    contribution_id: str = ""
    seconds: int = 0


def hide(moderator: Actor, room: Room, message: Message) -> None:
    """Take a line out of sight at once; it waits in the queue for a ruling, and its author is told."""
    require(moderator, Permission.Room.HIDE, message)
    db.session().execute(select(Contribution.id).where(Contribution.id == message.id).with_for_update(key_share=True))
    if not message.is_visible:
        return
    door.hold(message)
    concerns.look_first(message, CONCERN)
    tell(message.mask_id, NoticeKind.HELD, message, Said(topic=CONCERN))
    _record(moderator, room, RoomActKind.HIDE, _About(message.id))


def slow(moderator: Actor, room: Room, seconds: int) -> None:
    """Let everybody pause between two lines; 0 takes the pause away."""
    require(moderator, Permission.Room.KEEP, room)
    if seconds not in PACES:
        raise Invalid(_("間隔は、一覧から選んでください。"))
    room.slow_seconds = seconds
    _record(moderator, room, RoomActKind.SLOW, _About(seconds=seconds))
    broadcasts.room_changed(room)


def note(moderator: Actor, room: Room, words: str) -> None:
    """Pin a note above the room. It is screened like a heading: doubt means other words."""
    require(moderator, Permission.Room.KEEP, room)
    screening.refuse_own_secrets(moderator, "", words)
    if len(words) > LONGEST_NOTE or (words and not screening.label_is_fine(words)):
        raise Invalid(_("このことばは、いまの形では留められません。少し言いかえてみてください。"))
    room.note = words
    _record(moderator, room, RoomActKind.NOTE)
    broadcasts.room_changed(room)


def close(moderator: Actor, room: Room) -> None:
    """Nobody speaks here until it is opened again; reading goes on."""
    require(moderator, Permission.Room.KEEP, room)
    if room.closed_at is None:
        room.closed_at = clock.now()
        _record(moderator, room, RoomActKind.CLOSE)
        broadcasts.room_changed(room)


def reopen(moderator: Actor, room: Room) -> None:
    """As before, within its hours."""
    require(moderator, Permission.Room.KEEP, room)
    if room.closed_at is not None:
        room.closed_at = None
        _record(moderator, room, RoomActKind.REOPEN)
        broadcasts.room_changed(room)


def evict(moderator: Actor, room: Room, message: Message) -> None:
    """Whoever wrote this line stays outside this room until the morning; nobody learns who they are."""
    require(moderator, Permission.Room.EVICT, message)
    db.session().merge(Eviction(room_id=room.id, mask_id=message.mask_id, until=morning()))
    _record(moderator, room, RoomActKind.EVICT, _About(message.id))
    broadcasts.evicted(room, message.mask_id)


def morning() -> datetime:
    """The end of this night: the next six o'clock in Tokyo."""
    here = clock.now().astimezone(clock.TOKYO)
    six = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return six if six > here else six + timedelta(days=1)


def forget_over() -> int:
    """Evictions whose night is over."""
    over = db.session().execute(delete(Eviction).where(Eviction.until <= clock.now()).returning(Eviction.mask_id))
    return len(over.all())


def _record(moderator: Actor, room: Room, kind: RoomActKind, about: _About = _About()) -> None:
    """Last in every act, because from here on no other can be written until this one is on disk."""
    act = RoomAct(id=new_id(), room_id=room.id, mask_id=moderator.work_mask, kind=kind, made_at=clock.now())
    act.contribution_id, act.seconds = about.contribution_id, about.seconds
    chain.append(act)
