"""When things happened: moments of the last evenings, always past, whatever the hour the site is filled at."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app import clock

EVENING = 19
NOON = 12
A_MOMENT_AGO = timedelta(minutes=2)


def moment(night: int, at: str) -> datetime:
    """`at` on an evening, counted back from the latest; hours before noon belong to the morning after it."""
    found = _on(_latest_evening() - timedelta(days=night), time.fromisoformat(at))
    return found if found <= clock.now() - A_MOMENT_AGO else found - timedelta(days=1)


def just_now() -> datetime:
    """A few minutes ago: what was said then is read as said just now, also by day."""
    return clock.now() - A_MOMENT_AGO


def one_after_another(first: datetime, minutes: Sequence[int]) -> list[datetime]:
    """Moments with these pauses between them, moved together where they would reach into the future."""
    moments = [first]
    for pause in minutes:
        moments.append(moments[-1] + timedelta(minutes=pause))
    took, had = moments[-1] - first, clock.now() - A_MOMENT_AGO - first
    return [first + (each - first) * min(1.0, had / took) if took else each for each in moments]


def shift(evening: int, begins: str, ends: str) -> tuple[datetime, datetime]:
    """A promise to be awake on an evening counted forward from the latest."""
    day = _latest_evening() + timedelta(days=evening)
    starts_at, ends_at = _on(day, time.fromisoformat(begins)), _on(day, time.fromisoformat(ends))
    return starts_at, ends_at if ends_at > starts_at else ends_at + timedelta(days=1)


def _latest_evening() -> date:
    here = clock.now().astimezone(clock.TOKYO)
    return here.date() if here.hour >= EVENING else here.date() - timedelta(days=1)


def _on(evening: date, at: time) -> datetime:
    day = evening + timedelta(days=1) if at.hour < NOON else evening
    return datetime.combine(day, at, clock.TOKYO)
