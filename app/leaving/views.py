"""Taking along, taking back, going."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app import i18n, throttle, web
from app.accounts import current, offers
from app.accounts import services as accounts
from app.accounts.access import members_only, public
from app.accounts.offers import Offer
from app.leaving import keepsake, services
from app.leaving.forms import WORD_GONE, WRONG_WORD, ConfirmationForm
from app.permissions import Actor

pages = Blueprint("leaving", __name__)


@pages.get("/me/export")
@members_only
def export() -> str:
    """What the file holds, and where to be careful with it."""
    return render_template("leaving/export.html")


@pages.get("/me/export/memo.zip")
@members_only
def exported() -> Response:
    """Everything the member has written here, to read and to process."""
    throttle.check(throttle.EXPORT)
    packed = keepsake.packed(current.member())
    return Response(
        packed, mimetype="application/zip", headers={"Content-Disposition": 'attachment; filename="memo.zip"'}
    )


@pages.get("/me/leaving")
@members_only
def leaving() -> str:
    """Both ways, with what each does and does not do."""
    return _page()


@pages.post("/me/leaving/texts")
@members_only
def create_withdrawal() -> Any:
    """Take back every text and stay."""
    if trouble := _trouble():
        return _page({"texts": trouble}), 422
    _withdraw_everything(current.member())
    flash(_("書いたことばを、すべて取り下げました。"), "done")
    return redirect(url_for("accounts.me"), 303)


@pages.post("/me/leaving")
@members_only
def create_leaving() -> Any:
    """Take back every text, delete the account, and forget this browser."""
    if trouble := _trouble():
        return _page({"account": trouble}), 422
    member = current.member()
    # Signed out everywhere first: nothing new can be written while the rest is going.
    _in_a_step(lambda: accounts.sign_out_everywhere(member))
    _withdraw_everything(member)
    _in_a_step(lambda: services.erase(member))
    current_app.extensions["tomoshibi_census"].lose(str(member.member_id))
    return _farewell()


@pages.get("/farewell")
@public
def farewell() -> str:
    """Nothing of it is left, and one may come back."""
    return render_template("leaving/farewell.html")


def _farewell() -> BaseResponse:
    web.forget_browser_session()
    response = redirect(url_for("leaving.farewell"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _withdraw_everything(member: Actor) -> None:
    while _in_a_step(lambda: services.withdraw_some(member)):
        continue


def _in_a_step(act: Callable[[], Any]) -> Any:
    """One transaction of its own, committed at its end."""
    web.rest()
    with current_app.extensions["tomoshibi_db"].writing():
        return act()


def _trouble() -> Any:
    """What to look at again before anything is done, or nothing."""
    form = ConfirmationForm(request.form)
    offer = offers.unseal(current.keys(), form.offer.data or "", _place())
    if offer is None:
        return WORD_GONE
    if not form.validate():
        return form.first_error
    return "" if offer.is_confirmed_by([form.word.data]) else WRONG_WORD


def _page(troubles: dict[str, Any] | None = None) -> str:
    offer: Offer = offers.make_word(i18n.locale())
    sealed = offers.seal(current.keys(), offer, _place())
    return render_template("leaving/leaving.html", word=offer.passphrase, sealed=sealed, troubles=troubles or {})


def _place() -> str:
    return f"leaving:{current.member().member_id}"
