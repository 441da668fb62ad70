"""Decide a case: once, by one moderator, on everything that was there to see."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete

from app import clock, db
from app.contributions import concerns
from app.contributions.models import Contribution, Report
from app.errors import Invalid
from app.ids import new_id
from app.notices.models import NoticeKind
from app.notices.services import Said, supersede, tell
from app.permissions import Actor, Permission, require
from app.review import chain, leases, letters, loads, measures, outcomes, parties, queries, told
from app.review.effects import Deed
from app.review.leases import TooLate
from app.review.models import Hide, Outcome, Ruling
from app.review.outcomes import About, Consequence

# What the author was told about the state of a text before a ruling, and what others were told while it could be read.
BEFORE_A_RULING = (NoticeKind.HELD, NoticeKind.UNREAD, NoticeKind.RELEASED, NoticeKind.RELEASED_MASKED)
WHILE_VISIBLE = (NoticeKind.REPLY, NoticeKind.ANSWERED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a moderator decides: the outcome, the rule it rests on, words to the author, a note for other moderators.

    mark: `Case.mark` of what the moderator had in view. measure: what it also asks of whoever wrote the text; hours: of a
    pause. warning: what readers are told first, where the outcome folds the text.
    """

    outcome: Outcome
    reason: str
    words: str
    note: str
    mark: str
    measure: Outcome | None = None
    hours: int = 0
    warning: str = ""


def rule(moderator: Actor, contribution: Contribution, verdict: Verdict) -> Ruling:
    """Decide a case and let everything follow from it; raises TooLate when it is no longer the case that was seen."""
    require(moderator, Permission.Review.RULE, contribution)
    consequence = outcomes.chosen(verdict.outcome, contribution)
    if trouble := measures.trouble_with(verdict.outcome, verdict.measure, verdict.hours, verdict.words):
        raise Invalid(trouble)
    letters.refuse_unfit(verdict.words, verdict.note, verdict.warning)
    queries.be_alone_with(contribution)
    parties.refuse(moderator, contribution)
    leases.refuse_if_taken(moderator, contribution)
    _refuse_if_changed(moderator, contribution, verdict)
    ruling = _record_of(moderator, contribution, verdict)
    is_told = _act(Deed(moderator, contribution, ruling, verdict.warning), consequence)
    measures.take(ruling, contribution, "" if is_told else verdict.words)
    _answer_reporters(contribution, consequence)
    loads.count_text(moderator, queries.open_concerns(contribution))
    concerns.settle(contribution)
    db.session().execute(delete(Hide).where(Hide.contribution_id == contribution.id))
    leases.end(moderator, contribution)
    # Last, because from here on no other ruling can be written until this one is on disk.
    chain.append(ruling)
    return ruling


def _refuse_if_changed(moderator: Actor, contribution: Contribution, verdict: Verdict) -> None:
    case = queries.case_of(moderator, contribution)
    last_seen = verdict.mark.partition(".")[0]
    if not case.item.concerns or (case.rulings and case.rulings[0].id != last_seen):
        raise TooLate(leases.how_it_ended(case.rulings))
    if case.mark != verdict.mark:
        raise TooLate(
            _("見ているあいだに、新しい知らせが届くか、ことばが変わりました。もう一度見てから決めてください。")
        )


def _record_of(moderator: Actor, contribution: Contribution, verdict: Verdict) -> Ruling:
    return Ruling(
        id=new_id(),
        contribution_id=contribution.id,
        mask_id=moderator.work_mask,
        outcome=verdict.outcome,
        reason=verdict.reason,
        words=verdict.words,
        note=verdict.note,
        made_at=clock.now(),
        measure=verdict.measure,
        amount=verdict.hours if verdict.measure is Outcome.PAUSE else 0,
        version=contribution.version,
        was=contribution.state,
        earlier=0,
    )


def _act(deed: Deed, consequence: Consequence) -> bool:
    """Do it, and tell whom it concerns; says whether the words to the author went along."""
    contribution, before = deed.contribution, _look_of(deed.contribution)
    consequence.effect(deed)
    supersede(contribution, BEFORE_A_RULING)
    if consequence.takes_away:
        supersede(contribution, WHILE_VISIBLE)
    concerned = [told.subject_of(deed.ruling, contribution)] if consequence.decides is About.PLACE else []
    kinds = [(consequence.told, each) for each in concerned if consequence.told is not None and each is not None]
    # Who never noticed that somebody worried about a text should not be worried by hearing that all is well.
    if _look_of(contribution) != before:
        is_place = consequence.decides is About.PLACE or consequence.told is None
        kinds.append((NoticeKind.RELEASED if is_place else consequence.told or NoticeKind.RELEASED, contribution))
    for kind, about in kinds:
        said = Said(topic=deed.ruling.reason, words=deed.ruling.words)
        tell(about.mask_id, kind, about, said).ruling_id = deed.ruling.id
    return bool(kinds)


def _look_of(contribution: Contribution) -> tuple[object, ...]:
    return contribution.state, contribution.version, contribution.warning, contribution.is_returned


def _answer_reporters(contribution: Contribution, consequence: Consequence) -> None:
    for report in queries.unanswered_reports(contribution):
        _answer(report, contribution, consequence)


def _answer(report: Report, contribution: Contribution, consequence: Consequence) -> None:
    report.answered_at = clock.now()
    tell(report.mask_id, NoticeKind.REPORT_ANSWERED, contribution, Said(topic=consequence.answer))
