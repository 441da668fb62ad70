"""What a member tells moderators about somebody else's words: the note is looked at, too.

Nothing here speaks to whoever wrote the words: that is for a person to decide, who has read them.
"""

from dataclasses import dataclass

from app.contributions import concerns, screening
from app.contributions.models import Contribution
from app.contributions.screening import Screened
from app.contributions.services import Attempt, Receipt, Submission, Words
from app.notices.models import NoticeKind
from app.notices.services import Said
from app.notices.services import tell as leave_notice
from app.permissions import Actor, Permission, require
from moderation import Care, Category, Draft


@dataclass(frozen=True, slots=True)
class Telling:
    """Why, in one word of the list, and in one's own words; and the answer to our question when we asked one."""

    reason: str
    note: str
    attempt: Attempt = Attempt.FIRST


def tell(member: Actor, contribution: Contribution, telling: Telling) -> Submission | None:
    """Let moderators know. The answer is None, or a question first: the note says more about somebody than is needed."""
    require(member, Permission.Contribution.REPORT, contribution)
    screened = screening.look_at(Draft(body=telling.note))
    if telling.attempt is Attempt.FIRST and _identifies(screened):
        return Submission(None, Receipt.ASKED, screened.decision, Words("", telling.note))
    note = _masked(screened, telling.note) if telling.attempt is Attempt.MASKED else telling.note
    concerns.report(member, contribution, telling.reason, note)
    _care_for(member, screened)
    return None


def _identifies(screened: Screened) -> bool:
    decision = screened.decision
    return decision is not None and any(finding.category is Category.PII for finding in decision.findings)


def _masked(screened: Screened, note: str) -> str:
    return screened.decision.masked if screened.decision else note


def _care_for(member: Actor, screened: Screened) -> None:
    """Whoever tells of danger may be in it."""
    decision = screened.decision
    if decision is not None and decision.care is not Care.NONE and decision.topic is not None:
        leave_notice(member.mask_id, NoticeKind.CARE, None, Said(topic=decision.topic.value))
