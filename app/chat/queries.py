"""Questions about rooms and what was said in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from app import clock, db, i18n
from app.accounts import duty
from app.accounts.models import Mask
from app.chat.models import Message, Room
from app.contributions.models import Contribution, State
from app.contributions.queries import visible_to
from app.errors import NotFound
from app.permissions import Actor, Permission, allows

SHOWN = 50
MOST_MISSED = 200
LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What a client missed: messages to show (new, changed or returned), identifiers to take away, and where it stands now."""

    messages: Sequence[Message]
    removed: Sequence[str]
    last: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What a line answers to, cut short; without an author once it is gone."""

    id: str
    author: str = ""
    text: str = ""


def rooms() -> Sequence[Room]:
    """All rooms in their order."""
    return db.session().scalars(select(Room).order_by(Room.position)).all()


def rooms_to_talk_in() -> Sequence[Room]:
    """Rooms that are open now and where everybody talks."""
    return [room for room in rooms() if room.is_open and not room.is_led]


def name_of(room: Room) -> str:
    """What a room is called in the language of this answer."""
    return room.name_en if i18n.locale() == "en" else room.name_ja


def room_for(_member: Actor, slug: object) -> Room:
    """The room of this address; NotFound otherwise. Every room can be read by everyone in version 1."""
    found = db.session().scalar(select(Room).where(Room.slug == slug)) if isinstance(slug, str) else None
    if found is None:
        raise NotFound()
    return found


def latest(member: Actor, room: Room, before: int | None = None) -> Sequence[Message]:
    """The last messages of a room in order, or those just before `before`."""
    shown = _said_in(room).where(Message.state == State.VISIBLE).order_by(Message.seq.desc()).limit(SHOWN)
    if before is not None:
        shown = shown.where(Message.seq < before)
    return list(reversed(db.session().scalars(shown).all()))


def own_held(member: Actor, room: Room) -> Sequence[Message]:
    """What this member said that still waits for a person; nobody else sees it."""
    if not member.masks:
        return []
    waiting = _said_in(room).where(Message.state == State.HELD, Message.mask_id.in_(list(member.masks)), ~Message.waits)
    return db.session().scalars(waiting.order_by(Message.written_at)).all()


def since(room: Room, after: int) -> CatchUp:
    """Everything after number `after`: what appeared, what changed, what went away."""
    number = func.coalesce(Message.changed_seq, Message.seq)
    missed = _said_in(room).where(number > after, Message.state == State.VISIBLE).order_by(number).limit(MOST_MISSED)
    messages = db.session().scalars(missed).all()
    gone = select(Message.id).where(
        Message.room_id == room.id, Message.changed_seq > after, Message.state != State.VISIBLE
    )
    # A long absence is fetched in several rounds: the client asks again from where this one ends.
    is_complete = len(messages) < MOST_MISSED
    last = room.last_seq if is_complete else max(message.position for message in messages)
    return CatchUp(messages, db.session().scalars(gone).all(), last)


def mask_used_in(member: Actor, room: Room) -> str | None:
    """The mask under which this member last spoke here, while that can still be read."""
    own = select(Message.mask_id).where(
        Message.room_id == room.id, Message.mask_id.in_(list(member.masks)), _not_expired(room)
    )
    return db.session().scalar(own.order_by(Message.written_at.desc()).limit(1)) if member.masks else None


def message_for(member: Actor, room: Room, message_id: object) -> Message | None:
    """A message of this room that the member may see, for quoting."""
    if not isinstance(message_id, str) or not message_id:
        return None
    return db.session().scalar(_said_in(room).where(Message.id == message_id, visible_to(member)))


def line_for(member: Actor, room: Room, message_id: object) -> Message:
    """As above; NotFound where there is none."""
    found = message_for(member, room, message_id)
    if found is None:
        raise NotFound()
    return found


def is_said_to(member: Actor) -> ColumnElement[bool]:
    """What is said; and what still waits to be called, for its author and for the counsellors who lead the room."""
    line, place = Message.__table__.alias("line"), Room.__table__.alias("place")
    leads = sorted(set(member.badges.values())) if allows(member, Permission.Room.CALL) else []
    waiting = select(line.c.id).join(place, place.c.id == line.c.room_id)
    waiting = waiting.where(line.c.id == Contribution.id, line.c.waits, place.c.profession.not_in(leads))
    return or_(Contribution.mask_id.in_(list(member.masks)), ~waiting.correlate(Contribution).exists())


def quoted_in(messages: Sequence[Message]) -> dict[str, Quote]:
    """What these lines quote, by the identifier of the quoted one: what everybody may read of it now, or that it is gone."""
    ids = {message.quotes_id for message in messages if message.quotes_id}
    if not ids:
        return {}
    still = select(Message).options(joinedload(Message.mask)).where(Message.id.in_(ids), Message.state == State.VISIBLE)
    found = {message.id: quote(message) for message in db.session().scalars(still)}
    return {quoted_id: found.get(quoted_id, Quote(quoted_id)) for quoted_id in ids}


def quoting(message: Message) -> Sequence[Message]:
    """The visible lines that repeat a part of this one."""
    return (
        db.session()
        .scalars(
            select(Message).where(Message.quotes_id == message.id, Message.state == State.VISIBLE).order_by(Message.seq)
        )
        .all()
    )


def expired_in(room: Room) -> Sequence[str]:
    """Lines of a room past their time that nobody has to look at any more."""
    past = select(Message.id).where(Message.room_id == room.id, ~_not_expired(room), Message.state != State.HELD)
    return db.session().scalars(past).all()


def badges_held() -> dict[str, object]:
    """The masks whose profession is verified today, with what stands beside their names."""
    verified = select(Mask.id, Mask.badge, Mask.verified_in).where(
        Mask.badge.is_not(None), Mask.verified_until >= clock.today()
    )
    return {row.id: (row.badge, row.verified_in) for row in db.session().execute(verified)}


def said_by(mask_ids: Sequence[str]) -> Sequence[Message]:
    """The latest lines under these masks that everybody can read, in any room."""
    said = select(Message).options(joinedload(Message.mask)).where(Message.mask_id.in_(mask_ids))
    said = said.where(Message.state == State.VISIBLE, Message.seq.is_not(None))
    return db.session().scalars(said.order_by(Message.written_at.desc()).limit(SHOWN)).all()


def watch() -> duty.Watch:
    """Who is on duty, as a number and a time; names are nobody's business."""
    return duty.watch()


def quote(message: Message) -> Quote:
    """How a line looks in front of an answer to it."""
    # What stands behind a warning is not repeated in front of it.
    text = " ".join(message.body.split())
    short = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    return Quote(message.id, message.mask.name, f"〔{message.warning}〕" if message.warning else short)


def _said_in(room: Room) -> Select[Message]:
    return (
        select(Message)
        .options(joinedload(Message.mask))
        .where(Message.room_id == room.id, Message.seq.is_not(None) | (Message.state == State.HELD), _not_expired(room))
    )


def _not_expired(room: Room) -> ColumnElement[bool]:
    return Message.written_at > clock.now() - timedelta(hours=room.retention_hours)
