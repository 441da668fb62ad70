"""The numbers: counted once, from sums that name nobody, and true to what happened."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from app import clock, db
from app.accounts.models import Shift
from app.contributions.models import Concern, Contribution
from app.errors import NotAllowed
from app.permissions import Actor, Role
from app.review import appeals, months, numbers, numbers_charts, numbers_keeping
from app.review.models import Outcome, Ruling
from app.review.months import Month
from app.review.numbers import Night, Numbers, Times, Week
from app.review.numbers_models import FirstLook, Tally
from app.review.reversals import Why
from tests.review.conftest import House
from tests.support.cast import at_work, looking

MORNING = datetime(2026, 5, 14, 9, 0, tzinfo=clock.TOKYO)


class Counting:
    """A house whose clock goes as one says, and what is counted there."""

    def __init__(self, house: House) -> None:
        self.house, self.app = house, house.app
        with clock.standing_at(MORNING):
            self.yuki, self.mori, self.lead = house.member(), house.moderator(), house.moderator(Role.LEAD)

    def case(
        self, kind: str, after: tuple[int, int], outcome: Outcome = Outcome.REMOVE, begin: datetime = MORNING
    ) -> str:
        """Something said at nine, taken after some minutes and ruled on after some more."""
        with clock.standing_at(begin):
            text = self.house.said(self.house.member())
            self.house.worry(text, kind)
        with clock.standing_at(begin + timedelta(minutes=after[0])):
            self.house.claim(self.mori, text)
        with clock.standing_at(begin + timedelta(minutes=after[1])):
            self.house.claim(self.mori, text)
            self.house.rule(self.mori, text, outcome)
        return text

    def count(self, moment: datetime = MORNING + timedelta(days=1)) -> None:
        with clock.standing_at(moment), self.app.app_context():
            numbers_keeping.count()

    def told(self, moment: datetime = MORNING + timedelta(days=1)) -> Numbers:
        with clock.standing_at(moment), looking(self.app, self.lead) as actor:
            return numbers.over(actor, 28)

    def closed(self, moment: datetime) -> list[Month]:
        with clock.standing_at(moment), looking(self.app):
            return list(months.closed())


@pytest.fixture
def counting(house: House) -> Counting:
    return Counting(house)


@pytest.fixture
def small(sqlite_house: House) -> Counting:
    return Counting(sqlite_house)


def test_cases_are_counted_by_class_with_the_time_to_the_first_look_and_to_the_ruling(counting: Counting) -> None:
    counting.case("crisis.suicide_self", (4, 12))
    counting.case("crisis.suicide_self", (7, 9))
    counting.case("abuse.threat", (20, 40))
    counting.case("scam.mlm", (300, 310), Outcome.PUBLISH)
    counting.count()
    now, high, other = counting.told().lines
    assert [(line.arrived, line.handled) for line in (now, high, other)] == [(2, 2), (1, 1), (1, 1)]
    assert (now.promise, high.promise, other.promise) == (5, 30, 720)
    assert now.look == Times(2, 4, 7, 1)
    assert now.ruling == Times(2, 9, 12, 0)
    assert (high.look, other.look) == (Times(1, 20, 20, 1), Times(1, 300, 300, 1))


def test_nothing_is_counted_twice_and_what_happens_later_is_added(counting: Counting) -> None:
    counting.case("abuse.threat", (1, 2))
    for _again in range(3):
        counting.count()
    assert counting.told().lines[1].handled == 1
    counting.case("abuse.threat", (1, 2), begin=MORNING + timedelta(hours=30))
    counting.count(MORNING + timedelta(days=2))
    told = counting.told(MORNING + timedelta(days=2))
    assert [(line.arrived, line.handled) for line in told.lines] == [(0, 0), (2, 2), (0, 0)]


def test_what_is_reopened_is_a_case_of_its_own(small: Counting) -> None:
    text = small.case("abuse.threat", (1, 2), Outcome.PUBLISH)
    small.count()
    later = MORNING + timedelta(hours=30)
    with clock.standing_at(later):
        small.house.report(small.house.member(), text, "danger")
    with clock.standing_at(later + timedelta(minutes=3)):
        small.house.claim(small.mori, text)
        small.house.rule(small.mori, text, Outcome.PUBLISH)
    small.count(later + timedelta(days=1))
    now, high, _other = small.told(later + timedelta(days=1)).lines
    assert [(line.arrived, line.handled, line.look) for line in (now, high)] == [
        (1, 1, Times(1, 3, 3, 1)),
        (1, 1, Times(1, 1, 1, 1)),
    ]


def test_more_worries_about_what_waits_already_are_the_same_case(small: Counting) -> None:
    with clock.standing_at(MORNING):
        text = small.house.said(small.yuki)
        small.house.worry(text, "abuse.threat")
    with clock.standing_at(MORNING + timedelta(minutes=30)):
        small.house.worry(text, "scam.mlm")
    small.count()
    assert [line.arrived for line in small.told().lines] == [0, 1, 0]


def test_who_looked_is_nowhere_and_when_is_gone_once_it_is_counted(counting: Counting) -> None:
    with clock.standing_at(MORNING):
        text = counting.house.said(counting.yuki)
        counting.house.worry(text, "abuse.threat")
    with clock.standing_at(MORNING + timedelta(minutes=3, seconds=40)):
        counting.house.claim(counting.mori, text)
    with looking(counting.app):
        look = db.session().get_one(FirstLook, text)
        assert look.looked_at == MORNING + timedelta(minutes=3), "to the minute"
        assert {column.name for column in FirstLook.__table__.columns} == {"contribution_id", "looked_at"}
    with clock.standing_at(MORNING + timedelta(minutes=5)):
        counting.house.rule(counting.mori, text, Outcome.REMOVE)
    counting.count()
    with looking(counting.app):
        assert db.session().scalar(select(func.count()).select_from(FirstLook)) == 0
        everything = " ".join(
            f"{row.day} {row.what} {row.about} {row.number}" for row in db.session().scalars(select(Tally))
        )
        for secret in (text, counting.mori.mask_id, counting.yuki.mask_id, counting.mori.mask_name):
            assert secret not in everything


def test_a_look_at_what_nobody_ever_ruled_on_is_forgotten(small: Counting) -> None:
    with clock.standing_at(MORNING):
        text = small.house.said(small.yuki)
        small.house.worry(text, "abuse.threat")
        small.house.claim(small.mori, text)
    for days, left in ((30, 1), (32, 0)):
        with clock.standing_at(MORNING + timedelta(days=days)), at_work(small.app):
            numbers_keeping.forget_looks()
            assert db.session().scalar(select(func.count()).select_from(FirstLook)) == left


def test_the_sums_stay_when_the_text_has_gone(small: Counting) -> None:
    text = small.case("abuse.threat", (1, 2))
    small.count()
    with at_work(small.app):
        db.session().delete(db.session().get_one(Contribution, text))
    small.count()
    assert small.told().lines[1].handled == 1


def test_agreement_is_told_by_kind_and_detector_and_score(small: Counting) -> None:
    for score, outcome in ((0.55, Outcome.PUBLISH), (0.58, Outcome.PUBLISH), (0.92, Outcome.REMOVE)):
        with clock.standing_at(MORNING):
            text = small.house.said(small.house.member())
            with at_work(small.app):
                found = Concern(contribution_id=text, source="screening", kind="abuse.insult", severity=1)
                found.detector, found.score, found.raised_at = "classifier", score, clock.now()
                db.session().add(found)
            small.house.claim(small.mori, text)
            small.house.rule(small.mori, text, outcome)
    small.count()
    (seen,) = small.told().seen
    assert (seen.kind, seen.detector, seen.number, seen.acted, seen.share) == ("abuse.insult", "classifier", 3, 1, 33)
    assert dict(zip(numbers.TENTHS, seen.by_tenth, strict=True))[5] == (2, 0)
    assert dict(zip(numbers.TENTHS, seen.by_tenth, strict=True))[9] == (1, 1)


def test_hiding_for_hours_and_rulings_about_rulings_handle_no_case(small: Counting) -> None:
    text = small.case("abuse.threat", (1, 2))
    with clock.standing_at(MORNING + timedelta(hours=1)):
        with looking(small.app):
            ruling = db.session().scalars(select(Ruling.id).where(Ruling.contribution_id == text)).one()
        writer = _writer(small, text)
        with at_work(small.app, small.lead) as actor:
            asked = appeals.ask(_actor_of(writer), db.session().get_one(Ruling, ruling), "もう一度")
            assert asked is None
            appeal = appeals.open_to(actor)[0]
            appeals.overturn(actor, appeal, Why("見なおしました"))
    small.count()
    told = small.told()
    assert (told.lines[1].handled, told.overturned, told.upheld) == (1, 1, 0)


def test_the_watched_part_of_every_night_is_counted_from_shifts(counting: Counting) -> None:
    evening = MORNING.replace(hour=19)
    with at_work(counting.app):
        for hours in ((0, 4), (2, 6)):
            shift = Shift(mask_id=counting.mori.mask_id, starts_at=evening + timedelta(hours=hours[0]))
            shift.ends_at = evening + timedelta(hours=hours[1])
            db.session().add(shift)
    counting.count(MORNING + timedelta(hours=20))
    assert [night for night in counting.told().nights if night.day == MORNING.date()] == [], "this night is not over"
    counting.count(MORNING + timedelta(days=2))
    told = counting.told(MORNING + timedelta(days=2))
    assert told.nights[-2:] == [
        Night(MORNING.date(), round(100 * 6 / 11)),
        Night(MORNING.date() + timedelta(days=1), 0),
    ]


def test_the_hour_brings_the_counting(small: Counting) -> None:
    small.case("abuse.threat", (1, 2))
    rounds = small.app.extensions["tomoshibi_errands"]
    for hours in (24, 26):
        with clock.standing_at(MORNING + timedelta(hours=hours)):
            rounds.go()
    assert small.told(MORNING + timedelta(days=2)).lines[1].handled == 1


def test_the_page_draws_and_says_the_same_and_ranks_nobody(small: Counting) -> None:
    small.case("crisis.suicide_self", (4, 12))
    small.case("scam.mlm", (4, 12), Outcome.PUBLISH)
    small.count()
    with clock.standing_at(MORNING + timedelta(days=1)):
        page = small.lead.client.get("/review/numbers").get_data(as_text=True)
        assert small.lead.client.get("/review/numbers?days=84").status_code == 200
        assert small.lead.client.get("/review/numbers?days=9999").status_code == 200
        for role in (Role.MODERATOR, Role.WATCHER, Role.MEMBER):
            assert small.house.moderator(role).client.get("/review/numbers").status_code == 404
    assert page.count('class="chart__picture"') == 4
    assert page.count("<table") == 4
    assert "4分・4分" in page
    assert "style=" not in page
    assert small.mori.mask_name not in page
    with looking(small.app, small.mori) as actor, pytest.raises(NotAllowed):
        numbers.over(actor, 28)


def test_a_drawing_stays_within_its_frame(small: Counting) -> None:
    busy = [Week(MORNING.date(), {"now": 7, "high": 40, "other": 953}, {"now": 1}), Week(MORNING.date(), {}, {})]
    drawn = numbers_charts.weeks(busy)
    assert all(bar.y >= numbers_charts.TOP and bar.y + bar.height <= numbers_charts.FLOOR + 0.2 for bar in drawn.bars)
    assert all(bar.x >= numbers_charts.LEFT and bar.x + bar.width <= numbers_charts.RIGHT for bar in drawn.bars)
    assert numbers_charts.weeks([]).bars == []
    assert numbers_charts._along(10**9) <= numbers_charts.RIGHT


def test_a_month_is_told_once_it_is_over_in_round_numbers(small: Counting) -> None:
    with at_work(small.app):
        day = MORNING.date()
        for what, about, number in (
            ("handled", "now", 9),
            ("handled", "high", 43),
            ("look", "high:10", 33),
            ("look", "high:90", 10),
            ("came", "remove", 38),
            ("came", "warn", 4),
            ("came", "publish", 10),
            ("came", "fold", 1),
            ("appeal", "overturned", 2),
            ("appeal", "upheld", 7),
        ):
            db.session().add(Tally(day=day, what=what, about=about, number=number))
    assert small.closed(MORNING + timedelta(days=10)) == [], "May is not over"
    (month,) = small.closed(datetime(2026, 6, 1, 0, 1, tzinfo=clock.TOKYO))
    assert month.handled == {"now": None, "high": 40, "other": None}
    assert month.within == {"now": None, "high": 8, "other": None}
    assert month.came == {"let": 10, "removed": 40, "adjusted": None}
    assert (month.appeals, month.overturned, month.watched) == (None, None, None)


def test_nobody_can_be_picked_out_of_a_month(small: Counting) -> None:
    for number in range(10):
        assert months.folded(number) is None
        assert months.tenths(number, number) is None
    assert {months.folded(number) for number in range(10, 1000)} == set(range(10, 1001, 10))


def test_everybody_can_read_the_months_in_both_languages(small: Counting) -> None:
    small.case("abuse.threat", (1, 2))
    small.count()
    visitor = small.app.test_client()
    with clock.standing_at(datetime(2026, 6, 2, 9, 0, tzinfo=clock.TOKYO)):
        page = visitor.get("/months").get_data(as_text=True)
        assert "2026年5月" in page
        assert "10件より少ない" in page
        for secret in (small.mori.mask_name, small.yuki.mask_name, "abuse", "2026-05-14"):
            assert secret not in page
        visitor.set_cookie("words", "en")
        assert "fewer than 10" in visitor.get("/months").get_data(as_text=True)
        assert 'href="/months"' in visitor.get("/about").get_data(as_text=True)
    with clock.standing_at(MORNING + timedelta(days=3)):
        assert not re.search(r"2026年\d月", small.app.test_client().get("/months").get_data(as_text=True))


def _writer(counting: Counting, text: str) -> str:
    with looking(counting.app):
        return db.session().get_one(Contribution, text).mask_id


def _actor_of(mask_id: str) -> Actor:
    return replace(Actor(), member_id="m", masks={mask_id: "x"}, usual_mask=mask_id)
