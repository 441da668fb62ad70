"""Who may use a route, declared beside it. A route without a declaration is closed to everyone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app import web
from app.accounts import closed, current
from app.errors import NotAllowed, NotFound, SecondFactorFirst, SignInFirst
from app.permissions import Actor, allows

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anyone may use this route."""
    view.access = "public"  # type: ignore[attr-defined]  # the declaration the guard reads
    return view


def members_only(view: View) -> View:
    """Signed-in members may use this route; visitors are sent to sign in and come back."""
    view.access = "members"  # type: ignore[attr-defined]  # as above
    return view


def allowed(permission: StrEnum) -> Callable[[View], View]:
    """Only those who hold `permission` may use this route; to others it does not exist."""

    def declare(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]  # as above
        return view

    return declare


def without_database(view: View) -> View:
    """This public route answers even while the database is away; whoever asks is then a visitor."""
    view.needs_database = False  # type: ignore[attr-defined]  # read by the guard
    return view


def register(app: Flask) -> None:
    """Install the guard: recognise, decide, and only then let an unsafe request begin to write."""
    app.before_request(_guard)
    app.jinja_env.globals["may"] = may
    app.context_processor(lambda: {"current": Here(current.member())})


@dataclass(frozen=True, slots=True)
class Here:
    """What templates know about whoever is asking: `member` is None for visitors."""

    actor: Actor

    @property
    def member(self) -> Actor | None:
        return self.actor if self.actor.is_member else None

    @property
    def mask(self) -> dict[str, str]:
        return {"name": self.actor.mask_name}


def may(permission: str, thing: object = None) -> bool:
    """For templates: does the policy let whoever is asking do this?"""
    return allows(current.member(), permission, thing)


def declared(app: Flask, endpoint: str) -> str | StrEnum | None:
    """The declaration of a route, for the guard and for the test that walks the map."""
    if endpoint == "static":
        return "public"
    return getattr(app.view_functions.get(endpoint), "access", None)


def _guard() -> Response | None:
    _recognise()
    turned_away = _turn_away() if request.endpoint is not None else None
    if turned_away is None and request.method not in web.SAFE_METHODS:
        web.switch_to_writing()
    return turned_away


def _recognise() -> None:
    try:
        current.recognise()
    except SQLAlchemyError:
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "needs_database", True):
            raise
        # Pages with numbers to call must open whatever else is broken: nobody is recognised, nothing is written.
        g.failed = True


def _turn_away() -> Response | None:
    access = declared(current_app, request.endpoint or "")
    actor = current.member()
    if access == "public":
        return None
    if access is None:
        raise NotAllowed()
    if not actor.is_member:
        return _send_to_sign_in()
    if actor.is_closed and not closed.is_open(request.endpoint or ""):
        return closed.turn_away(is_looking=request.method in web.SAFE_METHODS)
    if access != "members" and not allows(actor, access):
        return _send_to_second_factor(actor, access)
    return None


def _send_to_second_factor(actor: Actor, access: str) -> Response:
    """Whoever was entrusted with this shows a second factor first; to everybody else it does not exist."""
    if not allows(actor.at_work, access):
        raise NotFound()
    if request.method not in web.SAFE_METHODS:
        raise SecondFactorFirst(_("ここから先は、もう一つの確認をしてから進めます。"))
    return redirect(url_for("second_factor.show", next=request.full_path.rstrip("?")), 303)


def _send_to_sign_in() -> Response:
    if request.method not in web.SAFE_METHODS:
        raise SignInFirst()
    return redirect(url_for("accounts.login", next=request.full_path.rstrip("?")), 303)
