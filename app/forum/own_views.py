"""わたし: bookmarks, folded names, threads put aside, and whether places of reading are remembered."""

from flask import Blueprint, flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import members_only
from app.forum import drawers, queries
from app.forum.excerpts import excerpt

pages = Blueprint("own_reading", __name__, url_prefix="/me")


@pages.get("/bookmarks")
@members_only
def bookmarks() -> str:
    """What one wants to read again."""
    kept = queries.kept_posts(current.member(), list(drawers.of(current.member()).bookmarks))
    return render_template("forum/bookmarks.html", kept=kept, excerpt=excerpt)


@pages.get("/reading")
@members_only
def put_aside() -> str:
    """What one does not want to read, and what is remembered about reading."""
    drawer = drawers.of(current.member())
    return render_template(
        "forum/put_aside.html",
        muted=queries.muted_masks(list(drawer.muted)),
        hidden=queries.hidden_threads(list(drawer.hidden)),
        is_forgetful=drawer.is_forgetful,
    )


@pages.post("/muted/<mask_id>/remove")
@members_only
def remove_muting(mask_id: str) -> Response:
    """Read a name again."""
    drawers.take_out(current.member(), "muted", mask_id)
    flash(_("もとにもどしました。"), "done")
    return redirect("/me/reading", 303)


@pages.post("/reading/memory/remove")
@members_only
def remove_memory() -> Response:
    """Forget where one has read, and remember it no more."""
    drawers.be_forgetful(current.member())
    flash(_("忘れました。これからもおぼえません。"), "done")
    return redirect("/me/reading", 303)


@pages.post("/reading/memory")
@members_only
def create_memory() -> Response:
    """Remember from now on."""
    drawers.remember_again(current.member())
    flash(_("これからは、読んだところをおぼえます。"), "done")
    return redirect("/me/reading", 303)
