"""The page that asks again on a device that others use, and what makes it go away."""

from typing import Any

from flask import Blueprint, current_app, g, render_template, request
from werkzeug.wrappers import Response

from app import web
from app.accounts import current, entrance, forms, kept_words, locking, services
from app.accounts.access import members_only, public
from app.accounts.forms import LoginForm
from app.accounts.kept_words import Kept
from app.accounts.locking import SessionLocked, open_when_locked
from app.permissions import Actor

pages = Blueprint("locking", __name__)


@pages.post("/awake")
@members_only
def create_stir() -> tuple[str, int]:
    """Somebody types or scrolls: said by a script now and then, because reading a long page asks us for nothing."""
    locking.stirring().stir(str(current.member().session_id))
    return "", 204


@pages.post("/lock")
@members_only
def create_lock() -> Any:
    """The page was quiet for too long, says its script; what was being written comes along."""
    services.lock(current.member(), locking.stirring())
    if not g.locks:
        return web.back_to(request.form.get("next"), "/")
    return _locked_page(_left_behind(), status=200)


@pages.post("/unlock")
@public
@open_when_locked
def remove_lock() -> Any:
    """Prove the passphrase of the member who is signed in here; then everything is where it was."""
    member = current.member()
    if member.is_member or member.session_id is None:
        return web.back_to(request.form.get("next"), "/")
    entrance.take_turn()
    form = LoginForm(request.form)
    if not form.validate():
        return _locked_page(request.form.get("kept", ""), form.first_error, 422)
    claim = services.claim(current.keys(), form.passphrase.data)
    is_proved = entrance.proves(claim.passphrase_hash, form.passphrase.data)
    if not is_proved or not services.unlock(member.session_id, claim.member_id, locking.stirring()):
        return _locked_page(request.form.get("kept", ""), forms.UNKNOWN, 422)
    kept = kept_words.unseal(current.keys(), request.form.get("kept", ""), member.session_id)
    return _kept_page(kept) if kept else web.back_to(_place(), "/")


def answer_locked(_error: SessionLocked) -> tuple[str, int]:
    """In place of any page of a locked session; a form that was being sent is kept for after."""
    g.failed = True
    return _locked_page(_left_behind())


def _left_behind() -> str:
    """What was being written, sealed: brought by the script of the page, or by the form that somebody sent."""
    is_sent = request.method not in web.SAFE_METHODS and request.path != "/lock"
    kept = kept_words.from_form(request.path if is_sent else _place(), request.form.items(multi=True), is_sent=is_sent)
    return kept_words.seal(current.keys(), kept, str(current.member().session_id))


def _place() -> str:
    """Where to go on afterwards."""
    if request.method in web.SAFE_METHODS:
        return request.full_path.rstrip("?")
    target = request.form.get("next", "/")
    return target if web.is_local_path(target) and _can_be_opened(target) else "/"


def _can_be_opened(target: str) -> bool:
    """Answers to forms stand at addresses that nobody can go back to."""
    adapter = current_app.create_url_adapter(request)
    return adapter is not None and adapter.test(target.partition("?")[0], method="GET")


def _locked_page(kept: str, trouble: Any = "", status: int = 401) -> tuple[str, int]:
    # Nobody is shown as signed in here, also where the lock fell in this very request.
    g.actor, g.member_id, g.locks = Actor(session_id=current.member().session_id), None, False
    return render_template("accounts/locked.html", kept=kept, trouble=trouble, target=_place()), status


def _kept_page(kept: Kept) -> str | Response:
    g.locks = True  # this page closes after a quiet while, too
    return render_template("accounts/kept.html", kept=kept) if kept.shown else web.back_to(kept.path, "/")
