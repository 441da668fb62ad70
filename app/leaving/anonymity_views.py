"""Moving what one wrote to a new name: asked once, in words that promise no more than it does."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import AnyOf

from app import i18n, throttle
from app.accounts import current, masks, pseudonyms
from app.accounts.access import members_only
from app.accounts.mask_forms import NameForm
from app.contributions import arrivals, queries
from app.contributions.models import Contribution
from app.errors import NotFound
from app.leaving import anonymity
from app.leaving.anonymity import Extent
from app.permissions import Permission, require

pages = Blueprint("anonymity", __name__)


class MoveForm(NameForm):
    """The new name, and how much moves to it."""

    extent = StringField(validators=[AnyOf(list(Extent))], default=Extent.ONE.value)


@pages.get("/contributions/<contribution_id>/anonymity")
@members_only
def confirm(contribution_id: str) -> str:
    """What it does and what it cannot do."""
    return _page(_own(contribution_id), MoveForm(), pseudonyms.propose(i18n.locale()))


@pages.post("/contributions/<contribution_id>/anonymity")
@members_only
def create_move(contribution_id: str) -> Any:
    """Move it."""
    found = _own(contribution_id)
    form = MoveForm(request.form)
    if "reroll" in request.form:
        return _page(found, form, pseudonyms.propose(i18n.locale()))
    throttle.check(throttle.WRITE)
    if not form.validate():
        return _page(found, form, form.name.data, form.first_error), 422
    try:
        anonymity.move(current.member(), found, Extent(form.extent.data), form.name.data)
    except masks.NameTaken as taken:
        return _page(found, form, form.name.data, taken.message), 422
    flash(_("「%(name)s」のことばになりました。", name=form.name.data), "done")
    return redirect(arrivals.place_of(found), 303)


def _own(contribution_id: str) -> Contribution:
    found = queries.contribution_for(current.member(), contribution_id)
    require(current.member(), Permission.Contribution.WITHDRAW, found)
    if not anonymity.is_movable(current.member(), found):
        raise NotFound()
    return found


def _page(found: Contribution, form: MoveForm, name: str | None, trouble: str = "") -> str:
    return render_template(
        "leaving/anonymity.html",
        contribution=found,
        place_of_it=arrivals.place_of(found),
        why_waiting=arrivals.why_waiting(current.member(), [found]),
        extent=form.extent.data or Extent.ONE.value,
        name=name or "",
        trouble=trouble,
    )
