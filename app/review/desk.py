"""The crisis desk: a text in present danger waits, those on duty are asked one after the other, and in the end its author is told.

Everything that has happened stands in `calls` and `call_steps`; whoever goes on with a call, and after whatever was killed,
looks there first, under the lock of the text. So every step is done once and in order (decision 41).
"""

from datetime import datetime, timedelta
from functools import partial

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import delete, select

from app import clock, db, errands
from app.contributions.models import Contribution
from app.errands.services import leave
from app.errors import Invalid
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import supersede, tell
from app.permissions import Actor, Permission, require
from app.review import danger, on_call, queries, unread
from app.review.danger import Danger
from app.review.desk_models import Answer, Call, CallStep, Ending
from app.review.models import Lease

# The errand left by contributions/concerns.py, and the one that goes on with a call.
BEGIN, GO_ON = "danger", "call"
# Whoever took a case over has so long before others are asked, longer while they have it open.
HOLDS = timedelta(minutes=30)
KEPT = timedelta(days=60)


class Late(Invalid):
    """Somebody else has taken it over, or there is nothing to take over any more."""

    code = "too_late"


def register(app: Flask) -> None:
    """Calls begin and go on by errands."""
    errands.know(app, BEGIN, partial(_begin, app))
    errands.know(app, GO_ON, partial(_go_on, app))


def begin(contribution_id: str) -> Call | None:
    """Open a call for a text in present danger, unless one is open; None where there is nothing to look at."""
    contribution = db.session().get(Contribution, contribution_id)
    if contribution is None:
        return None
    queries.be_alone_with(contribution)
    if not _is_in_danger(contribution):
        return None
    known = db.session().scalar(select(Call).where(Call.open_for == contribution_id))
    if known is not None:
        return known
    call = Call(id=new_id(), contribution_id=contribution_id, open_for=contribution_id)
    db.session().add(call)
    leave(GO_ON, call.id)
    return call


def go_on(call_id: str, patience: timedelta) -> datetime | None:
    """Do what is next with a call, if it is time; returns when to look again, or None when the call has ended."""
    call = db.session().get(Call, call_id)
    if call is None or call.ended_at is not None:
        return None
    contribution = _alone_with(call)
    if call.ended_at is not None:
        return None
    if not _is_in_danger(contribution):
        _end(call, contribution, Ending.SETTLED)
        return None
    waits_until = _looked_at_until(contribution) or call.until
    if waits_until is not None and clock.now() < waits_until:
        return waits_until
    return _ask_next(call, contribution, patience)


def accept(member: Actor, call: Call) -> Contribution:
    """Take it over, whether one was asked or not; raises Late when a colleague has it."""
    contribution = _answerable(member, call)
    if call.holder_id is not None and call.holder_id not in member.masks:
        raise Late(_("もう引き受けた人がいます。気づいてくださって、ありがとうございます。"))
    step = _open_step(call)
    if step is not None:
        step.answer = Answer.ACCEPTED if step.mask_id in member.masks else Answer.RELIEVED
    call.holder_id, call.until = member.work_mask, clock.now() + HOLDS
    supersede(contribution, (NoticeKind.CALLED,))
    return contribution


def pass_on(member: Actor, call: Call, patience: timedelta) -> None:
    """Not me, not now: the next one is asked at once. Nobody is asked why, and nothing counts it."""
    contribution = _answerable(member, call)
    step = _open_step(call)
    if (step.mask_id if step is not None else call.holder_id) not in member.masks:
        raise Late(_("いまは、あなたの番ではありません。"))
    if step is not None:
        step.answer = Answer.PASSED
    _ask_next(call, contribution, patience)


def forget_over() -> int:
    """Delete calls that ended long ago; returns how many."""
    past = delete(Call).where(Call.ended_at <= clock.now() - KEPT)
    return len(db.session().execute(past.returning(Call.id)).all())


def _begin(app: Flask, contribution_id: str) -> None:
    with app.extensions["tomoshibi_db"].writing():
        begin(contribution_id)


def _go_on(app: Flask, call_id: str) -> datetime | None:
    patience = timedelta(minutes=app.extensions["tomoshibi_settings"].call_minutes)
    with app.extensions["tomoshibi_db"].writing():
        return go_on(call_id, patience)


def _alone_with(call: Call) -> Contribution:
    contribution = db.session().get_one(Contribution, call.contribution_id)
    queries.be_alone_with(contribution)
    db.session().refresh(call)
    return contribution


def _answerable(member: Actor, call: Call) -> Contribution:
    contribution = _alone_with(call)
    require(member, Permission.Call.ANSWER, contribution)
    if call.ended_at is not None or not _is_in_danger(contribution):
        raise Late(_("もう終わっています。ありがとうございます。"))
    return contribution


def _is_in_danger(contribution: Contribution) -> bool:
    waiting = queries.open_concerns(contribution)
    return not contribution.is_withdrawn and any(danger.of(concern) is Danger.NOW for concern in waiting)


def _looked_at_until(contribution: Contribution) -> datetime | None:
    """Somebody has it open in the console, asked or not."""
    lease = db.session().get(Lease, contribution.id, populate_existing=True)
    return lease.until if lease is not None and lease.until > clock.now() else None


def _open_step(call: Call) -> CallStep | None:
    unanswered = select(CallStep).where(CallStep.call_id == call.id, CallStep.answer.is_(None))
    return db.session().scalar(unanswered.order_by(CallStep.number.desc()).limit(1))


def _ask_next(call: Call, contribution: Contribution, patience: timedelta) -> datetime | None:
    step = _open_step(call)
    if step is not None:
        step.answer = Answer.LAPSED
    supersede(contribution, (NoticeKind.CALLED,))
    call.holder_id = None
    mask_id = on_call.next_for(call, contribution)
    if mask_id is None:
        _end(call, contribution, unread.write(contribution, has_asked=on_call.number_asked(call) > 0))
        return None
    db.session().add(CallStep(call_id=call.id, number=on_call.number_asked(call) + 1, mask_id=mask_id))
    call.until = clock.now() + patience
    tell(mask_id, NoticeKind.CALLED, contribution)
    return call.until


def _end(call: Call, contribution: Contribution, ending: Ending) -> None:
    supersede(contribution, (NoticeKind.CALLED,))
    call.open_for, call.until, call.ending, call.ended_at = None, None, ending, clock.now()
