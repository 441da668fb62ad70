"""Leaving quickly: the session ends, the browser is emptied, and for a while it finds nothing of us, whatever it goes back to.

A browser keeps the addresses one came through, and no page can take them away. So whoever has left carries a mark for
some minutes, and every address of ours shows the same shopping list until then.
"""

from contextlib import suppress

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, session, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app import web
from app.accounts import current, services
from app.accounts.access import public
from app.accounts.locking import SessionLocked, open_when_locked

MARK = "away"
HOLDS_FOR = 600
# What whoever has left may still do: leave again, come back, and be shown the list.
STAYS = frozenset({"away.leave", "away.show", "away.create_return", "static"})

pages = Blueprint("away", __name__)


def register(app: Flask) -> None:
    """Before anybody is recognised: whoever has left gets the list."""
    app.before_request(_show_nothing)
    app.register_blueprint(pages)


@pages.post("/leave")
@public
@open_when_locked
@web.csrf.exempt  # must always work, and the worst a stranger could do with it is to sign somebody out
def leave() -> Response:
    """End the session, empty the browser's memory of us, and show a page that says nothing."""
    services.sign_out(current.member())
    web.forget_browser_session()
    response = redirect(url_for("away.show"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@pages.get("/away")
@public
@open_when_locked
def show() -> Response:
    """A quiet page that could be anybody's. A link on somebody else's page does not close ours."""
    return _list(marked=request.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"})


@pages.post("/return")
@public
@open_when_locked
@web.csrf.exempt  # there is no session any more that a token could belong to, and nothing is changed but the mark
def create_return() -> Response:
    """Whoever knows about the list's heading comes back at once."""
    response = redirect(url_for("pages.home"), 303)
    response.delete_cookie(MARK, secure=current_app.config["SESSION_COOKIE_SECURE"])
    return response


@pages.get("/closing")
@public
def about() -> str:
    """What leaving quickly does, and what it cannot do: to be read before it is needed."""
    return render_template("accounts/closing.html")


def _show_nothing() -> Response | None:
    if MARK not in request.cookies or request.endpoint in STAYS:
        return None
    _end_what_was_left()
    web.forget_browser_session()
    return _list(marked=False)


def _end_what_was_left() -> None:
    """Who left without internet could not be signed out, and what a page says in parting may arrive before its leaving does.

    The first that arrives ends the session, because with it the browser forgets which one it was.
    """
    if current.COOKIE_FIELD not in session:
        return
    try:
        with suppress(SessionLocked):
            current.recognise()
        web.switch_to_writing()
        services.sign_out(current.member())
    except SQLAlchemyError:
        # Without a database, too, nothing of us is shown.
        g.failed = True


def _list(*, marked: bool) -> Response:
    response = current_app.make_response(render_template("accounts/away.html"))
    if marked:
        response.set_cookie(
            MARK, "1", HOLDS_FOR, secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True, samesite="Lax"
        )
    return response
