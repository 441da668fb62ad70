"""Counting once an hour what can be said without naming a text or anybody; what it was counted from may go after that.

arrived, handled: cases by class. look, ruling: "class:minutes" from the first worry to the first look, and to the ruling.
came: what was ruled. seen: "kind|detector|outcome|tenth of the score". appeal, night, cursor: by name.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from flask import Flask, current_app
from sqlalchemy import delete, select

from app import clock, db, errands
from app.accounts.models import Shift
from app.contributions.models import Concern, Contribution
from app.review import danger, queries, settled
from app.review.danger import Danger
from app.review.models import Outcome, Ruling
from app.review.numbers_models import FirstLook, Tally

ERRAND = "numbers"
AT_ONCE = 2_000
# A concern is seen by others once its transaction is on disk, a moment after the time it bears.
LAG = timedelta(minutes=1)
LOOKS_KEPT = timedelta(days=31)
NIGHTS_BACK = 31
CLASSES = {Danger.NOW: "now", Danger.HIDDEN: "high", Danger.HIGH: "high", Danger.ORDINARY: "other"}
# About other rulings, or for some hours only: no case is handled by them.
NOT_HANDLED = {Outcome.HIDE, Outcome.TAKE_BACK, Outcome.OVERTURN, Outcome.UPHOLD, Outcome.CONFIRM, Outcome.DECLINE}
APPEALS = {Outcome.OVERTURN: "overturned", Outcome.UPHOLD: "upheld"}
BEGINNING = date(2000, 1, 1)
NIGHT_MINUTES = (24 - clock.NIGHT_BEGINS + clock.NIGHT_ENDS) * 60

Key = tuple[date, str, str]


def register(app: Flask) -> None:
    """Counted at every full hour."""
    errands.every_hour(app, ERRAND, lambda _about: count())


def note_look(contribution: Contribution) -> None:
    """Somebody took this case: when, to the minute, and not who. Taken again it changes nothing."""
    worries = queries.open_concerns(contribution)
    opened = min((worry.raised_at for worry in worries), default=clock.now())
    known = db.session().get(FirstLook, contribution.id)
    if known is None or known.looked_at < _minute(opened):
        db.session().merge(FirstLook(contribution_id=contribution.id, looked_at=_minute(clock.now())))


def count() -> None:
    """Add what has happened since the last time, all of it or nothing."""
    with current_app.extensions["tomoshibi_db"].writing():
        found: Counter[Key] = Counter()
        _rulings(found)
        _arrivals(found)
        _nights(found)
        for key, number in found.items():
            _row(key).number += number


def forget_looks() -> int:
    """Looks at what nobody ever ruled on; returns how many."""
    old = delete(FirstLook).where(FirstLook.looked_at <= clock.now() - LOOKS_KEPT)
    return len(db.session().execute(old.returning(FirstLook.contribution_id)).all())


def _rulings(found: Counter[Key]) -> None:
    cursor = _cursor("rulings")
    since = select(Ruling).where(Ruling.position > cursor.number).order_by(Ruling.position).limit(AT_ONCE)
    for ruling in db.session().scalars(since).all():
        cursor.number = ruling.position
        day = _day(ruling.made_at)
        if ruling.outcome in APPEALS:
            found[day, "appeal", APPEALS[ruling.outcome]] += 1
        if ruling.outcome not in NOT_HANDLED:
            _handled(found, ruling, day)


def _handled(found: Counter[Key], ruling: Ruling, day: date) -> None:
    concerns = settled.by(ruling)
    found[day, "came", ruling.outcome.value] += 1
    if not concerns:
        return  # it was taken back by its author within the hour, and what it was about with it
    name, opened = CLASSES[min(map(danger.of, concerns))], danger.since(concerns)
    found[day, "handled", name] += 1
    found[day, "ruling", f"{name}:{_minutes(opened, ruling.made_at)}"] += 1
    look = db.session().get(FirstLook, ruling.contribution_id)
    if look is not None:
        if look.looked_at >= _minute(opened):
            found[day, "look", f"{name}:{_minutes(opened, look.looked_at)}"] += 1
        db.session().delete(look)
    for concern in concerns:
        found[day, "seen", _seen(concern, ruling.outcome)] += 1


def _seen(concern: Concern, outcome: Outcome) -> str:
    return f"{concern.kind}|{concern.detector or concern.source}|{outcome.value}|{min(int(concern.score * 10), 9)}"


def _arrivals(found: Counter[Key]) -> None:
    cursor = _cursor("concerns")
    until = clock.now() - LAG
    fresh = select(Concern).where(Concern.raised_at > _moment(cursor.number), Concern.raised_at <= until)
    texts = {concern.contribution_id for concern in db.session().scalars(fresh)}
    for text in texts:
        every = select(Concern).where(Concern.contribution_id == text).order_by(Concern.raised_at)
        for opening in _openings(db.session().scalars(every).all()):
            if _moment(cursor.number) < opening[0].raised_at <= until:
                found[_day(opening[0].raised_at), "arrived", CLASSES[min(map(danger.of, opening))]] += 1
    cursor.number = int(until.timestamp() * 1_000_000)


def _openings(concerns: Sequence[Concern]) -> Iterable[list[Concern]]:
    """What came together when a case was opened, or opened again: nothing older was still waiting then."""
    for number, concern in enumerate(concerns):
        earlier = concerns[:number]
        if any(each.settled_at is None or each.settled_at > concern.raised_at for each in earlier):
            continue
        yield [each for each in concerns[number:] if each.raised_at <= concern.raised_at + timedelta(seconds=5)]


def _nights(found: Counter[Key]) -> None:
    """Of every night that is over, how many minutes somebody was on duty."""
    cursor = _cursor("nights")
    last = _day(clock.now() - timedelta(hours=clock.NIGHT_ENDS)) - timedelta(days=1)
    first = max(
        date.fromordinal(cursor.number + 1) if cursor.number else BEGINNING, last - timedelta(days=NIGHTS_BACK - 1)
    )
    for number in range((last - first).days + 1):
        night = first + timedelta(days=number)
        found[night, "night", "nights"] += 1
        found[night, "night", "minutes"] += _covered(night)
    cursor.number = max(cursor.number, last.toordinal())


def _covered(night: date) -> int:
    begins = datetime.combine(night, time(clock.NIGHT_BEGINS), clock.TOKYO)
    ends = begins + timedelta(minutes=NIGHT_MINUTES)
    shifts = select(Shift.starts_at, Shift.ends_at).where(Shift.starts_at < ends, Shift.ends_at > begins)
    covered, reached = timedelta(), begins
    for starts_at, ends_at in db.session().execute(shifts.order_by(Shift.starts_at)):
        covered += max(min(ends_at, ends) - max(starts_at, reached), timedelta())
        reached = max(reached, ends_at)
    return int(covered.total_seconds() // 60)


def _row(key: Key) -> Tally:
    known = db.session().get(Tally, key)
    if known is None:
        known = Tally(day=key[0], what=key[1], about=key[2], number=0)
        db.session().add(known)
    return known


def _cursor(name: str) -> Tally:
    """How far it is counted; whoever counts at the same moment waits here."""
    row = select(Tally).where(Tally.day == BEGINNING, Tally.what == "cursor", Tally.about == name)
    return db.session().scalar(row.with_for_update()) or _row((BEGINNING, "cursor", name))


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.TOKYO).date()


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _minutes(begin: datetime, end: datetime) -> int:
    return max(0, -int((begin - end).total_seconds() // 60))


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)
