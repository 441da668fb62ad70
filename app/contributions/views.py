"""One contribution by itself: read it, change it, take it back, or tell moderators that it worries one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current
from app.accounts.access import members_only, public
from app.contributions import arrivals, asking, queries, reports, services, surfaces, warnings
from app.contributions.forms import LONGEST_LINE, LONGEST_POST, LONGEST_TITLE, UNFIT, ReportForm, RevisionForm
from app.contributions.models import Contribution
from app.contributions.services import Receipt, Submission
from app.contributions.versions import Words
from app.errors import NotFound
from app.forms import Written
from app.permissions import Permission, require

pages = Blueprint("contributions", __name__)

# Questions and answers stand as they were answered; only what was said in rooms and on boards can be rewritten.
REWRITABLE = frozenset({"chat", "post"})


@pages.get("/contributions/<contribution_id>")
@public
def contribution(contribution_id: str) -> str:
    """The text, where it stands, and what whoever asks may do about it."""
    return _show(queries.contribution_for(current.member(), contribution_id), ReportForm())


@pages.get("/contributions/<contribution_id>/place")
@public
def place(contribution_id: str) -> Response:
    """Lead to where it stands, which may have moved since somebody was told of it."""
    return redirect(arrivals.place_of(queries.contribution_for(current.member(), contribution_id)), 303)


@pages.get("/contributions/<contribution_id>/edit")
@members_only
def edit(contribution_id: str) -> str:
    """One's own words in a form."""
    found = _rewritable(contribution_id)
    return _edit_page(found, RevisionForm(data={"title": found.title, "body": found.body, "warning": found.warning}))


@pages.post("/contributions/<contribution_id>/revisions")
@members_only
def create_revision(contribution_id: str) -> Any:
    """New words pass the same door as the first ones."""
    found = _rewritable(contribution_id)
    throttle.check(throttle.WRITE)
    form = RevisionForm(request.form)
    if form.wants_to_rewrite:
        return _edit_page(found, form)
    if not _fits(form, found):
        return _edit_page(found, form), 422
    words = Words(form.title.data if found.title else "", form.body.data)
    if words == Words(found.title, found.body):
        return _warn(found, form)
    return _answer(found, form, services.revise(current.member(), found, words, form.attempt))


@pages.get("/contributions/<contribution_id>/withdrawal")
@members_only
def confirm_withdrawal(contribution_id: str) -> str:
    """Once asked, because it cannot be undone."""
    return render_template("contributions/withdrawal.html", **_described(_own(contribution_id)))


@pages.post("/contributions/<contribution_id>/withdrawal")
@members_only
def create_withdrawal(contribution_id: str) -> Response:
    """Take one's own words back."""
    found = _own(contribution_id)
    services.withdraw(current.member(), found)
    flash(_("取り下げました。書いたことばは、ここから消えました。"), "done")
    return redirect(arrivals.place_of(found), 303)


@pages.post("/contributions/<contribution_id>/reports")
@members_only
def create_report(contribution_id: str) -> Any:
    """Tell moderators; who told stays between them and the one who tells."""
    found = queries.contribution_for(current.member(), contribution_id)
    require(current.member(), Permission.Contribution.REPORT, found)
    throttle.check(throttle.REPORT)
    form = ReportForm.given(request.form)
    if form.wants_to_rewrite:
        return _show(found, form)
    if not form.validate():
        return _show(found, form), 422
    telling = reports.Telling(form.reason.data, form.note.data, form.attempt)
    question = reports.tell(current.member(), found, telling)
    if question is not None:
        action = url_for("contributions.create_report", contribution_id=found.id)
        return asking.page(question, action, {"reason": telling.reason})
    flash(_("知らせてくださって、ありがとうございます。見守りの人が読み、どうなったかをお知らせで伝えます。"), "done")
    return redirect(url_for("contributions.contribution", contribution_id=found.id), 303)


def _own(contribution_id: str) -> Contribution:
    found = queries.contribution_for(current.member(), contribution_id)
    require(current.member(), Permission.Contribution.WITHDRAW, found)
    return found


def _rewritable(contribution_id: str) -> Contribution:
    found = queries.contribution_for(current.member(), contribution_id)
    require(current.member(), Permission.Contribution.REVISE, found)
    if surfaces.of(found).channel not in REWRITABLE:
        raise NotFound()
    return found


def _fits(form: RevisionForm, found: Contribution) -> bool:
    """A title where there was one, and no more words than the place takes."""
    own: dict[str, Any] = {"body": [Written(_longest(found))]}
    if found.title:
        own["title"] = [Written(LONGEST_TITLE)]
    return bool(form.validate(own))


def _longest(found: Contribution) -> int:
    return LONGEST_LINE if surfaces.of(found).channel == "chat" else LONGEST_POST


def _answer(found: Contribution, form: RevisionForm, submission: Submission) -> Any:
    if submission.receipt is Receipt.ASKED:
        action = url_for("contributions.create_revision", contribution_id=found.id)
        return asking.page(submission, action, {"warning": form.warning.data})
    if submission.receipt is Receipt.REFUSED:
        form.body.errors = [UNFIT]
        return _edit_page(found, form), 422
    warnings.put(current.member(), found, form.warning.data)
    return arrivals.lead_to(submission)


def _warn(found: Contribution, form: RevisionForm) -> Response:
    warnings.put(current.member(), found, form.warning.data)
    return redirect(arrivals.place_of(found), 303)


def _edit_page(found: Contribution, form: RevisionForm) -> str:
    return render_template(
        "contributions/edit.html",
        **_described(found),
        form=form,
        troubles={name: str(errors[0]) for name, errors in form.errors.items()},
        longest=_longest(found),
        may_warn=surfaces.of(found).channel == "post",
    )


def _show(found: Contribution, form: ReportForm) -> str:
    member = current.member()
    return render_template(
        "contributions/contribution.html",
        **_described(found),
        form=form,
        troubles={name: str(errors[0]) for name, errors in form.errors.items()},
        has_reported=member.is_member and queries.report_by(member, found) is not None,
        may_rewrite=surfaces.of(found).channel in REWRITABLE,
    )


def _described(found: Contribution) -> dict[str, Any]:
    return {
        "contribution": found,
        "place_of_it": arrivals.place_of(found),
        "why_waiting": arrivals.why_waiting(current.member(), [found]),
    }
