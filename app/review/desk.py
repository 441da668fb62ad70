"""The crisis desk: a text in present danger waits, those on duty are asked one after the other, and in the end its author is told.

Everything that has happened stands in `calls` and `call_steps`; whoever goes on with a call, and after whatever was killed,
looks there first, under the lock of its author's name. So every step is done once and in order (decision 41).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app import clock, db, errands
from app.contributions.models import Contribution
from app.errands.services import leave
from app.errors import Invalid
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import supersede, tell
from app.permissions import Actor, Permission, require
from app.review import needs, on_call, queries, unread
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
    """Open a call for a text in present danger; what its author says again while one is open belongs to that one.

    None where there is nothing to look at.
    """
    contribution = db.session().get(Contribution, contribution_id)
    if contribution is None:
        return None
    needs.be_alone_with(contribution.mask_id)
    queries.be_alone_with(contribution)
    present = {each.id for each in needs.of_author(contribution.mask_id)}
    if contribution_id not in present:
        return None
    known = needs.open_call_of(contribution.mask_id)
    if known is not None and (known.contribution_id == contribution_id or present - {contribution_id}):
        return known
    if known is not None:
        # What it was about is settled already, and whoever looked has gone on: this is a new call for help.
        _end(known, Ending.SETTLED)
    call = Call(id=new_id(), contribution_id=contribution_id, open_for=contribution_id)
    db.session().add(call)
    leave(GO_ON, call.id)
    return call


def go_on(call_id: str, patience: timedelta) -> datetime | None:
    """Do what is next with a call, if it is time; returns when to look again, or None when the call has ended."""
    call = db.session().get(Call, call_id)
    if call is None or call.ended_at is not None:
        return None
    texts = _alone_with(call)
    if call.ended_at is not None:
        return None
    if not texts:
        _end(call, Ending.SETTLED)
        return None
    waits_until = _looked_at_until(texts) or call.until
    if waits_until is not None and clock.now() < waits_until:
        return waits_until
    return _ask_next(call, texts, patience)


def accept(member: Actor, call: Call) -> Contribution:
    """Take it over, whether one was asked or not; returns the newest text of it. Raises Late when a colleague has it."""
    _answerable(member, call)
    if call.holder_id is not None and call.holder_id not in member.masks:
        raise Late(_("もう引き受けた人がいます。気づいてくださって、ありがとうございます。"))
    step = _open_step(call)
    if step is not None:
        step.answer = Answer.ACCEPTED if step.mask_id in member.masks else Answer.RELIEVED
    call.holder_id, call.until = member.work_mask, clock.now() + HOLDS
    supersede(needs.first_of(call), (NoticeKind.CALLED,))
    return needs.shown_to(member, call)[0]


def pass_on(member: Actor, call: Call, patience: timedelta) -> None:
    """Not me, not now: the next one is asked at once. Nobody is asked why, and nothing counts it."""
    texts = _answerable(member, call)
    step = _open_step(call)
    if (step.mask_id if step is not None else call.holder_id) not in member.masks:
        raise Late(_("いまは、あなたの番ではありません。"))
    if step is not None:
        step.answer = Answer.PASSED
    _ask_next(call, texts, patience)


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


def _alone_with(call: Call) -> Sequence[Contribution]:
    """What it is about now, the newest first; nothing where all of it is settled."""
    first = needs.first_of(call)
    needs.be_alone_with(first.mask_id)
    queries.be_alone_with(first)
    db.session().refresh(call)
    return needs.of_call(call)


def _answerable(member: Actor, call: Call) -> Sequence[Contribution]:
    texts = _alone_with(call)
    require(member, Permission.Call.ANSWER, needs.first_of(call))
    if call.ended_at is not None or not texts:
        raise Late(_("もう終わっています。ありがとうございます。"))
    return texts


def _looked_at_until(texts: Sequence[Contribution]) -> datetime | None:
    """Somebody has one of them open in the console, asked or not."""
    held = select(func.max(Lease.until)).where(Lease.contribution_id.in_([each.id for each in texts]))
    until = db.session().scalar(held)
    return until if until is not None and until > clock.now() else None


def _open_step(call: Call) -> CallStep | None:
    unanswered = select(CallStep).where(CallStep.call_id == call.id, CallStep.answer.is_(None))
    return db.session().scalar(unanswered.order_by(CallStep.number.desc()).limit(1))


def _ask_next(call: Call, texts: Sequence[Contribution], patience: timedelta) -> datetime | None:
    step, first = _open_step(call), needs.first_of(call)
    if step is not None:
        step.answer = Answer.LAPSED
    supersede(first, (NoticeKind.CALLED,))
    call.holder_id = None
    mask_id = on_call.next_for(call, texts)
    if mask_id is None:
        _end(call, unread.write(texts[0], has_asked=on_call.number_asked(call) > 0))
        return None
    db.session().add(CallStep(call_id=call.id, number=on_call.number_asked(call) + 1, mask_id=mask_id))
    call.until = clock.now() + patience
    tell(mask_id, NoticeKind.CALLED, first)
    return call.until


def _end(call: Call, ending: Ending) -> None:
    supersede(needs.first_of(call), (NoticeKind.CALLED,))
    call.open_for, call.until, call.ending, call.ended_at = None, None, ending, clock.now()
