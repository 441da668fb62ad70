"""What a moderator would rather not see, and how much is enough: a page for them alone."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField
from wtforms.validators import AnyOf

from app.accounts import current
from app.accounts.access import allowed
from app.forms import Form
from app.permissions import Permission
from app.review import themes, turns, wishes

pages = Blueprint("care", __name__, url_prefix="/review")

MEASURES = (3, 5, wishes.USUAL_MEASURE, 20, 50)


class WishForm(Form):
    """Themes and measure."""

    themes = SelectMultipleField(choices=list(themes.TABLE))
    measure = IntegerField(validators=[AnyOf(MEASURES, message=_l("一日の分を選んでください。"))])


@pages.get("/care")
@allowed(Permission.Review.RULE)
def wished() -> str:
    """What was chosen."""
    chosen = turns.measure_of(current.member()).wishes
    return _page(chosen.avoided, chosen.measure)


@pages.post("/care")
@allowed(Permission.Review.RULE)
def create_wish() -> Any:
    """Choose."""
    form = WishForm(request.form)
    if not form.validate():
        return _page(frozenset(form.themes.data or ()), form.measure.data, _("もう一度えらんでください。")), 422
    member = current.member()
    wishes.choose(current.keys(), str(member.member_id), frozenset(form.themes.data or ()), form.measure.data)
    flash(_("覚えました。いつでも変えられます。"), "done")
    return redirect(url_for("care.wished"), 303)


def _page(avoided: frozenset[str], measure: int | None, trouble: str = "") -> str:
    return render_template(
        "review/care.html",
        themes=themes.TABLE,
        avoided=avoided,
        measure=measure,
        measures=MEASURES,
        trouble=trouble,
    )
