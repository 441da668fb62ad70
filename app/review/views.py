"""The console: a queue, one case at a time, a lease, a ruling. To everybody else none of it exists."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import allowed
from app.contributions import explaining, screening, surfaces
from app.contributions.models import Contribution
from app.errors import Invalid
from app.permissions import Permission, allows
from app.review import hiding, outcomes, phrases, queries, reasons, services
from app.review.forms import HideForm, RulingForm
from app.review.models import Outcome
from app.review.queries import Case
from app.review.services import TooLate

pages = Blueprint("review", __name__, url_prefix="/review")


@pages.get("")
@allowed(Permission.Review.LOOK)
def queue() -> str:
    """Everything that waits, the worst thing first; no word of any text."""
    items = queries.queue(current.member())
    return render_template("review/queue.html", items=items, phrases=phrases, rules_alone=_rules_alone())


@pages.get("/<contribution_id>")
@allowed(Permission.Review.LOOK)
def case(contribution_id: str) -> str:
    """One case: what it is about in a line, then, folded, everything else."""
    return _show(_contribution(contribution_id), RulingForm())


@pages.post("/<contribution_id>/lease")
@allowed(Permission.Review.RULE)
def create_lease(contribution_id: str) -> Any:
    """Take the case, or keep it for five minutes more."""
    found = _contribution(contribution_id)
    try:
        services.claim(current.member(), found)
    except TooLate as late:
        return _show(found, RulingForm(), {"case": late.message}), 409
    return redirect(url_for("review.case", contribution_id=found.id), 303)


@pages.post("/<contribution_id>/lease/remove")
@allowed(Permission.Review.RULE)
def remove_lease(contribution_id: str) -> Response:
    """Put the case back without deciding; nothing remembers that."""
    services.release(current.member(), _contribution(contribution_id))
    return redirect(url_for("review.queue"), 303)


@pages.post("/<contribution_id>/hide")
@allowed(Permission.Review.HIDE)
def create_hide(contribution_id: str) -> Any:
    """Out of sight for some hours."""
    found = _contribution(contribution_id)
    form = HideForm(request.form)
    if not form.validate():
        return _show(found, RulingForm(), {"hide": form.first_error}), 422
    try:
        hiding.hide(current.member(), found, form.reason.data)
    except TooLate as late:
        return _show(found, RulingForm(), {"case": late.message}), 409
    flash(_("数時間、見えなくしました。見守り役が、いちばん先に見ます。"), "done")
    return redirect(url_for("review.queue"), 303)


@pages.post("/<contribution_id>/rulings")
@allowed(Permission.Review.RULE)
def create_ruling(contribution_id: str) -> Any:
    """Decide."""
    found = _contribution(contribution_id)
    form = RulingForm(request.form)
    if not form.validate():
        return _show(found, form, {name: str(errors[0]) for name, errors in form.errors.items()}), 422
    try:
        ruling = services.rule(current.member(), found, form.verdict)
    except Invalid as declined:
        return _show(found, form, {"case": declined.message}), 409 if isinstance(declined, TooLate) else 422
    flash(_("「%(outcome)s」にしました。", outcome=outcomes.TABLE[ruling.outcome].name), "done")
    return redirect(url_for("review.queue"), 303)


def _contribution(contribution_id: str) -> Contribution:
    return queries.contribution_for(current.member(), contribution_id)


def _rules_alone() -> bool:
    """Is the trained part of moderation out of use, so that more will be missed than usual?"""
    return screening.status()["classifier"].startswith("rules only")


def _show(contribution: Contribution, form: RulingForm, troubles: dict[str, str] | None = None) -> str:
    known = queries.case_of(current.member(), contribution)
    concerns = known.item.concerns
    masked = explaining.masked(contribution)
    return render_template(
        "review/case.html",
        case=known,
        item=known.item,
        contribution=contribution,
        masked=masked,
        marked=explaining.marked(contribution, concerns),
        seen=explaining.sentences(contribution, concerns),
        outcomes=[(each, row) for each, row in outcomes.OFFERED.items() if _is_offered(each, masked)],
        told_outcomes=outcomes.TABLE,
        reasons=reasons.REASONS,
        phrases=phrases,
        form=form,
        reason=form.reason.data or _usual_reason(known),
        mark=known.mark,
        troubles=troubles or {},
        place=surfaces.of(contribution).address(contribution) if contribution.is_visible else None,
        may_rule=allows(current.member(), Permission.Review.RULE, contribution),
        may_hide=hiding.is_possible(current.member(), contribution),
    )


def _is_offered(outcome: Outcome, masked: explaining.Masked | None) -> bool:
    return outcome is not Outcome.PUBLISH_MASKED or (masked is not None and masked.is_changed)


def _usual_reason(known: Case) -> str:
    return reasons.usual(known.item.concerns[0].kind) if known.item.concerns else ""
