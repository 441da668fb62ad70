"""Who is awake, shared between processes: names in Redis that go out by themselves when nobody renews them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from app import clock

RENEW_SECONDS = 20.0
LASTS_SECONDS = 60.0
ANSWER_SECONDS = 0.5
# While Redis is away, nobody waits for it more often than this.
REST_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Light:
    """One connection in a room, under a name."""

    room_id: str
    sid: str
    mask: str

    @property
    def member(self) -> str:
        return f"{self.sid} {self.mask}"


class SharedLights:
    """A sorted set per room: connection and name, by the moment it goes out. Failures mean "nobody elsewhere"."""

    def __init__(self, url: str) -> None:
        patience = {"socket_connect_timeout": ANSWER_SECONDS, "socket_timeout": ANSWER_SECONDS}
        self._redis: Any = Redis.from_url(url, decode_responses=True, **patience)
        self._rests_until = 0.0

    def light(self, lights: Sequence[Light]) -> None:
        """Let these burn for a while."""
        until = clock.now().timestamp() + LASTS_SECONDS

        def act(pipe: Any) -> None:
            for light in lights:
                pipe.zadd(_key(light.room_id), {light.member: until})
                pipe.expire(_key(light.room_id), int(LASTS_SECONDS))

        self._try(act)

    def put_out(self, lights: Sequence[Light]) -> None:
        """These have gone."""
        self._try(lambda pipe: [pipe.zrem(_key(light.room_id), light.member) for light in lights])

    def names(self, room_id: str) -> set[str]:
        """The names present in a room, on every process that can be asked about."""
        now = clock.now().timestamp()

        def act(pipe: Any) -> None:
            pipe.zremrangebyscore(_key(room_id), "-inf", now)
            pipe.zrange(_key(room_id), 0, -1)

        answers = self._try(act)
        return {member.partition(" ")[2] for member in answers[1]} if answers else set()

    def _try(self, act: Any) -> list[Any]:
        if time.monotonic() < self._rests_until:
            return []
        try:
            with self._redis.pipeline(transaction=False) as pipe:
                act(pipe)
                return list(pipe.execute())
        except (OSError, RedisError):
            self._rests_until = time.monotonic() + REST_SECONDS
            return []


def _key(room_id: str) -> str:
    return f"tomoshibi:awake:{room_id}"
