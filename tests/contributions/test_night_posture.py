"""While nobody is on duty, what is doubtful waits for a person; while somebody is, it is asked about as by day."""

from datetime import timedelta

import pytest

from app import clock, db
from app.accounts.models import Shift
from app.contributions import screening
from app.contributions.models import Contribution
from tests.support.cast import a_member, at_work
from tests.support.threads import Evening


def is_night_for(evening: Evening, *, begins: timedelta, ends: timedelta) -> bool:
    """What moderation is told about a text of Aki's, with one shift on the roster."""
    watcher = a_member(evening.app)
    with at_work(evening.app, evening.aki) as actor:
        now = clock.now()
        db.session().add(Shift(mask_id=watcher.mask_id, starts_at=now + begins, ends_at=now + ends))
        db.session().flush()
        text = Contribution(mask_id=actor.mask_id, title="", body="こんばんは")
        return screening.draft_of(actor, text, "post").night


@pytest.mark.parametrize(
    ("begins", "ends", "is_night"),
    [
        (timedelta(hours=-1), timedelta(hours=1), False),
        (timedelta(hours=-3), timedelta(hours=-1), True),
        (timedelta(hours=1), timedelta(hours=3), True),
    ],
)
def test_moderation_is_told_whether_somebody_watches(
    quick_evening: Evening, begins: timedelta, ends: timedelta, *, is_night: bool
) -> None:
    midnight = clock.now().astimezone(clock.TOKYO).replace(hour=1)
    with clock.standing_at(midnight):
        assert is_night_for(quick_evening, begins=begins, ends=ends) is is_night
