"""How expert rooms keep their time: for the lead alone."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from app import announced
from app.accounts import current
from app.accounts.access import allowed
from app.experts import numbers, numbers_charts, wording
from app.permissions import Permission
from app.rounding import FEWEST

pages = Blueprint("expert_numbers", __name__)

TWO_DAYS = 48


@pages.get("/experts/numbers")
@allowed(Permission.Numbers.ROOMS)
def show() -> str:
    """Waiting, promises kept, and what each counsellor carries, in sums."""
    told = numbers.of_rooms(current.member())
    return render_template(
        "experts/numbers.html",
        told=told,
        charts=numbers_charts,
        fewest=FEWEST,
        room_name=lambda of: wording.room(of).name,
        month=announced.month,
        spoken=spoken,
    )


def spoken(hours: int | None) -> str:
    """A length of time as one says it."""
    if hours is None:
        return "–"
    if hours < TWO_DAYS:
        return _("%(number)d時間", number=hours)
    return _("%(number)d日", number=round(hours / 24))
