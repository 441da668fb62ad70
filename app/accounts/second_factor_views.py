"""Showing the second factor, and keeping it: works with a number and without scripts; keys need a script."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from app import throttle, web
from app.accounts import authenticators, current, renewing, second_factor, security_keys, staff_forms
from app.accounts.access import allowed
from app.accounts.staff_forms import AuthenticatorForm, KeyForm, NewKeyForm, NumberForm
from app.errors import Invalid
from app.permissions import Permission

pages = Blueprint("second_factor", __name__)


@pages.get("/second-factor")
@allowed(Permission.Staff.PROVE)
def show() -> Any:
    """A number, or a key; who has neither yet is told how to get one."""
    if not second_factor.number(_own_id()):
        return redirect(url_for("second_factor.keep"), 303)
    return _show_page()


@pages.post("/second-factor")
@allowed(Permission.Staff.PROVE)
def create_from_number() -> Any:
    """The number of an app."""
    throttle.take_turn(throttle.SECOND_FACTOR)
    form = NumberForm(request.form)
    if not form.validate():
        return _show_page(form.first_error), 422
    if not authenticators.shows(current.keys(), _own_id(), form.number.data):
        return _show_page(staff_forms.WRONG_NUMBER), 422
    return _go_on()


@pages.post("/second-factor/challenge")
@allowed(Permission.Staff.PROVE)
def create_challenge() -> Response:
    """What one of one's keys must sign."""
    throttle.check(throttle.FACTOR_CHALLENGE)
    return _json(security_keys.ask_to_show(current.member()))


@pages.post("/second-factor/key")
@allowed(Permission.Staff.PROVE)
def create_from_key() -> Any:
    """What a key has signed."""
    throttle.take_turn(throttle.SECOND_FACTOR)
    form = KeyForm(request.form)
    if not form.validate() or not security_keys.shows(current.member(), form.answer.data):
        return _show_page(staff_forms.WRONG_KEY), 422
    return _go_on()


@pages.get("/me/second-factor")
@allowed(Permission.Staff.PROVE)
def keep() -> str:
    """One's keys and app, and adding to them."""
    return _keep_page({})


@pages.post("/me/second-factor/authenticator")
@allowed(Permission.Staff.PROVE)
def create_authenticator() -> Any:
    """Keep the offered secret once the app shows a number of it."""
    second_factor.require_keeping(current.member())
    throttle.take_turn(throttle.SECOND_FACTOR)
    form = AuthenticatorForm(request.form)
    secret = authenticators.unseal_offer(current.keys(), form.offer.data or "", _session_id())
    if secret is None:
        return _keep_page({"number": staff_forms.OFFER_GONE}), 422
    if not form.validate():
        return _keep_page({"number": form.first_error}, secret), 422
    token = second_factor.add_authenticator(current.keys(), current.member(), secret, form.number.data)
    if token is None:
        return _keep_page({"number": staff_forms.WRONG_NUMBER}, secret), 422
    return _kept(token, _("アプリを覚えました。これからは、アプリの番号でも確かめられます。"))


@pages.post("/me/second-factor/authenticator/remove")
@allowed(Permission.Staff.PROVE)
def remove_authenticator() -> Any:
    """Forget one's app."""
    try:
        second_factor.remove_authenticator(current.member())
    except Invalid as last:
        return _keep_page({"last": last.message}), 422
    flash(_("アプリを忘れました。"), "done")
    return redirect(url_for("second_factor.keep"), 303)


@pages.post("/me/second-factor/keys/challenge")
@allowed(Permission.Staff.PROVE)
def create_key_challenge() -> Response:
    """What a new key must sign."""
    second_factor.require_keeping(current.member())
    throttle.check(throttle.FACTOR_CHALLENGE)
    return _json(security_keys.ask_to_add(current.keys(), current.member()))


@pages.post("/me/second-factor/keys")
@allowed(Permission.Staff.PROVE)
def create_key() -> Any:
    """Keep a key that has signed."""
    second_factor.require_keeping(current.member())
    form = NewKeyForm(request.form)
    if not form.validate():
        return _keep_page({"name": form.first_error}), 422
    if security_keys.add(current.member(), form.name.data, form.answer.data) is None:
        return _keep_page({"name": staff_forms.WRONG_KEY}), 422
    return _kept(second_factor.added(current.member()), _("「%(name)s」を覚えました。", name=form.name.data))


@pages.post("/me/second-factor/keys/<key_id>/remove")
@allowed(Permission.Staff.PROVE)
def remove_key(key_id: str) -> Any:
    """Forget one of one's keys."""
    try:
        second_factor.remove_key(current.member(), key_id)
    except Invalid as last:
        return _keep_page({"last": last.message}), 422
    flash(_("キーを忘れました。"), "done")
    return redirect(url_for("second_factor.keep"), 303)


def _go_on() -> BaseResponse:
    """Powers come into this session; on to where one wanted to go."""
    throttle.forgive(throttle.SECOND_FACTOR)
    renewing.carry_on(second_factor.shown(current.member()))
    return web.back_to(request.form.get("next"), url_for("accounts.me"))


def _kept(token: str, words: str) -> BaseResponse:
    throttle.forgive(throttle.SECOND_FACTOR)
    renewing.carry_on(token)
    flash(words, "done")
    return redirect(url_for("second_factor.keep"), 303)


def _show_page(trouble: Any = "") -> str:
    return render_template(
        "accounts/second_factor.html",
        has_app=authenticators.is_kept(_own_id()),
        has_keys=security_keys.number(_own_id()) > 0 and security_keys.can_be_used(),
        demo=authenticators.demo_number(current.keys(), _own_id()) if _is_demo() else None,
        target=request.values.get("next", ""),
        trouble=trouble,
    )


def _keep_page(troubles: dict[str, Any], secret: str | None = None) -> str:
    offered = secret or authenticators.make()
    side, squares = authenticators.picture(offered)
    return render_template(
        "accounts/second_factor_kept.html",
        may_keep=second_factor.may_keep(current.member()),
        number=second_factor.number(_own_id()),
        has_app=authenticators.is_kept(_own_id()),
        keys=security_keys.of_member(_own_id()),
        keys_can_be_used=security_keys.can_be_used(),
        secret=offered,
        sealed=authenticators.seal_offer(current.keys(), offered, _session_id()),
        side=side,
        squares=squares,
        troubles=troubles,
    )


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")


def _is_demo() -> bool:
    return bool(current_app.extensions["tomoshibi_settings"].demo)


def _own_id() -> str:
    return str(current.member().member_id)


def _session_id() -> str:
    return str(current.member().session_id)
