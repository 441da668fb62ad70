"""Choosing what to hear of, when it is to be quiet, and whether this device may be called."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import i18n, throttle
from app.accounts import current
from app.accounts.access import members_only
from app.errors import Invalid
from app.notices import subscriptions, wishes
from app.notices.carrier import Carrier
from app.notices.forms import NOT_POSSIBLE, SubscriptionForm, WishesForm, shown
from app.notices.queries import wishes_of

pages = Blueprint("notice_wishes", __name__)


@pages.get("/me/notices")
@members_only
def show() -> str:
    """What is chosen now."""
    return _page(WishesForm(data=shown(wishes_of(current.member()))))


@pages.post("/me/notices")
@members_only
def create_wishes() -> Any:
    """Choose something else."""
    form = WishesForm(request.form)
    if not form.validate():
        return _page(form), 422
    wishes.keep(current.keys(), _own_id(), form.wishes)
    flash(_("お知らせのとどきかたを、変えました。"), "done")
    return redirect(url_for("notice_wishes.show"), 303)


@pages.post("/me/notices/devices")
@members_only
def create_subscription() -> Response:
    """This browser may be called from now on; its script sends where."""
    throttle.check(throttle.WRITE)
    session_id = current.member().session_id
    if session_id is None or not subscriptions.is_possible(session_id):
        raise Invalid(_("この端末は「私だけのもの」として入っていないので、画面に知らせを出しません。"))
    form = SubscriptionForm.parse(request.form)
    if not _carrier().goes_to(form.endpoint.data):
        raise Invalid(str(NOT_POSSIBLE))
    made = subscriptions.made(form.endpoint.data, form.key.data, form.secret.data, i18n.locale())
    subscriptions.keep(current.keys(), session_id, made)
    flash(_("この端末に、知らせが届くようになりました。"), "done")
    return redirect(url_for("notice_wishes.show"), 303)


@pages.post("/me/notices/devices/remove")
@members_only
def remove_subscription() -> Response:
    """This browser is called no more."""
    subscriptions.remove(str(current.member().session_id))
    flash(_("この端末には、もう知らせを出しません。"), "done")
    return redirect(url_for("notice_wishes.show"), 303)


def _page(form: WishesForm) -> str:
    session_id = current.member().session_id
    return render_template(
        "notices/wishes.html",
        form=form,
        troubles={name: str(errors[0]) for name, errors in form.errors.items()},
        is_own_device=subscriptions.is_possible(session_id),
        is_called=subscriptions.of_session(current.keys(), session_id) is not None,
        public_key=_carrier().public_key,
        hours=[(hour, _("%(hour)d時", hour=hour)) for hour in range(24)],
    )


def _carrier() -> Carrier:
    carrier: Carrier = current_app.extensions["tomoshibi_carrier"]
    return carrier


def _own_id() -> str:
    return str(current.member().member_id)
