"""For leads: which lines to compare with their official pages, and the word that somebody did."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock, db, i18n
from app.accounts import current
from app.accounts.access import allowed
from app.errors import NotFound
from app.permissions import Permission
from app.referrals import confirmations, directory
from app.referrals.commands import due_on
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
    db.session().flush()
    confirmations.take_over()
    flash(_("確かめた日を、今日にしました。ありがとうございます。"), "done")
    return redirect(url_for("line_console.due"), 303)


def _line(line_id: str) -> Line:
    try:
        return directory.line(line_id)
    except KeyError:
        raise NotFound() from None
