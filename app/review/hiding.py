"""Putting a reported text out of sight for some hours: quick, weak, and undone by the clock unless somebody rules."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app import clock, db
from app.contributions import services as door
from app.contributions.models import Concern, ConcernSource, Contribution
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import Said, supersede, tell
from app.permissions import Actor, Permission, allows, require
from app.review import chain, danger, parties, queries
from app.review.leases import TooLate
from app.review.models import Hide, Outcome, Ruling

LENGTH = timedelta(hours=6)
CONCERN = "hidden.hours"


def hide(watcher: Actor, contribution: Contribution, reason: str) -> Ruling:
    """Nobody reads it until a ruling, or until the hours are over; raises TooLate when there is nothing to hide (any more)."""
    require(watcher, Permission.Review.HIDE, contribution)
    queries.be_alone_with(contribution)
    parties.refuse(watcher, contribution)
    _refuse_unless_waiting(contribution)
    door.hold(contribution)
    concern = Concern(contribution_id=contribution.id, source=ConcernSource.REVIEW, kind=CONCERN, severity=danger.GRAVE)
    hidden = Hide(contribution_id=contribution.id, mask_id=watcher.work_mask, version=contribution.version)
    hidden.until = clock.now() + LENGTH
    db.session().add_all((concern, hidden))
    tell(contribution.mask_id, NoticeKind.HELD, contribution, Said(topic=CONCERN))
    ruling = Ruling(id=new_id(), contribution_id=contribution.id, mask_id=watcher.work_mask, outcome=Outcome.HIDE)
    ruling.reason, ruling.words, ruling.note, ruling.made_at = reason, "", "", clock.now()
    chain.append(ruling)
    return ruling


def is_possible(watcher: Actor, contribution: Contribution) -> bool:
    """Would `hide` do it now?"""
    if not allows(watcher, Permission.Review.HIDE, contribution):
        return False
    try:
        _refuse_unless_waiting(contribution)
    except TooLate:
        return False
    return True


def let_return() -> int:
    """Bring back what nobody ruled on in time; returns how many texts. Words that were changed meanwhile wait for a person."""
    due = db.session().scalars(select(Hide).where(Hide.until <= clock.now())).all()
    return sum(_return(hidden) for hidden in due)


def _refuse_unless_waiting(contribution: Contribution) -> None:
    rulings = queries.rulings_on(contribution)
    if rulings and rulings[0].outcome is Outcome.HIDE:
        raise TooLate(_("一度見えなくしたものです。つぎは、見守り役が見ます。"))
    if not contribution.is_visible or not queries.open_concerns(contribution):
        raise TooLate(_("いまは、見えなくするものがありません。"))


def _return(hidden: Hide) -> bool:
    contribution = db.session().get_one(Contribution, hidden.contribution_id)
    db.session().delete(hidden)
    if not contribution.is_held or contribution.version != hidden.version:
        return False
    for concern in queries.open_concerns(contribution):
        if concern.kind == CONCERN:
            concern.settled_at = clock.now()
    door.publish(contribution)
    supersede(contribution, (NoticeKind.HELD,))
    tell(contribution.mask_id, NoticeKind.RELEASED, contribution)
    return True
