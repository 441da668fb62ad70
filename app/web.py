"""The HTTP edge: one transaction per request, security headers on every answer, kind pages for errors."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, g, redirect, render_template, request, session
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from app import db
from app.config import Settings
from app.errors import Declined, Invalid, NotAllowed, NotFound, SignInFirst, TooOften
from app.markup import stored

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_BODY = 256 * 1024
STATUS = {SignInFirst: 401, NotAllowed: 403, NotFound: 404, Invalid: 422, TooOften: 429}

csrf = CSRFProtect()

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types tomoshibi",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "X-Robots-Tag": "noindex",
}


def register(app: Flask, settings: Settings) -> None:
    """Install the edge. Features register their blueprints afterwards."""
    app.config.update(
        SESSION_COOKIE_NAME=settings.cookie_name,
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.session_days),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # we send no referrer at all; SameSite and the token do the work
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
    )
    app.jinja_env.globals["stored"] = stored
    app.jinja_env.globals["url_for"] = _address_for_pages(app)
    # The transaction must stand before the CSRF check can answer with a page.
    app.before_request(_open_transaction)
    app.before_request(_refuse_unreadable_address)
    csrf.init_app(app)
    app.after_request(_finish_transaction)
    app.teardown_request(_close_transaction)
    app.after_request(_add_headers)
    app.register_error_handler(Declined, _answer_declined)
    app.register_error_handler(CSRFError, _answer_stale_form)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_failure)


def _address_for_pages(app: Flask) -> Callable[..., str]:
    """`url_for` in templates: a page links some forty files, and building each address anew is work for nothing."""

    static = app.static_url_path

    def address(endpoint: str, **values: Any) -> str:
        if endpoint == "static" and values.keys() == {"filename"}:
            return f"{static}/{values['filename']}"
        return app.url_for(endpoint, **values)

    return address


def dress(app: Flask) -> None:
    """Put the headers on what never reaches Flask, too: the socket server answers broken requests by itself."""
    inner = app.wsgi_app

    def dressed(environ: Any, start_response: Any) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            present = {name.lower() for name, _value in headers}
            lacking = [
                pair for pair in {**HEADERS, "Cache-Control": "no-store"}.items() if pair[0].lower() not in present
            ]
            return start_response(status, headers + lacking, *more)

        return inner(environ, start)

    app.wsgi_app = dressed  # type: ignore[method-assign]  # Flask's own way to put something around


def may_be_found() -> None:
    """Search engines may keep the answer to this request; without this word they are asked to keep nothing."""
    g.may_be_found = True


def is_local_path(target: str) -> bool:
    """May we send a browser there? Only to a plain path of this site (OWASP: unvalidated redirects)."""
    return (
        target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and all(32 < ord(character) < 127 and character != "\\" for character in target)
    )


def back_to(target: str | None, otherwise: str) -> BaseResponse:
    """Redirect to `target` when it is a path of this site, else to `otherwise`."""
    return redirect(target if target and is_local_path(target) else otherwise, 303)


def switch_to_writing() -> None:
    """End the reading transaction that recognised the member; a writing one begins at the first statement."""
    _swap(writing=True)


def rest() -> None:
    """Hold no transaction while something slow happens (Argon2); the next statement begins a new one."""
    _swap(writing=g.writing)


def _swap(*, writing: bool) -> None:
    outbox = g.db_session.info.get("outbox", [])
    db.leave(g.db_token, g.db_session)
    g.writing = writing
    g.db_session = current_app.extensions["tomoshibi_db"].open(writing=writing)
    g.db_session.info["outbox"] = outbox
    g.db_token = db.enter(g.db_session)


def _open_transaction() -> None:
    g.failed = False
    g.writing = False
    g.db_session = current_app.extensions["tomoshibi_db"].open(writing=False)
    g.db_token = db.enter(g.db_session)


def _refuse_unreadable_address() -> None:
    """No address of ours holds a NUL, and PostgreSQL cannot even be asked about one."""
    if "\0" in request.path:
        raise NotFound()


def _finish_transaction(response: Response) -> Response:
    if g.get("writing") and not g.failed:
        db.finish(g.db_session)
    return response


def _close_transaction(_error: BaseException | None) -> None:
    if "db_session" in g:
        db.leave(g.pop("db_token"), g.pop("db_session"))


def _add_headers(response: Response) -> Response:
    if g.get("may_be_found") and response.status_code == 200:
        response.headers["X-Robots-Tag"] = "all"
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers or not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    return response


def _answer_declined(error: Declined) -> tuple[str, int]:
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    return _page(status, error.message)


def _answer_stale_form(_error: CSRFError) -> tuple[str, int]:
    return _page(400, _("ページを開いてから時間がたったようです。下の文を写して、もう一度お試しください。"))


def _answer_http_error(error: HTTPException) -> BaseResponse | tuple[str, int]:
    if error.code is None or error.code < 400:
        return error.get_response()
    return _page(error.code, "")


def _answer_failure(error: Exception) -> tuple[str, int]:
    # The path may name a thread and the text a person: only the kind of failure goes to the log.
    reference = secrets.token_hex(4)
    current_app.logger.error("request failed (%s): %s", reference, type(error).__name__, exc_info=error)
    return _page(
        500,
        _(
            "うまくいきませんでした。しばらくしてからもう一度お試しください。（控え %(reference)s）",
            reference=reference,
        ),
    )


def _page(status: int, message: str) -> tuple[str, int]:
    g.failed = True
    return render_template("errors/error.html", status=status, message=message, draft=_typed_text()), status


def _typed_text() -> str:
    """What the member had typed, so that nothing is lost with the error."""
    if request.method in SAFE_METHODS:
        return ""
    try:
        parts: list[Any] = [request.form.get(name, "") for name in ("title", "body", "note")]
    except HTTPException:
        return ""
    return "\n\n".join(part for part in parts if part)


def forget_browser_session() -> None:
    """Drop everything the cookie carries; a new identifier is made when needed."""
    session.clear()
