"""Take a case, put it back, and decide it: once, by one moderator, on everything that was there to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from app import clock, db
from app.accounts import sanctions
from app.accounts.models import SanctionKind
from app.contributions import concerns
from app.contributions.models import Contribution, Report
from app.errors import Invalid
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import Said, supersede, tell
from app.permissions import Actor, Permission, require
from app.review import chain, outcomes, queries
from app.review.models import Hide, Lease, Outcome, Ruling
from app.review.outcomes import Consequence

LEASE = timedelta(minutes=5)
# What the author was told about the state of a text before a ruling, and what others were told while it could be read.
BEFORE_A_RULING = (NoticeKind.HELD, NoticeKind.RELEASED, NoticeKind.RELEASED_MASKED)
WHILE_VISIBLE = (NoticeKind.REPLY, NoticeKind.ANSWERED)


class TooLate(Invalid):
    """Somebody else has it, or has already decided it, or there is more to see than was seen."""

    code = "too_late"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a moderator decides: the outcome, the rule it rests on, words to the author, a note for other moderators.

    mark: `Case.mark` of what the moderator had in view.
    """

    outcome: Outcome
    reason: str
    words: str
    note: str
    mark: str


def claim(moderator: Actor, contribution: Contribution) -> Lease:
    """Hold a case for five minutes, or for five more; raises TooLate when another moderator holds it or it is closed."""
    require(moderator, Permission.Review.RULE, contribution)
    queries.be_alone_with(contribution)
    _refuse_if_taken(moderator, contribution)
    if not queries.open_concerns(contribution):
        raise TooLate(_closed(queries.rulings_on(contribution)))
    lease = Lease(contribution_id=contribution.id, mask_id=moderator.mask_id, until=clock.now() + LEASE)
    return db.session().merge(lease)


def release(moderator: Actor, contribution: Contribution) -> None:
    """Put a case back for others; does nothing when one does not hold it."""
    own = Lease.mask_id.in_(list(moderator.masks))
    db.session().execute(delete(Lease).where(Lease.contribution_id == contribution.id, own))


def rule(moderator: Actor, contribution: Contribution, verdict: Verdict) -> Ruling:
    """Decide a case and let everything follow from it; raises TooLate when it is no longer the case that was seen."""
    require(moderator, Permission.Review.RULE, contribution)
    consequence = outcomes.OFFERED[verdict.outcome]
    queries.be_alone_with(contribution)
    _refuse_if_taken(moderator, contribution)
    _refuse_if_changed(moderator, contribution, verdict)
    ruling = _record_of(moderator, contribution, verdict)
    _act(contribution, consequence, ruling)
    _answer_reporters(contribution, consequence)
    concerns.settle(contribution)
    db.session().execute(delete(Hide).where(Hide.contribution_id == contribution.id))
    db.session().execute(delete(Lease).where(Lease.contribution_id == contribution.id))
    # Last, because from here on no other ruling can be written until this one is on disk.
    chain.append(ruling)
    return ruling


def _refuse_if_taken(moderator: Actor, contribution: Contribution) -> None:
    holder = queries.holder_of(moderator, contribution)
    if holder is not None and not holder.is_me:
        raise TooLate(_("いま%(name)sさんが見ています。", name=holder.name))


def _refuse_if_changed(moderator: Actor, contribution: Contribution, verdict: Verdict) -> None:
    case = queries.case_of(moderator, contribution)
    last_seen = verdict.mark.partition(".")[0]
    if not case.item.concerns or (case.rulings and case.rulings[0].id != last_seen):
        raise TooLate(_closed(case.rulings))
    if case.mark != verdict.mark:
        raise TooLate(
            _("見ているあいだに、新しい知らせが届くか、ことばが変わりました。もう一度見てから決めてください。")
        )


def _closed(rulings: Sequence[Ruling]) -> str:
    if not rulings:
        return _("もう見るところがなくなりました。本人が取り下げたのかもしれません。")
    return _("もう「%(outcome)s」として終わっています。", outcome=outcomes.TABLE[rulings[0].outcome].name)


def _record_of(moderator: Actor, contribution: Contribution, verdict: Verdict) -> Ruling:
    return Ruling(
        id=new_id(),
        contribution_id=contribution.id,
        mask_id=moderator.mask_id,
        outcome=verdict.outcome,
        reason=verdict.reason,
        words=verdict.words,
        note=verdict.note,
        made_at=clock.now(),
    )


def _act(contribution: Contribution, consequence: Consequence, ruling: Ruling) -> None:
    before = (contribution.state, contribution.version)
    if ruling.outcome is Outcome.PUBLISH_MASKED and _has_nothing_to_mask(contribution):
        raise Invalid(_("伏せるところが見つかりませんでした。ほかの決めかたを選んでください。"))
    consequence.effect(contribution)
    supersede(contribution, BEFORE_A_RULING)
    if consequence.takes_away:
        supersede(contribution, WHILE_VISIBLE)
    if consequence.sanction is SanctionKind.WARNING:
        sanctions.warn(contribution.mask_id, ruling.id)
    # Who never noticed that somebody worried about a text should not be worried by hearing that all is well.
    if (contribution.state, contribution.version) != before:
        tell(contribution.mask_id, consequence.told, contribution, Said(topic=ruling.reason, words=ruling.words))


def _has_nothing_to_mask(contribution: Contribution) -> bool:
    return concerns.masked_words(contribution) == (contribution.title, contribution.body)


def _answer_reporters(contribution: Contribution, consequence: Consequence) -> None:
    for report in queries.unanswered_reports(contribution):
        _answer(report, contribution, consequence)


def _answer(report: Report, contribution: Contribution, consequence: Consequence) -> None:
    report.answered_at = clock.now()
    tell(report.mask_id, NoticeKind.REPORT_ANSWERED, contribution, Said(topic=consequence.answer))
