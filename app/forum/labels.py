"""When something was written, in vague words that are put together once an hour for many posts."""

from datetime import datetime, timedelta
from functools import lru_cache

from app import clock

RECENT = timedelta(minutes=15)
END_OF_HOUR = timedelta(minutes=59)


def when(written_at: datetime, now: datetime, locale: str) -> str:
    """Vague times change with the hour, except those of a moment ago."""
    if now - written_at > RECENT:
        return _label(clock.to_the_hour(written_at), clock.to_the_hour(now) + END_OF_HOUR, locale)
    return clock.coarse(written_at, now)


@lru_cache(maxsize=4096)
def _label(written_at: datetime, moment: datetime, _locale: str) -> str:
    return clock.coarse(written_at, moment)
