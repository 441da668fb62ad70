"""Joining, signing in and out."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import i18n, throttle, web
from app.accounts import current, entrance, forms, masks, naming, offers, pseudonyms, services
from app.accounts import recovery as recovery_codes
from app.accounts.access import members_only, public
from app.accounts.forms import JoinForm, LoginForm
from app.accounts.locking import open_when_locked
from app.accounts.offers import Offer

pages = Blueprint("accounts", __name__)


@pages.get("/join")
@public
def join() -> Any:
    """One page: a name, a passphrase, two of its words typed again."""
    if current.member().is_member:
        return redirect("/me", 303)
    return _join_page(offers.make(i18n.locale()), pseudonyms.propose(i18n.locale()))


@pages.post("/join")
@public
def create_member() -> Any:
    """Make the account, or show the page again with everything typed still there."""
    form = JoinForm(request.form)
    offer = offers.unseal(current.keys(), form.offer.data or "")
    if offer is None:
        return _join_page(offers.make(i18n.locale()), form.name.data, {"passphrase": forms.OFFER_GONE}), 422
    if "reroll" in request.form:
        return _join_page(offer, pseudonyms.propose(i18n.locale()))
    throttle.check(throttle.JOIN)
    troubles = _troubles(form, offer)
    if troubles:
        return _join_page(offer, form.name.data, troubles), 422
    return _welcome(form, offer)


def _welcome(form: JoinForm, offer: Offer) -> Any:
    web.rest()
    hashed = entrance.hashing().hash(offer.passphrase)
    try:
        member = services.join(current.keys(), services.Joining(form.name.data, offer.passphrase, hashed))
    except masks.NameTaken as taken:
        return _join_page(offer, form.name.data, {"name": taken.message}), 422
    entrance.let_in(services.sign_in(member.id, entrance.session_days()), is_own_device=form.own_device.data)
    flash(_("ようこそ。ここでは「%(name)s」さんです。合いことばは、もう表示されません。", name=form.name.data), "done")
    target = request.form.get("next", "")
    return redirect(url_for("recovery.codes", next=target if web.is_local_path(target) else None), 303)


def _troubles(form: JoinForm, offer: Offer) -> dict[str, Any]:
    troubles = entrance.troubles_of(form, offer)
    if "name" not in troubles and (unfit := naming.trouble_with(form.name.data)):
        troubles["name"] = unfit
    return troubles


def _join_page(offer: Offer, name: str | None, troubles: dict[str, Any] | None = None) -> str:
    return render_template(
        "accounts/join.html",
        offer=offer,
        sealed=offers.seal(current.keys(), offer),
        name=name or pseudonyms.propose(i18n.locale()),
        troubles=troubles or {},
        target=request.values.get("next", ""),
    )


@pages.get("/login")
@public
def login() -> Any:
    """The passphrase, and nothing else."""
    if current.member().is_member:
        return web.back_to(request.args.get("next"), "/")
    return render_template("accounts/login.html", target=request.args.get("next", ""), trouble="")


@pages.post("/login")
@public
def create_session() -> Any:
    """Prove the passphrase with no transaction open; unknown ones get the same answer, as slowly."""
    entrance.take_turn()
    form = LoginForm(request.form)
    if not form.validate():
        return _login_again(form.first_error)
    claim = services.claim(current.keys(), form.passphrase.data)
    if not entrance.proves(claim.passphrase_hash, form.passphrase.data) or claim.member_id is None:
        return _login_again(forms.UNKNOWN)
    entrance.keep_up_to_date(claim, form.passphrase.data)
    entrance.let_in(services.sign_in(claim.member_id, entrance.session_days()), is_own_device=form.own_device.data)
    return web.back_to(request.form.get("next"), "/")


def _login_again(trouble: Any) -> tuple[str, int]:
    return render_template("accounts/login.html", target=request.form.get("next", ""), trouble=trouble), 422


@pages.post("/logout")
@public
@open_when_locked
def logout() -> Response:
    """End this session here; its sockets close."""
    services.sign_out(current.member())
    web.forget_browser_session()
    return redirect(url_for("pages.home"), 303)


@pages.post("/sessions/remove")
@members_only
def remove_all_sessions() -> Response:
    """End every session of this member, this one too."""
    services.sign_out_everywhere(current.member())
    web.forget_browser_session()
    return redirect(url_for("pages.home"), 303)


@pages.get("/me")
@members_only
def me() -> str:
    """One's own place: name, notices, ways out."""
    return render_template("accounts/me.html", lacks_codes=not recovery_codes.left(str(current.member().member_id)))
