"""The front page, preferences, and the probes for operators."""

from flask import Blueprint, Flask, Response, current_app, g, jsonify, render_template, request
from sqlalchemy import text
from werkzeug.wrappers import Response as BaseResponse

from app import db, i18n, web
from app.accounts.access import public
from app.contributions import screening

pages = Blueprint("pages", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(pages)


@pages.get("/")
@public
def home() -> str:
    return render_template("pages/home.html")


@pages.post("/preferences")
@public
@web.csrf.exempt  # a wish for light or language harms nobody, and must work on pages that set no cookie
def preferences() -> BaseResponse:
    response = web.back_to(request.form.get("next"), "/")
    for name, cookie, known in (
        ("locale", i18n.LOCALE_COOKIE, i18n.LOCALES),
        ("theme", i18n.THEME_COOKIE, i18n.THEMES),
    ):
        if request.form.get(name) in known:
            response.set_cookie(
                cookie,
                request.form[name],
                secure=current_app.config["SESSION_COOKIE_SECURE"],
                httponly=True,
                samesite="Lax",
            )
    return response


@pages.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return jsonify(ok=True)


@pages.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """The process can do its work: database reachable, moderation complete."""
    database = _reaches_database()
    parts = screening.status(current_app.extensions["tomoshibi_settings"].detoxify)
    return jsonify(ok=database, database=database, moderation=parts), 200 if database else 503


def _reaches_database() -> bool:
    try:
        db.session().execute(text("SELECT 1"))
    except Exception:  # noqa: BLE001 - whatever the reason, the answer is "not ready"
        g.failed = True
        return False
    return True
