"""The socket edge: WebSocket only, one transaction per event, the member re-read every time, one way out."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, current_app, request
from flask_babel import gettext as _
from flask_socketio import Namespace, SocketIO, disconnect
from flask_socketio import join_room as listen_to
from flask_socketio import leave_room as stop_listening_to

from app import db
from app.config import Settings
from app.errors import Declined, NotAllowed, NotFound, TooOften

LARGEST_PAYLOAD = 16 * 1024
SWEEP_SECONDS = 1.0
MOST_OF_ONE_BROWSER = 8
THREADS_FOR_PAGES = 16
# A member's browser names itself in its second message; who has not by now only takes up a thread.
NAMED_WITHIN = 5.0

__all__ = [
    "EventNamespace",
    "evict",
    "listen_to",
    "publish",
    "publish_to_others",
    "read_only",
    "recognise_with",
    "register",
    "serve",
    "stop_listening_to",
]

Handler = Callable[..., Any]


class Sockets:
    """Which open sockets belong to which browser session, in this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._by_session: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def add(self, session_id: str, namespace: str, sid: str) -> bool:
        """False when there are too many already: every open socket keeps a thread, and pages need some as well."""
        with self._guard:
            taken = sum(map(len, self._by_session.values()))
            if taken >= self._most or len(self._by_session[session_id]) >= MOST_OF_ONE_BROWSER:
                return False
            self._by_session[session_id].add((namespace, sid))
            return True

    def drop(self, namespace: str, sid: str) -> None:
        with self._guard:
            for session_id, sockets in list(self._by_session.items()):
                sockets.discard((namespace, sid))
                if not sockets:
                    del self._by_session[session_id]

    def of(self, session_id: str) -> set[tuple[str, str]]:
        with self._guard:
            return set(self._by_session.get(session_id, ()))

    def session_ids(self) -> set[str]:
        with self._guard:
            return set(self._by_session)

    def all(self) -> set[tuple[str, str]]:
        with self._guard:
            return set().union(*self._by_session.values())


class Recognition:
    """How `accounts` tells us whose socket it is: filled in by `recognise_with`, nobody until then."""

    recognise: Callable[[], str | None] = staticmethod(lambda: None)
    still_valid: Callable[[set[str]], set[str]] = staticmethod(lambda session_ids: session_ids)


def recognise_with(recognise: Callable[[], str | None], still_valid: Callable[[set[str]], set[str]]) -> None:
    """Install both: one makes the member current and gives the session's id or None, one keeps ids that hold."""
    Recognition.recognise = staticmethod(recognise)
    Recognition.still_valid = staticmethod(still_valid)


def register(app: Flask, settings: Settings) -> None:
    """Attach the socket server; origins are exact, long polling and compression are off."""
    origins = settings.socket_origins
    if not origins or "*" in origins:
        raise ValueError("sockets need at least one exact origin")
    most = settings.threads - THREADS_FOR_PAGES
    app.extensions["tomoshibi_sockets"] = Sockets(most)
    server = SocketIO(
        app,
        async_mode="threading",
        async_handlers=False,  # one client's events are handled in the order it sent them
        transports=["websocket"],
        cors_allowed_origins=origins,
        max_http_buffer_size=LARGEST_PAYLOAD,
        message_queue=settings.redis_url or None,
        manage_session=False,
        http_compression=False,
        cookie=None,
        ping_interval=25,
        ping_timeout=20,
    )
    _admit(app, server.server.eio, most)


def serve(app: Flask, namespace: "EventNamespace") -> None:
    """Open a namespace to browsers."""
    app.extensions["socketio"].on_namespace(namespace)
    app.extensions.setdefault("tomoshibi_namespaces", []).append(namespace)


def publish(channel: str, event: str, payload: dict[str, Any], namespace: str = "/chat") -> None:
    """Announce to everyone listening to `channel`, once the current transaction is on disk."""
    server = current_app.extensions["socketio"]
    db.after_commit(lambda: server.emit(event, payload, to=channel, namespace=namespace))


def publish_to_others(channel: str, event: str, payload: dict[str, Any]) -> None:
    """Announce to everyone listening to `channel` but the connection that caused it."""
    server, sid, namespace = current_app.extensions["socketio"], request.sid, request.namespace  # type: ignore[attr-defined]  # set by Flask-SocketIO
    db.after_commit(lambda: server.emit(event, payload, to=channel, namespace=namespace, skip_sid=sid))


def evict(session_ids: set[str]) -> None:
    """Close the sockets of these browser sessions after the commit; other processes notice within a second."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to keep an app for later
    db.after_commit(lambda: _close_all(app, session_ids))


def read_only(handler: Handler) -> Handler:
    """Mark a handler that changes nothing, so that it never waits for the write turn."""
    handler.is_read_only = True  # type: ignore[attr-defined]  # a mark for _guarded
    return handler


class EventNamespace(Namespace):
    """Every `on_*` of a subclass runs inside one transaction; what it returns is acknowledged after the commit."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name, handler in list(vars(cls).items()):
            if name.startswith("on_"):
                setattr(cls, name, _guarded(handler))

    def on_connect(self, _auth: Any = None) -> None:
        """Only members get a socket, so that idle strangers cannot use up the threads."""
        with current_app.extensions["tomoshibi_db"].reading():
            session_id = Recognition.recognise()
        if session_id is None:
            raise ConnectionRefusedError("sign_in_first")
        sid = request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
        if not current_app.extensions["tomoshibi_sockets"].add(session_id, self.namespace, sid):
            raise ConnectionRefusedError("too_many")
        _watch(current_app._get_current_object())  # type: ignore[attr-defined]  # as in evict

    def on_disconnect(self, _reason: Any = None) -> None:
        sid = request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
        current_app.extensions["tomoshibi_sockets"].drop(self.namespace, sid)
        with current_app.extensions["tomoshibi_db"].reading():
            Recognition.recognise()
            self.left(sid)

    def left(self, sid: str) -> None:
        """Called when a socket is gone; features forget its presence here."""


def _guarded(handler: Handler) -> Handler:
    @wraps(handler)
    def run(self: EventNamespace, *given: Any) -> dict[str, Any]:
        database = current_app.extensions["tomoshibi_db"]
        try:
            with database.reading():
                recognised = Recognition.recognise()
            if recognised is None:
                return _turn_away()
            with database.reading() if hasattr(handler, "is_read_only") else database.writing():
                answer = handler(self, given[0] if given and isinstance(given[0], dict) else {})
            return {"ok": True, **(answer or {})}
        except Declined as declined:
            return {"ok": False, "error": declined.code, "message": _said(declined), **declined.details}
        except Exception as error:
            # The payload is somebody's words: only the kind of failure is logged.
            current_app.logger.error("event failed: %s", type(error).__name__, exc_info=error)
            return {"ok": False, "error": "failed", "message": _("届いていません。もう一度お試しください。")}

    run.is_guarded = True  # type: ignore[attr-defined]  # read by the structural tests
    return run


def _said(declined: Declined) -> str:
    """What was said when it was raised, or else what the page for it says (templates/errors/error.html)."""
    if isinstance(declined, TooOften):
        usual = _("続けてたくさん届いたので、いったん止めています。ひと息ついてから、もう一度お試しください。")
    elif isinstance(declined, NotAllowed):
        usual = _(
            "この場所や操作は、いまのあなたには開いていません。まちがいだと思うときは、見守りの人に知らせてください。"
        )
    elif isinstance(declined, NotFound):
        usual = _("取り下げられたか、場所が変わったのかもしれません。あなたのせいではありません。")
    else:
        usual = _("書いたものを少し直すと送れます。")
    return declined.message or usual


def _turn_away() -> dict[str, Any]:
    server, sid, namespace = current_app.extensions["socketio"], request.sid, request.namespace  # type: ignore[attr-defined]  # as above
    server.emit("evicted", {}, to=sid, namespace=namespace)
    disconnect()
    return {"ok": False, "error": "signed_out", "message": _("もう一度サインインしてください。")}


def _close_all(app: Flask, session_ids: set[str]) -> None:
    for session_id in session_ids:
        _close(app, session_id)


def _close(app: Flask, session_id: str) -> None:
    server = app.extensions["socketio"]
    for namespace, sid in app.extensions["tomoshibi_sockets"].of(session_id):
        server.emit("evicted", {}, to=sid, namespace=namespace)
        server.server.disconnect(sid, namespace=namespace)


def _admit(app: Flask, engine: Any, most: int) -> None:
    """Count every connection, also of strangers and of those who never say which namespace they want."""
    greet = engine.handlers["connect"]

    def meet(engine_id: str, environ: dict[str, Any]) -> Any:
        _watch(app)
        return False if len(engine.sockets) > most else greet(engine_id, environ)

    engine.on("connect", meet)


def _watch(app: Flask) -> None:
    """Start the sweep once per process: it makes log-outs and bans reach sockets without any bell."""
    if app.extensions.setdefault("tomoshibi_sweep", None) is None:
        sweep = threading.Thread(target=_sweep_forever, args=(app,), name="socket-sweep", daemon=True)
        app.extensions["tomoshibi_sweep"] = sweep
        sweep.start()


def _sweep_forever(app: Flask) -> None:
    pause = threading.Event()
    unnamed: dict[str, float] = {}
    while not pause.wait(SWEEP_SECONDS):
        try:
            _sweep(app)
            unnamed = _close_unnamed(app, unnamed)
        except Exception as error:  # noqa: BLE001 - the sweep must outlive a database that is away
            app.logger.warning("socket sweep failed: %s", type(error).__name__)


def _sweep(app: Flask) -> None:
    session_ids = app.extensions["tomoshibi_sockets"].session_ids()
    if not session_ids:
        return
    with app.app_context(), app.extensions["tomoshibi_db"].reading():
        valid = Recognition.still_valid(session_ids)
    _close_all(app, session_ids - valid)


def _close_unnamed(app: Flask, since: dict[str, float]) -> dict[str, float]:
    """Close connections that no member uses; `since` says from when on each was seen, and so does the answer."""
    server = app.extensions["socketio"].server
    named = {
        server.manager.eio_sid_from_sid(sid, namespace) for namespace, sid in app.extensions["tomoshibi_sockets"].all()
    }
    now = time.monotonic()
    unnamed = {each: since.get(each, now) for each in set(server.eio.sockets) - named}
    for each, seen in unnamed.items():
        if now - seen > NAMED_WITHIN:
            # In the background: saying goodbye to a connection that does not listen takes its time.
            server.start_background_task(server.eio.disconnect, each)
    return unnamed
