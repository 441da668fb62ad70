"""Which counsellors are there now: they say so themselves, for the opening that is going on, and nothing lasts longer.

Nothing leaves to anybody else: no notice, no call, no live word (decision 52).
"""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select, update

from app import clock, db
from app.accounts.models import Mask
from app.errors import Invalid, NotAllowed
from app.experts import calendars
from app.experts.models import Counsellor, ExpertRoom, Question
from app.notices.services import forget_calls
from app.permissions import Actor, Permission, require


class Closed(Invalid):
    """The room is not open now, so nobody is on duty."""

    code = "closed"


def begin(member: Actor, room: ExpertRoom) -> None:
    """I am here until the room closes. Raises Closed outside its hours."""
    require(member, Permission.Question.ANSWER, room)
    mask_id, opening = badge_for(member, room), calendars.opening_of(room)
    if opening is None:
        raise Closed(_("いまは部屋の時間ではないので、入れません。質問を読んで答えることは、いつでもできます。"))
    _remember(mask_id, opening.ends)


def end(member: Actor, room: ExpertRoom) -> None:
    """I am here no longer; what was kept for me is anybody's."""
    mask_id = badge_for(member, room)
    _remember(mask_id, None)
    kept = update(Question).where(Question.kept_for_mask_id == mask_id)
    db.session().execute(kept.values(kept_for_mask_id=None, kept_until=None))
    forget_calls(mask_id)


def let_go(mask_id: str) -> None:
    """They counsel no longer: no seat, no duty, nothing kept for them. What they wrote lies with the question, for the room."""
    db.session().execute(update(Question).where(Question.drafter_mask_id == mask_id).values(drafter_until=None))
    kept = update(Question).where(Question.kept_for_mask_id == mask_id)
    db.session().execute(kept.values(kept_for_mask_id=None, kept_until=None))
    db.session().execute(update(Counsellor).where(Counsellor.mask_id == mask_id).values(on_duty_until=None))
    forget_calls(mask_id)


def is_on_duty(room: ExpertRoom, mask_id: str) -> bool:
    """Have they said so for this opening, does their verification hold, and is the room open?"""
    return any(mask.id == mask_id for mask in on_duty(room))


def on_duty(room: ExpertRoom) -> Sequence[Mask]:
    """Everybody who is there now, by the name they answer under; nobody while the room is closed."""
    if calendars.opening_of(room) is None:
        return []
    there = select(Mask).join(Counsellor, Counsellor.mask_id == Mask.id)
    verified = (Mask.badge == room.profession, Mask.verified_until >= clock.today())
    return (
        db.session().scalars(there.where(*verified, Counsellor.on_duty_until > clock.now()).order_by(Mask.name)).all()
    )


def first_for(question: Question) -> str | None:
    """The counsellor who may take it first now: only while they are there."""
    kept = question.kept_for_mask_id
    if kept is None or question.kept_until is None or question.kept_until <= clock.now():
        return None
    return kept if is_on_duty(question.room, kept) else None


def until(mask_id: str) -> datetime | None:
    """The end of this counsellor's duty, where they are on duty."""
    row = db.session().get(Counsellor, mask_id)
    return row.on_duty_until if row else None


def cut_short(room: ExpertRoom) -> None:
    """The hours of the room have changed: nobody is on duty for longer than it is open."""
    opening = calendars.opening_of(room)
    there = select(Counsellor).join(Mask, Mask.id == Counsellor.mask_id)
    for row in db.session().scalars(there.where(Mask.badge == room.profession, Counsellor.on_duty_until.is_not(None))):
        row.on_duty_until = min(row.on_duty_until or opening.ends, opening.ends) if opening else None


def badge_for(member: Actor, room: ExpertRoom) -> str:
    """The mask under which this member counsels in the room; NotAllowed where there is none."""
    fitting = [mask_id for mask_id, badge in member.badges.items() if badge == room.profession]
    if not fitting:
        raise NotAllowed()
    return fitting[0]


def forget_past() -> int:
    """Duties that are over, and questions that were kept for somebody until a while ago; returns how many duties."""
    now = clock.now()
    kept = update(Question).where(Question.kept_until <= now)
    db.session().execute(kept.values(kept_for_mask_id=None, kept_until=None))
    over = update(Counsellor).where(Counsellor.on_duty_until <= now).values(on_duty_until=None)
    return len(db.session().execute(over.returning(Counsellor.mask_id)).all())


def _remember(mask_id: str, until: datetime | None) -> None:
    row = db.session().get(Counsellor, mask_id)
    if row is None:
        row = Counsellor(mask_id=mask_id)
        db.session().add(row)
    row.on_duty_until = until
    db.session().flush()
