"""Ask a colleague by name: a case goes to somebody on duty or to a lead, with a line to them. Nothing counts who asks or is asked."""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app import db
from app.accounts import duty, staff
from app.accounts.staff import Colleague
from app.contributions.models import Contribution
from app.errors import Invalid
from app.keys import Keys
from app.notices.models import Notice, NoticeKind
from app.notices.services import Said, supersede, tell
from app.permissions import Actor, Permission, Role, require
from app.review import danger, leases, letters, on_call, parties, queries
from app.review.danger import Danger
from app.review.sharing import RULING

# So long it waits for whoever was asked alone; then anybody may take it, and the line to them stays.
WAITS = timedelta(minutes=15)


def whom(keys: Keys, moderator: Actor) -> Sequence[Colleague]:
    """Who can be asked now, by name: everybody who rules and is on duty, and the leads.

    Whoever is too close to one text (parties.py) is not left out for it: that would tell who wrote it, or who reported it.
    """
    there = {shift.mask_id for shift in duty.on_duty()}
    others = [each for each in staff.colleagues(keys) if each.role in RULING and each.mask_id not in moderator.masks]
    return sorted(
        (each for each in others if each.mask_id in there or each.role is Role.LEAD), key=lambda each: each.name
    )


def somebody(keys: Keys, moderator: Actor, mask_id: str) -> Colleague:
    """The one who is meant; raises Invalid when they cannot be asked (any more)."""
    for each in whom(keys, moderator):
        if each.mask_id == mask_id:
            return each
    raise Invalid(_("いま当番の人か、責任者から選んでください。"))


def give(moderator: Actor, contribution: Contribution, colleague: Colleague, note: str) -> None:
    """Leave it to this colleague; raises TooLate when somebody else has it, Invalid when the note points at somebody."""
    require(moderator, Permission.Review.RULE, contribution)
    letters.refuse_unfit(note)
    queries.be_alone_with(contribution)
    parties.refuse(moderator, contribution)
    leases.refuse_if_taken(moderator, contribution)
    concerns = leases.refuse_if_over(contribution)
    # A life in danger waits no longer than for anybody who has it open: then the crisis desk goes on.
    is_now = any(danger.of(each) is Danger.NOW for each in concerns)
    leases.hand_over(moderator, contribution, colleague.mask_id, leases.LENGTH if is_now else WAITS)
    supersede(contribution, (NoticeKind.HANDED,))
    # Where it is none of theirs it waits just as long, as if they were away: so nobody can tell from it.
    if on_call.may_look(colleague.mask_id, contribution):
        words = "\n".join(filter(None, (moderator.masks[moderator.work_mask], note)))
        tell(colleague.mask_id, NoticeKind.HANDED, contribution, Said(words=words))


def asked_by(moderator: Actor, contribution: Contribution) -> Notice | None:
    """What asks this moderator to look: who, and with which words below the name."""
    mine = (Notice.contribution_id == contribution.id, Notice.mask_id.in_(list(moderator.masks)))
    asked = select(Notice).where(Notice.kind == NoticeKind.HANDED, *mine)
    return db.session().scalar(asked.order_by(Notice.made_at.desc()).limit(1))
