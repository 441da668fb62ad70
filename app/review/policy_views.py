"""The policy page: what is in force, how it came to be, how a draft was tried, and the second person's word."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import allowed
from app.contributions import amending, policies
from app.errors import Invalid
from app.permissions import Permission
from app.review import policy_drafts, policy_record, policy_trials, policy_wording
from app.review.policy_forms import ApprovalForm, TrialForm, UndoForm
from app.review.policy_models import PolicyDraft

pages = Blueprint("policy", __name__, url_prefix="/review/policy")


@pages.get("")
@allowed(Permission.Policy.READ)
def now() -> str:
    """What is in force, and the record."""
    return _page()


@pages.post("/undo")
@allowed(Permission.Policy.CHANGE)
def create_undo() -> Any:
    """The one before comes back."""
    form = UndoForm.parse(request.form)
    try:
        policy_record.undo(current.member(), form.position.data)
    except Invalid as declined:
        return _page(declined.message), 409
    flash(_("ひとつ前の方針に戻しました。"), "done")
    return redirect(url_for("policy.now"), 303)


@pages.post("/draft/<draft_id>/trials")
@allowed(Permission.Policy.CHANGE)
def create_trial(draft_id: str) -> Response:
    """Try the draft on the latest texts."""
    form = TrialForm.parse(request.form)
    made = policy_trials.begin(current.member(), draft_id, form.wanted.data or 0)
    return redirect(url_for("policy.trial", trial_id=made.id), 303)


@pages.get("/trials/<trial_id>")
@allowed(Permission.Policy.READ)
def trial(trial_id: str) -> str:
    """How far it is, and what would change."""
    found = policy_trials.trial_for(current.member(), trial_id)
    draft = policy_drafts.the_one(current.member())
    return render_template(
        "review/policy_trial.html",
        trial=found,
        number=policy_trials.found_in(found),
        most=policy_trials.SHOWN,
        sums=policy_trials.sums(found),
        changes=policy_trials.changes(current.member(), found),
        draft=draft,
        is_current=draft is not None and policy_trials.stands_for(found, draft),
        may_approve=draft is not None and _may_approve(draft),
        differences=policy_wording.differences(amending.read(draft.amendments)) if draft else [],
        wording=policy_wording,
    )


@pages.post("/draft/<draft_id>/approvals")
@allowed(Permission.Policy.APPROVE)
def create_approval(draft_id: str) -> Any:
    """The second person's word: it is in force everywhere within seconds."""
    form = ApprovalForm.parse(request.form)
    try:
        policy_record.approve(current.member(), draft_id, form.version.data)
    except Invalid as declined:
        return _page(declined.message), 409
    flash(_("新しい方針になりました。数秒のうちに、どこでも使われます。"), "done")
    return redirect(url_for("policy.now"), 303)


def _may_approve(draft: PolicyDraft) -> bool:
    mine = {*current.member().masks, current.member().work_mask}
    return not policy_drafts.hands(draft) & mine


def _page(trouble: str = "") -> str:
    member = current.member()
    draft = policy_drafts.the_one(member)
    last = policies.latest()
    given = amending.in_force()
    return render_template(
        "review/policy.html",
        status=policies.status(),
        is_damaged=policies.trouble(),
        last=last,
        differences=policy_wording.differences(given),
        left_behind=amending.left_behind(given),
        versions=policy_record.versions(member),
        draft=draft,
        trial=policy_trials.of_draft(member, draft) if draft else None,
        wording=policy_wording,
        trouble=trouble,
    )
