"""What everybody carries, for the lead: minutes and heavy texts, never how many or how fast; and two ways to even it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import NumberRange

from app.accounts import current
from app.accounts.access import allowed
from app.forms import Form
from app.permissions import Permission
from app.review import sharing

pages = Blueprint("loads", __name__, url_prefix="/review/loads")


class LimitForm(Form):
    """How many heavy texts a day."""

    heavy = IntegerField(validators=[NumberRange(min=0, max=sharing.NO_LIMIT)])


@pages.get("")
@allowed(Permission.Review.EVEN)
def everybody() -> str:
    """By name, as nothing here is a ranking."""
    carried = sharing.everybody(current.keys(), current.member())
    return render_template("review/loads.html", people=carried, no_limit=sharing.NO_LIMIT, limits=sharing.LIMITS)


@pages.post("/<mask_id>/limit")
@allowed(Permission.Review.EVEN)
def create_limit(mask_id: str) -> Response:
    """Enough for a day, for somebody else or for oneself."""
    form = LimitForm.parse(request.form)
    sharing.limit(current.member(), sharing.person(current.keys(), mask_id), form.heavy.data)
    flash(_("変えました。つぎに回ってくるものから変わります。"), "done")
    return redirect(url_for("loads.everybody"), 303)


@pages.post("/<mask_id>/leases/remove")
@allowed(Permission.Review.EVEN)
def remove_leases(mask_id: str) -> Response:
    """What somebody holds goes back to the list, for others to take."""
    sharing.take_over(current.member(), sharing.person(current.keys(), mask_id))
    flash(_("持っていたものを、列にもどしました。"), "done")
    return redirect(url_for("loads.everybody"), 303)
