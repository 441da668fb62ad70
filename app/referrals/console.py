"""For leads: which lines to compare with their official pages, the word that somebody did, and what to put right."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock, i18n
from app.accounts import current
from app.accounts.access import allowed
from app.errors import Invalid, NotFound
from app.permissions import Permission
from app.referrals import confirmations, corrections, directory, forms, known, past
from app.referrals.commands import due_on
from app.referrals.forms import CorrectionForm
from app.referrals.lines import Line

pages = Blueprint("line_console", __name__, url_prefix="/review/lines")


@pages.get("")
@allowed(Permission.Line.CONFIRM)
def due() -> str:
    """Lines nobody has looked at for half a year, then all others."""
    late = due_on(clock.today())
    others = [line for line in directory.lines() if line not in late]
    return render_template("referrals/due.html", late=late, others=others, locale=i18n.locale())


@pages.post("/<line_id>/confirmations")
@allowed(Permission.Line.CONFIRM)
def create_confirmation(line_id: str) -> Response:
    """Somebody compared this line with its page today."""
    confirmations.confirm(current.member(), _line(line_id))
    known.take_over_once_committed()
    flash(_("確かめた日を、今日にしました。ありがとうございます。"), "done")
    return redirect(url_for("line_console.due"), 303)


@pages.get("/<line_id>")
@allowed(Permission.Line.CORRECT)
def line(line_id: str) -> str:
    """One line as it is shown, to put right, with everything that was put right before."""
    found = _line(line_id)
    return _page(found, forms.filled(corrections.facts_of(found.id), corrections.last_id(found.id) or ""))


@pages.post("/<line_id>/corrections")
@allowed(Permission.Line.CORRECT)
def create_correction(line_id: str) -> Response | tuple[str, int]:
    """What the official page says now."""
    found, form = _line(line_id), CorrectionForm(request.form)
    if not form.validate():
        return _page(found, form, {name: str(errors[0]) for name, errors in form.errors.items() if name}), 422
    try:
        corrections.correct(current.member(), found, form.proposal)
    except Invalid as unfit:
        return _page(found, form, unfit.details.get("fields") or {"why": unfit.message}), 422
    return _taken_over(_("直しました。ここからは、どのページでもこの内容です。"), found.id)


@pages.post("/<line_id>/corrections/<correction_id>/undo")
@allowed(Permission.Line.CORRECT)
def undo_correction(line_id: str, correction_id: str) -> Response:
    """What stood before stands again."""
    corrections.undo(current.member(), corrections.correction_of(line_id, correction_id))
    return _taken_over(_("もとの内容に戻しました。"), line_id)


def _taken_over(words: str, line_id: str) -> Response:
    known.take_over_once_committed()
    flash(words, "done")
    return redirect(url_for("line_console.line", line_id=line_id), 303)


def _page(found: Line, form: CorrectionForm, troubles: object = None) -> str:
    return render_template(
        "referrals/correction.html",
        line=found,
        form=form,
        troubles=troubles or {},
        history=past.told(found.id, i18n.locale()),
        locale=i18n.locale(),
    )


def _line(line_id: str) -> Line:
    try:
        return directory.line(line_id)
    except KeyError:
        raise NotFound() from None
