"""What a member tells moderators about somebody else's words: the note is looked at, too.

Nothing here speaks to whoever wrote the words: that is for a person to decide, who has read them.
"""

from dataclasses import dataclass

from app.contributions import asides, concerns
from app.contributions.models import Contribution
from app.contributions.services import Attempt, Submission
from app.permissions import Actor, Permission, require


@dataclass(frozen=True, slots=True)
class Telling:
    """Why, in one word of the list, and in one's own words; and the answer to our question when we asked one."""

    reason: str
    note: str
    attempt: Attempt = Attempt.FIRST


def tell(member: Actor, contribution: Contribution, telling: Telling) -> Submission | None:
    """Let moderators know. The answer is None, or a question first: the note says more about somebody than is needed."""
    require(member, Permission.Contribution.REPORT, contribution)
    question = asides.question_about(telling.note, telling.attempt)
    if question is None:
        note = asides.as_chosen(telling.note, telling.attempt)
        concerns.report(member, contribution, telling.reason, note)
        asides.care_for(member, telling.note)
    return question
