"""Opening sealed words for a moderator: only where somebody reported them or a life may be in danger, and never unseen.

Every opening is a row of a record that cannot be changed, and the author is told (decision 48).
"""

from datetime import timedelta

from sqlalchemy import or_, select

from app import chain, clock, db
from app.contributions import queries, sealing
from app.contributions.models import Concern, ConcernSource, Contribution, Unsealing
from app.errors import NotFound
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import tell
from app.permissions import Actor, Permission, require

# One sitting: whoever comes back later says so once more.
OPEN_FOR = timedelta(hours=1)


def sealed_for(moderator: Actor, contribution_id: str) -> Contribution:
    """A sealed text that this moderator could open; NotFound for any other, so that nothing is learned by trying."""
    found = db.session().get(Contribution, contribution_id)
    if found is None or not found.is_sealed or found.is_withdrawn or moderator.wrote(found):
        raise NotFound()
    require(moderator, Permission.Question.UNSEAL, found)
    # Nobody gives themselves the reason to open what somebody else wrote: a report is for other eyes.
    if queries.report_by(moderator, found) is not None:
        raise NotFound()
    if ground_of(found) is None:
        raise NotFound()
    return found


def ground_of(contribution: Contribution) -> str | None:
    """Why it may be opened: the kind of an open concern, a report first; None when there is no reason to."""
    reasons = select(Concern.kind, Concern.source).where(
        Concern.contribution_id == contribution.id,
        Concern.settled_at.is_(None),
        or_(Concern.source == ConcernSource.REPORT, Concern.kind.startswith("crisis.")),
    )
    found = sorted(db.session().execute(reasons), key=lambda row: row.source != ConcernSource.REPORT)
    return found[0].kind if found else None


def unseal_for(moderator: Actor, contribution: Contribution) -> Unsealing:
    """Write down that this moderator reads it, and tell its author."""
    ground = ground_of(contribution)
    if ground is None:
        raise NotFound()
    row = Unsealing(id=new_id(), contribution_id=contribution.id, mask_id=moderator.work_mask)
    row.ground, row.made_at = ground, clock.now()
    chain.append(row)
    tell(contribution.mask_id, NoticeKind.UNSEALED, contribution)
    return row


def is_open_to(moderator: Actor, contribution: Contribution) -> bool:
    """Has this moderator said within the last hour that they read it, and is there still a reason to?"""
    mine = select(Unsealing.id).where(
        Unsealing.contribution_id == contribution.id,
        Unsealing.mask_id == moderator.work_mask,
        Unsealing.made_at > clock.now() - OPEN_FOR,
    )
    return db.session().scalar(mine.limit(1)) is not None and ground_of(contribution) is not None


def open_if_recorded(moderator: Actor, contribution: Contribution) -> None:
    """Let it say its words to a moderator who has opened it; to anybody else it stays empty."""
    if contribution.is_sealed and is_open_to(moderator, contribution):
        sealing.open_up(contribution)
