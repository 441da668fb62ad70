"""Why a person should look: concerns from screening and reports, and the masked form of a text."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.contributions import screening
from app.contributions.evidence import concern_of
from app.contributions.models import Concern, ConcernSource, Contribution, Report
from app.contributions.queries import report_by
from app.contributions.screening import FAILED, Screened
from app.errands.services import leave
from app.permissions import Actor, Permission, require
from moderation import Action, Category, Draft, Severity
from moderation.finding import UNSURE, Finding

# Its author changed what they were asked to change; what was decided was taken back.
CHANGED, TAKEN_BACK = "returned.changed", "returned.undone"

# Left for the console (review/desk.py), in the transaction that keeps the concern: a life may be in danger now.
CALL = "danger"
# What a member can say when reporting, and how soon it should be looked at.
REPORT_REASONS: dict[str, Severity] = {
    "danger": Severity.GRAVE,
    "identifies": Severity.GRAVE,
    "scam": Severity.STRONG,
    "hurtful": Severity.STRONG,
    "name": Severity.STRONG,
    "other": Severity.WEAK,
}


def raise_from(contribution: Contribution, screened: Screened) -> None:
    """Keep what a person should know: everything about a held text, and signs of danger in a published one.

    Of a sealed text moderators hear only of danger: whether it can stay, those decide who may read it (decision 48).
    """
    is_for_moderators = contribution.is_held and not contribution.is_sealed
    if not contribution.is_sealed and (screened.decision is None or screened.decision.degraded):
        db.session().add(_concern(contribution, FAILED, Severity.STRONG))
    if screened.decision is None:
        return
    if is_for_moderators and screened.glance:
        db.session().add(_concern(contribution, screened.glance, Severity.WEAK))
    for finding in screened.decision.findings:
        is_danger = finding.category is Category.CRISIS and finding.severity >= Severity.STRONG
        if is_for_moderators or is_danger:
            # What the classifier alone supposes is worth a look, but must not stand before what somebody plainly said.
            seen = replace(finding, severity=Severity.WEAK) if UNSURE in finding.tags else finding
            _keep(concern_of(contribution, seen, ConcernSource.SCREENING))


def is_plain_danger(finding: Finding) -> bool:
    """Is it a sign of danger that more than the classifier alone has seen?"""
    return finding.category is Category.CRISIS and finding.severity >= Severity.STRONG and UNSURE not in finding.tags


def look_first(contribution: Contribution, kind: str) -> None:
    """A moderator has put it out of sight and left the ruling for later: nothing comes before it."""
    concern = _concern(contribution, kind, Severity.GRAVE)
    concern.source = ConcernSource.REVIEW
    db.session().add(concern)


def look_again(contribution: Contribution, kind: str) -> None:
    """It comes to the queue once more: its author has changed it, or an earlier ruling no longer holds."""
    concern = _concern(contribution, kind, Severity.STRONG)
    concern.source = ConcernSource.REVIEW
    db.session().add(concern)


def report(member: Actor, contribution: Contribution, reason: str, note: str) -> Report:
    """Tell moderators that somebody else's contribution worries one; saying it twice counts once."""
    require(member, Permission.Contribution.REPORT, contribution)
    # One after the other, so that somebody with two names in two windows still counts once.
    row = select(Contribution.id).where(Contribution.id == contribution.id)
    db.session().execute(row.with_for_update(key_share=True))
    known = report_by(member, contribution)
    if known is not None:
        return known
    made = Report(contribution_id=contribution.id, mask_id=member.mask_id, reason=reason, note=note)
    concern = _concern(contribution, f"report.{reason}", REPORT_REASONS[reason])
    concern.source = ConcernSource.REPORT
    try:
        with db.session().begin_nested():
            db.session().add(made)
            _keep(concern)
    except IntegrityError:
        # The same mask has just said so from another window: once is enough.
        return report_by(member, contribution) or made
    return made


def reason_of(screened: Screened) -> str:
    """The kind that weighs most, for telling the author why a text waits; FAILED when nobody could say."""
    if screened.glance and screened.decision is not None and screened.decision.action is Action.ALLOW:
        return screened.glance
    if screened.decision is None or not screened.decision.findings:
        return FAILED
    return max(screened.decision.findings, key=lambda finding: (finding.severity, finding.score)).kind


def settle(contribution: Contribution) -> None:
    """Nothing more to look at here."""
    for concern in _open_concerns(contribution):
        concern.settled_at = clock.now()


def masked_words(contribution: Contribution) -> tuple[str, str]:
    """Title and body with identifying parts replaced, as moderation would offer them to the author."""
    return _masked(contribution.title), _masked(contribution.body)


def _keep(concern: Concern) -> None:
    db.session().add(concern)
    is_crisis = concern.kind.startswith("crisis.") and concern.severity >= Severity.STRONG
    if is_crisis or concern.kind == "report.danger":
        leave(CALL, concern.contribution_id)


def _masked(text: str) -> str:
    screened = screening.look_at(Draft(body=text))
    return screened.decision.masked if screened.decision else text


def _open_concerns(contribution: Contribution) -> list[Concern]:
    waiting = select(Concern).where(Concern.contribution_id == contribution.id, Concern.settled_at.is_(None))
    return list(db.session().scalars(waiting))


def _concern(contribution: Contribution, kind: str, severity: Severity) -> Concern:
    return Concern(contribution_id=contribution.id, source=ConcernSource.SCREENING, kind=kind, severity=int(severity))
