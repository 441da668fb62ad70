"""The socket edge: one transaction per event, the member re-read every time (but for the first look into a room, which
belongs to coming in), every answer after the commit."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _
from flask_socketio import Namespace, disconnect

from app.errors import Declined, NotAllowed, NotFound, TooOften
from app.realtime import sweep
from app.realtime.recognition import Recognition

Handler = Callable[..., Any]


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
            session_id = Recognition.by.welcome()
            is_admitted = session_id is not None and self.admits()
        if session_id is None:
            raise ConnectionRefusedError("sign_in_first")
        if not is_admitted:
            raise ConnectionRefusedError("not_allowed")
        sid = request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
        if not current_app.extensions["tomoshibi_sockets"].add(
            session_id, Recognition.by.whose(), (self.namespace, sid)
        ):
            raise ConnectionRefusedError("too_many")
        sweep.start(current_app._get_current_object())  # type: ignore[attr-defined]  # as in evict

    def on_disconnect(self, _reason: Any = None) -> None:
        sid = request.sid  # type: ignore[attr-defined]  # set by Flask-SocketIO
        current_app.extensions["tomoshibi_sockets"].drop(self.namespace, sid)
        with current_app.extensions["tomoshibi_db"].reading():
            Recognition.by.recognise()
            self.left(sid)

    def admits(self) -> bool:
        """May whoever has just been recognised have a socket here? Each event asks again."""
        return True

    def left(self, sid: str) -> None:
        """Called when a socket is gone; features forget its presence here."""


def _guarded(handler: Handler) -> Handler:
    @wraps(handler)
    def run(self: EventNamespace, *given: Any) -> dict[str, Any]:
        is_read_only = hasattr(handler, "is_read_only")
        database = current_app.extensions["tomoshibi_db"]
        try:
            with database.reading():
                recognised = Recognition.by.let_in() if is_read_only else Recognition.by.recognise()
            if recognised is None:
                return _turn_away()
            with database.reading() if is_read_only else database.writing():
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
