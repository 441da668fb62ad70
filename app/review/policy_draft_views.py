"""The draft of the next policy: words, thresholds and rows, one form each."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import allowed
from app.contributions import amending
from app.errors import Invalid, NotFound
from app.forms import Form
from app.permissions import Permission
from app.review import policy_drafts, policy_trials, policy_wording
from app.review.policy_forms import AddedForm, ReasonForm, RowForm, ThresholdForm, WordForm

pages = Blueprint("policy_draft", __name__, url_prefix="/review/policy/draft")


@pages.get("")
@allowed(Permission.Policy.READ)
def draft() -> str:
    """The draft as it is."""
    return _page()


@pages.post("")
@allowed(Permission.Policy.CHANGE)
def create_draft() -> Response:
    """Begin one, from what is in force."""
    policy_drafts.begin(current.member())
    return redirect(url_for("policy_draft.draft"), 303)


@pages.post("/<draft_id>/remove")
@allowed(Permission.Policy.CHANGE)
def remove_draft(draft_id: str) -> Response:
    """Throw it away."""
    policy_drafts.throw_away(current.member(), draft_id)
    flash(_("下書きを捨てました。いまの方針は、そのままです。"), "done")
    return redirect(url_for("policy.now"), 303)


@pages.post("/<draft_id>/words")
@allowed(Permission.Policy.CHANGE)
def create_word(draft_id: str) -> Any:
    """Watch for one more word."""
    form = WordForm(request.form)
    return _answer("word", form, lambda: policy_drafts.add_word(current.member(), draft_id, form.row))


@pages.post("/<draft_id>/words/<mark>/remove")
@allowed(Permission.Policy.CHANGE)
def remove_word(draft_id: str, mark: str) -> Response:
    """Watch for it no more."""
    policy_drafts.remove_word(current.member(), draft_id, mark)
    return _back("words")


@pages.post("/<draft_id>/thresholds")
@allowed(Permission.Policy.CHANGE)
def create_threshold(draft_id: str) -> Any:
    """From which score on a kind counts."""
    form = ThresholdForm(request.form)
    return _answer(
        "threshold",
        form,
        lambda: policy_drafts.set_threshold(current.member(), draft_id, form.name.data, float(form.at.data)),
    )


@pages.post("/<draft_id>/rows")
@allowed(Permission.Policy.CHANGE)
def create_row(draft_id: str) -> Any:
    """What a shipped row does instead."""
    form = RowForm(request.form)
    return _answer(
        "row",
        form,
        lambda: policy_drafts.set_row(
            current.member(), draft_id, form.row.data, (form.action.data, form.insisted.data)
        ),
    )


@pages.post("/<draft_id>/added")
@allowed(Permission.Policy.CHANGE)
def create_added(draft_id: str) -> Any:
    """A row of one's own."""
    form = AddedForm(request.form)
    return _answer("added", form, lambda: policy_drafts.add_row(current.member(), draft_id, form.given))


@pages.post("/<draft_id>/added/<mark>/remove")
@allowed(Permission.Policy.CHANGE)
def remove_added(draft_id: str, mark: str) -> Response:
    """It goes."""
    policy_drafts.remove_row(current.member(), draft_id, mark)
    return _back("rows")


@pages.post("/<draft_id>/reason")
@allowed(Permission.Policy.CHANGE)
def create_reason(draft_id: str) -> Any:
    """Why."""
    form = ReasonForm(request.form)
    return _answer("reason", form, lambda: policy_drafts.give_reason(current.member(), draft_id, form.because.data))


PLACES = {"word": "words", "threshold": "thresholds", "row": "rows", "added": "rows", "reason": "reason"}


def _answer(name: str, form: Form, act: Callable[[], None]) -> Any:
    """What every form here does: try it, and come back with what was typed where it cannot be."""
    if not form.validate():
        return _page({name: form.first_error}, {name: form}), 422
    try:
        act()
    except Invalid as declined:
        return _page({name: declined.message}, {name: form}), 422
    flash(_("下書きに入れました。まだ使われていません。"), "done")
    return _back(PLACES[name])


def _back(place: str) -> Response:
    return redirect(url_for("policy_draft.draft", _anchor=place), 303)


def _page(troubles: dict[str, str] | None = None, forms: dict[str, Form] | None = None) -> str:
    member = current.member()
    found = policy_drafts.the_one(member)
    if found is None:
        raise NotFound()
    given = amending.read(found.amendments)
    return render_template(
        "review/policy_draft.html",
        draft=found,
        given=given,
        rows=amending.rows(given),
        word_mark=amending.mark_of,
        row_mark=amending.mark_of_row,
        language_choices=[(each, each) for each in amending.LANGUAGES],
        control_choices=[(each, policy_wording.CONTROLS[each]) for each in amending.CONTROLS],
        choices_of_lengths=[
            (str(each), _("新しいものから%(number)d件", number=each)) for each in policy_trials.LENGTHS
        ],
        trial=policy_trials.of_draft(member, found),
        wording=policy_wording,
        troubles=troubles or {},
        forms=forms or {},
    )
