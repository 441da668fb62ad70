"""Whenever the site is filled, its evening is over or under way, never still to come."""

from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from app.seeds import content, nights

MORNING = datetime(2026, 3, 10, 0, 0, tzinfo=UTC)  # nine o'clock in Tokyo
HOURS = [MORNING + timedelta(hours=hours, minutes=7) for hours in range(0, 24, 3)]


@pytest.mark.parametrize("now", HOURS, ids=lambda now: f"{now:%H:%M}Z")
def test_nothing_has_happened_before_its_time(now: datetime) -> None:
    with clock.standing_at(now):
        for start in [*content.threads(), *content.questions()]:
            moments = nights.one_after_another(
                nights.moment(start.night, start.at), [text.after for text in start.texts]
            )
            assert moments == sorted(moments)
            assert moments[-1] < now
            assert moments[-1] - moments[0] > timedelta(minutes=1) or not start.texts


def test_an_hour_after_midnight_belongs_to_the_evening_before() -> None:
    with clock.standing_at(datetime(2026, 3, 10, 3, 0, tzinfo=UTC)):  # noon in Tokyo on the tenth
        assert _tokyo(nights.moment(0, "23:30")) == "09 23:30"
        assert _tokyo(nights.moment(0, "01:50")) == "10 01:50"
        assert _tokyo(nights.moment(2, "01:50")) == "08 01:50"


def test_what_has_not_come_yet_this_evening_was_yesterday() -> None:
    with clock.standing_at(datetime(2026, 3, 10, 12, 0, tzinfo=UTC)):  # nine in the evening of the tenth
        assert _tokyo(nights.moment(0, "20:10")) == "10 20:10"
        assert _tokyo(nights.moment(0, "23:30")) == "09 23:30"


def test_a_shift_goes_on_after_midnight() -> None:
    with clock.standing_at(datetime(2026, 3, 10, 12, 0, tzinfo=UTC)):
        starts_at, ends_at = nights.shift(1, "23:00", "05:00")
        assert (_tokyo(starts_at), _tokyo(ends_at)) == ("11 23:00", "12 05:00")


def _tokyo(moment: datetime) -> str:
    return f"{moment.astimezone(clock.TOKYO):%d %H:%M}"
