"""Several processes, one site: announcements travel through Redis, and its absence delays them but loses nothing.

Redis is only the bell; what was said is in the database. While the bell is away every process looks there itself, and
when it is back everybody is asked to look, because something may have been said in between.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from socketio.redis_manager import RedisManager

from app import gauges
from app.realtime.fanout import FanOut

# It is cheap to ask, and everybody waits for it.
RETRY_SECONDS = 1.0
ANSWER_SECONDS = 1.0
# Quiet for this long, the bell is asked whether it still rings: a machine that vanished says nothing.
QUIET_SECONDS = 5.0
MISSED = "missed"


class SharedFanOut(RedisManager, FanOut):
    """Announcements within this process and, through Redis, in all others."""

    def __init__(self, url: str, on_gap: Callable[[], None]) -> None:
        patience = {"socket_connect_timeout": ANSWER_SECONDS, "retry": Retry(NoBackoff(), 1)}
        super().__init__(url, redis_options={**patience, "socket_keepalive": True})
        self.is_away = False
        self._on_gap = on_gap
        self._owes_a_ring = False

    def _publish(self, data: dict[str, Any]) -> None:
        """Ring, or remember that somebody was not told. No answer waits for a bell that is known to be away."""
        if self.is_away or self.redis is None:
            self._owes_a_ring = True
            return
        try:
            self.redis.publish(self.channel, self.json.dumps(data))
        except RedisError:
            self._owes_a_ring = True

    def _redis_listen_with_retries(self) -> Iterator[dict[str, Any]]:
        """As the stock one, which waits up to a minute between attempts and does not say when it is back."""
        pause = threading.Event()
        while True:
            try:
                yield from self._listen_once()
            except (OSError, RedisError) as away:
                self._get_logger().warning("the bell (Redis) is away: %s", type(away).__name__)
            self.is_away = True
            pause.wait(RETRY_SECONDS)

    def _listen_once(self) -> Iterator[dict[str, Any]]:
        self._redis_connect()
        bell = self.pubsub
        bell.subscribe(self.channel)
        if self.is_away:
            self.is_away = False
            self._on_gap()
        while True:
            heard = bell.get_message(timeout=QUIET_SECONDS)
            self._pay_back()
            if heard is not None:
                yield heard

    def _pay_back(self) -> None:
        """Tell everybody to look whom we could not tell; raises when nothing answers, for a half-open line looks like a quiet night."""
        if self._owes_a_ring:
            self._owes_a_ring = False
            self._publish(
                {"method": "emit", "event": MISSED, "data": [{}], "namespace": "/chat", "host_id": self.host_id}
            )
        else:
            self.redis.ping()


def is_away(app: Flask) -> bool:
    """Is there a bell, and does it not ring?"""
    return bool(getattr(app.extensions["socketio"].server.manager, "is_away", False))


class Lookouts:
    """What to do instead of hearing: each is called about once a second for as long as the bell is away.

    `look(is_first)` runs in a reading transaction; is_first is true when the bell has just gone.
    """

    def __init__(self) -> None:
        self.looks: list[Callable[[bool], None]] = []
        self._was_away = False

    def keep(self, app: Flask) -> None:
        """One round; called by the sweep."""
        away, is_first = is_away(app), not self._was_away
        gauges.BELL_AWAY.set(away)
        self._was_away = away
        if away and self.looks:
            with app.app_context(), app.extensions["tomoshibi_db"].reading():
                for look in self.looks:
                    look(is_first)


def while_away(app: Flask, look: Callable[[bool], None]) -> None:
    """Have `look` called while the bell is away."""
    app.extensions["tomoshibi_lookouts"].looks.append(look)
