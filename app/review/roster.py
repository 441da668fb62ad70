"""Promising to watch, changing it, handing it on: verbs of the duty roster. A promise stands until somebody else has it."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, select, update

from app import clock, db
from app.accounts import hours
from app.accounts.hours import Span
from app.accounts.models import Shift
from app.errors import Invalid, NotFound
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import Said, tell
from app.permissions import Actor, Permission, require

SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=12)
# Weekly shifts stand on the roster so far ahead; nobody plans further.
AHEAD = timedelta(days=35)
# For how well the nights were covered, and for nothing about anybody.
KEPT = timedelta(days=400)


class NotThen(Invalid):
    """These hours cannot be promised, or not any more; the sentence says why."""

    code = "not_then"


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a day as a clock shows them there; an end that is not later belongs to the day after."""

    day: date
    starts: time
    ends: time
    zone: str

    @property
    def span(self) -> Span:
        return hours.on_wall(self.day, self.starts, self.ends, ZoneInfo(self.zone))


def promise(member: Actor, mask_id: str, planned: Hours) -> Shift:
    """Put somebody down once: oneself, or, as the lead, a colleague, who is told."""
    may_plan(member, mask_id)
    span = planned.span
    refuse_odd(span)
    refuse_twice(mask_id, span)
    shift = Shift(id=new_id(), mask_id=mask_id, starts_at=span[0], ends_at=span[1], is_offered=False)
    db.session().add(shift)
    tell_if_other(member, mask_id, "planned")
    return shift


def change(member: Actor, shift: Shift, planned: Hours) -> None:
    """Other hours for this one time."""
    require(member, Permission.Shift.CHANGE, shift)
    span = planned.span
    _refuse_over(shift)
    refuse_odd(span)
    refuse_twice(shift.mask_id, span, shift.id)
    shift.starts_at, shift.ends_at = span
    tell_if_other(member, shift.mask_id, "planned")


def give_back(member: Actor, shift: Shift) -> None:
    """Not this time; one that has begun ends now. Nobody is asked why."""
    require(member, Permission.Shift.CHANGE, shift)
    _refuse_over(shift)
    now = clock.now()
    if shift.starts_at < now:
        shift.ends_at, shift.is_offered = now, False
    else:
        db.session().delete(shift)
    tell_if_other(member, shift.mask_id, "removed")


def offer(member: Actor, shift: Shift) -> None:
    """Ask colleagues whether somebody can take it; until somebody does, the promise stands."""
    require(member, Permission.Shift.CHANGE, shift)
    _refuse_over(shift)
    shift.is_offered = True


def keep(member: Actor, shift: Shift) -> None:
    """Nobody needs to take it after all."""
    require(member, Permission.Shift.CHANGE, shift)
    shift.is_offered = False


def take_over(member: Actor, shift: Shift) -> None:
    """Take what a colleague offers; of two who do so at once, the second hears that it is done."""
    require(member, Permission.Shift.TAKE)
    refuse_twice(member.work_mask, (shift.starts_at, shift.ends_at))
    before = shift.mask_id
    still = (Shift.id == shift.id, Shift.is_offered, Shift.mask_id == before, Shift.ends_at > clock.now())
    taken = update(Shift).where(*still).values(mask_id=member.work_mask, is_offered=False, weekly_id=None)
    if db.session().execute(taken.returning(Shift.id)).first() is None:
        raise NotThen(_("この当番は、もう引き受けた人がいるか、時間がすぎました。"))
    tell_if_other(member, before, "taken")


def assign(lead: Actor, shift: Shift, mask_id: str) -> None:
    """The lead gives a shift to somebody else; both are told."""
    require(lead, Permission.Shift.PLAN)
    _refuse_over(shift)
    if mask_id == shift.mask_id:
        return
    refuse_twice(mask_id, (shift.starts_at, shift.ends_at))
    tell_if_other(lead, shift.mask_id, "removed")
    shift.mask_id, shift.is_offered, shift.weekly_id = mask_id, False, None
    tell_if_other(lead, mask_id, "planned")


def shift_for(member: Actor, shift_id: str) -> Shift:
    """One shift that is not over; NotFound otherwise, and for who may not see the roster."""
    require(member, Permission.Shift.SEE)
    found = db.session().get(Shift, shift_id)
    if found is None or found.ends_at <= clock.now():
        raise NotFound()
    return found


def forget_past() -> int:
    """Delete shifts that ended more than a year ago; returns how many."""
    past = delete(Shift).where(Shift.ends_at <= clock.now() - KEPT)
    return len(db.session().execute(past.returning(Shift.id)).all())


def may_plan(member: Actor, mask_id: str) -> None:
    """For oneself with one's own power, for others with the lead's."""
    require(member, Permission.Shift.TAKE if mask_id in member.masks else Permission.Shift.PLAN)


def refuse_odd(span: Span) -> None:
    """Raise NotThen for hours nobody should promise."""
    length = span[1] - span[0]
    if not SHORTEST <= length <= LONGEST:
        raise NotThen(_("一度の当番は、30分から12時間までにしてください。長いときは、人と分けてください。"))
    if span[1] <= clock.now():
        raise NotThen(_("もうすぎた時間です。これからの時間を選んでください。"))
    if span[0] > clock.now() + AHEAD:
        raise NotThen(_("5週間より先は、まだ決められません。"))


def refuse_twice(mask_id: str, span: Span, but: str = "") -> None:
    """Raise NotThen when this name has promised some of these hours already, apart from the shift `but`."""
    if is_there(mask_id, span, but):
        raise NotThen(_("この時間には、もう当番が入っています。"))


def _refuse_over(shift: Shift) -> None:
    if shift.ends_at <= clock.now():
        raise NotThen(_("この当番は、もう終わっています。"))


def is_there(mask_id: str, span: Span, but: str = "") -> bool:
    """Has this name promised some of these hours?"""
    same: tuple[ColumnElement[bool], ...] = (
        Shift.mask_id == mask_id,
        Shift.starts_at < span[1],
        Shift.ends_at > span[0],
    )
    return db.session().scalar(select(Shift.id).where(*same, Shift.id != but).limit(1)) is not None


def tell_if_other(member: Actor, mask_id: str, what: str) -> None:
    """Whose shift somebody else changed hears of it."""
    if mask_id not in member.masks:
        tell(mask_id, NoticeKind.ROSTER, None, Said(topic=what))
