"""huey: tells whoever listens that something may be due. What is due stands in the database, so a lost bell loses nothing."""

import logging
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask, current_app, has_app_context
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.serializer import SignedSerializer
from redis import ConnectionPool
from sqlalchemy.engine import make_url

from app import db
from app.config import ROOT, Settings
from app.keys import Keys

NAME = "errands"
# Nobody's answer waits longer than this for a bell, and not again until so many seconds later.
PATIENCE, QUIET = 1.0, 10.0
POLL = {"initial_delay": 0.1, "backoff": 1.3, "max_delay": 2.0, "scheduler_interval": 5}


def ring_after_commit() -> None:
    """Whoever listens hears of what this transaction left, and of nothing that was rolled back."""
    if has_app_context():
        db.after_commit(current_app.extensions["tomoshibi_errands"].bell.ring)


class Bell:
    """The queue of huey, beside the database or in Redis. It carries one word, and only when it is silent."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._go: Callable[[], int] = lambda: 0
        self._heard = settings.worker == "apart"
        self._away_until = 0.0
        self._aside: Consumer | None = None
        # huey tells of every task; only what goes wrong is worth a line.
        logging.getLogger("huey").setLevel(logging.ERROR)

    def ring(self) -> None:
        """Something may be due. Where nobody could hear, the round of every minute finds it."""
        if not self._heard or time.monotonic() < self._away_until:
            return
        try:
            look = self._look
            if not self._huey.pending_count():
                look()
        except Exception as error:  # noqa: BLE001 - the errand is safe in the database, whatever happens to the bell
            self._away_until = time.monotonic() + QUIET
            self._app.logger.warning("the bell for errands is away: %s", type(error).__name__)

    def answer(self, go: Callable[[], int]) -> None:
        """Listen in this thread until the process is asked to end."""
        self._go, self._heard = go, True
        self._look()
        Consumer(self._huey, workers=1, graceful_signal="TERM", **POLL).run()

    def answer_aside(self, go: Callable[[], int]) -> None:
        """Listen in threads of this process, which leave its signals alone."""
        self._go, self._heard = go, True
        self.ring()
        self._aside = _Aside(self._huey, workers=1, **POLL)
        self._aside.start()

    def fall_silent(self) -> None:
        """Stop listening in this process; what is begun is finished."""
        if self._aside is not None:
            self._aside.stop(graceful=True)
            self._huey.storage.close()

    @cached_property
    def _huey(self) -> Huey:
        # What comes out of the queue is unpickled, so only what this site put there may come out.
        seal = SignedSerializer(Keys(self._settings.secret_key).derive("errands").hex(), salt=NAME)
        return _opened(self._settings, {"name": NAME, "results": False, "serializer": seal})

    @cached_property
    def _look(self) -> Any:
        # Once a minute without being asked, for whatever was left while nobody could ring.
        self._huey.periodic_task(crontab(minute="*"), name="look-by-itself")(self._answer)
        return self._huey.task(name="look")(self._answer)

    def _answer(self) -> None:
        self._go()


class _Aside(Consumer):
    """A consumer that lives in somebody else's process."""

    def _set_signal_handlers(self) -> None:
        """The server's own stay."""


def _opened(settings: Settings, options: dict[str, Any]) -> Huey:
    if settings.redis_url:
        pool = ConnectionPool.from_url(settings.redis_url, socket_connect_timeout=PATIENCE, socket_keepalive=True)
        return RedisHuey(connection_pool=pool, **options)
    return SqliteHuey(filename=str(_file(settings)), **options)


def _file(settings: Settings) -> Path:
    """Beside an SQLite database, else where this machine keeps its small files."""
    url = make_url(settings.database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database
    beside = Path(url.database).parent if is_file and url.database else ROOT / "instance"
    folder = Path(settings.state_folder) if settings.state_folder else beside
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{NAME}.db"
