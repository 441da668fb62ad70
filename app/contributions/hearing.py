"""Whoever reported something hears what became of it, also when it went before anybody had ruled."""

from collections.abc import Sequence

from sqlalchemy import select

from app import clock, db
from app.contributions.models import Report
from app.notices.models import NoticeKind
from app.notices.services import Said, tell


def answer_gone(contribution_ids: Sequence[str]) -> None:
    """Whoever reported something that is gone before anybody ruled hears of it, too."""
    waiting = select(Report).where(Report.contribution_id.in_(contribution_ids), Report.answered_at.is_(None))
    for report in db.session().scalars(waiting).all():
        # That it was answered, not when, and told at the full hour: what one member takes back under several names at
        # one moment must not be tied together by what others were told.
        report.answered_at = report.made_at
        tell(report.mask_id, NoticeKind.REPORT_ANSWERED, None, Said(topic="gone")).made_at = clock.next_hour()
