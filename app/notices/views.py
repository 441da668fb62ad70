"""The page of notices, and putting away what was seen."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import web
from app.accounts import current
from app.accounts.access import members_only
from app.notices import grouping, queries, services, wording

pages = Blueprint("notices", __name__)


@pages.get("/notices")
@members_only
def notices() -> str:
    """What one has been told: the new first, each place once. Looking changes nothing."""
    told = queries.notices_of(current.member())
    return render_template(
        "notices/notices.html",
        lines=grouping.lines_for(current.member(), told),
        pictures=wording.PICTURES,
        newest=told[0].id if told else "",
    )


@pages.post("/notices/read")
@members_only
def create_reading() -> Response:
    """What the page showed has been seen; what came meanwhile stays new."""
    services.mark_read(current.member(), request.form.get("newest", ""))
    return redirect(url_for("notices.notices"), 303)


@pages.post("/notices/care/remove")
@members_only
def remove_care() -> Response:
    """Put the care card away; nothing remembers that there was one."""
    services.put_care_away(current.member())
    return web.back_to(request.form.get("next"), "/")
