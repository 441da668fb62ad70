"""Keeping the ways back in: recovery codes, coming back with one, another passphrase."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import i18n, throttle, web
from app.accounts import current, entrance, forms, offers, recovery, renewing, services
from app.accounts.access import members_only, public
from app.accounts.forms import PassphraseForm, RecoveryForm, RenewalForm, ReturnForm
from app.accounts.offers import Offer

# The addresses belong to `accounts`; a second blueprint keeps the file short.
pages = Blueprint("recovery", __name__)
RENEWAL = "renewal"


@pages.get("/me/recovery")
@members_only
def codes() -> str:
    """Ten codes, shown once. Whoever has some already is asked before new ones take their place."""
    if recovery.left(_own_id()) and "new" not in request.args:
        return render_template("accounts/recovery_kept.html", number=recovery.left(_own_id()))
    return _codes_page(recovery.make())


@pages.post("/me/recovery")
@members_only
def create_codes() -> Any:
    """Keep the codes once one of them was typed back."""
    throttle.check(throttle.RECOVERY)
    form = RecoveryForm(request.form)
    offer = offers.unseal(current.keys(), form.offer.data or "", recovery.place(current.keys(), _own_id()))
    if offer is None:
        return _codes_page(recovery.make(), forms.CODES_GONE), 422
    if not form.validate():
        return _codes_page(offer, form.first_error), 422
    if not recovery.is_one_of(offer, form.code.data):
        return _codes_page(offer, forms.WRONG_CODE), 422
    web.rest()
    hashed = [(code, entrance.hashing().hash(code)) for code in offer.words]
    recovery.keep(current.keys(), _own_id(), hashed)
    flash(_("予備のことばを覚えました。もう表示されません。紙に書いたものを、たいせつにしてください。"), "done")
    return web.back_to(request.form.get("next"), url_for("accounts.me"))


@pages.get("/me/passphrase")
@members_only
def passphrase() -> str:
    """A new passphrase, to be confirmed like the first one."""
    return _passphrase_page(offers.make(i18n.locale()), {})


@pages.post("/me/passphrase")
@members_only
def create_passphrase() -> Any:
    """Change it; whoever is signed in elsewhere is signed out."""
    form = PassphraseForm(request.form)
    offer = offers.unseal(current.keys(), form.offer.data or "", f"passphrase:{_own_id()}")
    if offer is None:
        return _passphrase_page(offers.make(i18n.locale()), {"offer": forms.OFFER_GONE}), 422
    troubles = entrance.troubles_of(form, offer)
    if not troubles:
        entrance.take_turn()
        troubles = _troubles_of_proof(form)
    if troubles:
        return _passphrase_page(offer, troubles), 422
    hashed = entrance.hashing().hash(offer.passphrase)
    services.change_passphrase(current.keys(), _own_id(), offer.passphrase, hashed)
    services.sign_out_elsewhere(current.member())
    renewing.carry_on(renewing.renew(str(current.member().session_id)))
    flash(_("合いことばを新しくしました。ほかの端末では、新しい合いことばで入り直してください。"), "done")
    return redirect(url_for("accounts.me"), 303)


@pages.get("/login/recovery")
@public
def return_with_code() -> str:
    """For who has lost the passphrase."""
    return render_template("accounts/return.html", trouble="")


@pages.post("/login/recovery")
@public
def create_return() -> Any:
    """Prove the code; the page that follows offers a new passphrase, and only that uses the code up."""
    entrance.take_turn()
    form = ReturnForm(request.form)
    if not form.validate():
        return _return_again(form.first_error)
    if _proved_owner(form) is None:
        return _return_again(forms.UNKNOWN_CODE)
    return _renewal_page(offers.make(i18n.locale()), form, {})


@pages.post("/login/recovery/passphrase")
@public
def create_renewal() -> Any:
    """Use the code up, put the new passphrase in place, end every session there was, and let its owner in."""
    entrance.take_turn()
    form = RenewalForm(request.form)
    offer = offers.unseal(current.keys(), form.offer.data or "", RENEWAL)
    if offer is None:
        return _renewal_page(offers.make(i18n.locale()), form, {"offer": forms.OFFER_GONE}), 422
    if troubles := entrance.troubles_of(form, offer):
        return _renewal_page(offer, form, troubles), 422
    if _proved_owner(form) is None:
        return _return_again(forms.UNKNOWN_CODE)
    return _renew(form, offer)


def _renew(form: RenewalForm, offer: Offer) -> Any:
    hashed = entrance.hashing().hash(offer.passphrase)
    member_id = recovery.spend(current.keys(), form.code.data or "")
    if member_id is None:
        return _return_again(forms.UNKNOWN_CODE)
    services.change_passphrase(current.keys(), member_id, offer.passphrase, hashed)
    services.sign_out_all_of(member_id)
    token = services.sign_in(member_id, entrance.session_days())
    entrance.let_in(token, is_own_device=form.own_device.data)
    flash(_("おかえりなさい。合いことばを新しくしました。使った予備のことばは、もう使えません。"), "done")
    return redirect(url_for("accounts.me"), 303)


def _proved_owner(form: ReturnForm) -> str | None:
    """Whose code this is; no transaction is held meanwhile, and unknown codes take as long."""
    found = recovery.claim(current.keys(), form.code.data or "")
    return found.member_id if entrance.proves(found.code_hash, form.code.data) else None


def _troubles_of_proof(form: PassphraseForm) -> dict[str, Any]:
    claim = services.claim(current.keys(), form.passphrase.data or "")
    is_proved = entrance.proves(claim.passphrase_hash, form.passphrase.data)
    return {} if is_proved and claim.member_id == _own_id() else {"passphrase": forms.NOT_NOW}


def _codes_page(offer: Offer, trouble: Any = "") -> str:
    place = recovery.place(current.keys(), _own_id())
    sealed = offers.seal(current.keys(), offer, place)
    target = request.values.get("next", "")
    return render_template("accounts/recovery.html", offer=offer, sealed=sealed, trouble=trouble, target=target)


def _passphrase_page(offer: Offer, troubles: dict[str, Any]) -> str:
    sealed = offers.seal(current.keys(), offer, f"passphrase:{_own_id()}")
    return render_template("accounts/passphrase.html", offer=offer, sealed=sealed, troubles=troubles)


def _return_again(trouble: Any) -> tuple[str, int]:
    return render_template("accounts/return.html", trouble=trouble), 422


def _renewal_page(offer: Offer, form: ReturnForm, troubles: dict[str, Any]) -> str:
    sealed = offers.seal(current.keys(), offer, RENEWAL)
    return render_template("accounts/renewal.html", offer=offer, sealed=sealed, form=form, troubles=troubles)


def _own_id() -> str:
    return str(current.member().member_id)
