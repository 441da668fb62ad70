"""The worst thing first, once, and nothing that is not a moderator's to know."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.contributions.models import Concern, ConcernSource, Contribution
from app.contributions.services import withdraw
from app.review import danger, queries
from app.review.danger import SIGNS, Danger
from app.review.models import Outcome
from tests.review.conftest import PHONE, House
from tests.support.cast import at_work, looking

KINDS = [
    "crisis.suicide_self", "crisis.missing_child", "crisis.medical", "crisis.dv", "abuse.doxx", "abuse.threat",
    "abuse.blame", "abuse.sexual", "scam.meeting", "scam.loan", "pii.phone", "flood.repeat", "report.danger",
    "report.identifies", "report.hurtful", "screening.failed",
]  # fmt: skip


def test_a_life_comes_before_a_threat_and_a_threat_before_an_advertisement_whatever_came_first(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    texts = {kind: house.said(yuki) for kind in ("scam.loan", "abuse.doxx", "crisis.suicide_self")}
    for age, (kind, text) in enumerate(texts.items()):
        house.worry(text, kind, severity=3, raised_at=clock.now() - timedelta(hours=3 - age))
    assert house.queue(mori) == [texts["crisis.suicide_self"], texts["abuse.doxx"], texts["scam.loan"]]


def test_among_equals_the_one_that_has_waited_longest_comes_first(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    young, old = house.said(yuki, "あとから"), house.said(yuki, "まえから")
    house.worry(young, "scam.loan", raised_at=clock.now() - timedelta(minutes=5))
    house.worry(old, "scam.mlm", raised_at=clock.now() - timedelta(hours=5))
    assert house.queue(mori) == [old, young]


def test_what_waits_longer_than_promised_rises_within_its_class_and_says_so(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    late, heavy, life = (house.said(yuki, f"きょうの天気 {number}") for number in range(3))
    house.worry(late, "scam.loan", severity=1, raised_at=clock.now() - timedelta(hours=12, minutes=1))
    house.worry(heavy, "scam.mlm", severity=3, raised_at=clock.now() - timedelta(hours=11))
    assert house.queue(mori) == [late, heavy]
    with clock.standing_at(clock.now() - timedelta(minutes=5)):
        assert house.queue(mori) == [heavy, late], "before its time was over weight came first"
    house.worry(life, "crisis.suicide_self", severity=2)
    assert house.queue(mori) == [life, late, heavy], "however late, nothing rises above a life in danger"
    page = mori.client.get("/review").get_data(as_text=True)
    assert page.count("約束の時間をすぎています") == 1


@pytest.mark.parametrize(
    ("kind", "promise"),
    [
        ("crisis.suicide_self", timedelta(minutes=5)),
        ("abuse.doxx", timedelta(minutes=30)),
        ("scam.loan", timedelta(hours=12)),
    ],
)
def test_each_class_has_its_promise(sqlite_house: House, kind: str, promise: timedelta) -> None:
    text, mori, start = sqlite_house.said(sqlite_house.member()), sqlite_house.moderator(), clock.now()
    sqlite_house.worry(text, kind, raised_at=start)
    for moment, is_late in ((promise - timedelta(seconds=1), False), (promise, True)):
        with clock.standing_at(start + moment), looking(sqlite_house.app, mori) as actor:
            assert queries.queue(actor)[0].is_late is is_late


def test_new_evidence_of_danger_is_not_late_from_the_beginning(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.said(yuki)
    house.worry(text, "scam.loan", raised_at=clock.now() - timedelta(hours=11))
    house.report(house.member(), text, "danger")
    with looking(house.app, mori) as actor:
        item = queries.queue(actor)[0]
        assert (item.danger, item.is_late) == (Danger.NOW, False)


def test_a_second_opinion_joins_what_is_already_there_and_lifts_it(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    first, second = house.said(yuki, "きょうの天気"), house.said(yuki, "あすの天気")
    for text in (first, second):
        house.report(house.member(), text, "scam")
    with at_work(house.app):
        found = Concern(contribution_id=second, source=ConcernSource.SECOND_OPINION, kind="abuse.threat", severity=2)
        db.session().add(found)
    assert house.queue(mori) == [second, first], "one item each, and new evidence counts at once"


def test_the_database_and_python_agree_about_the_order(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    for number in range(12):
        text = house.said(yuki, f"きょうの天気 {number}")
        for kind in (KINDS[number], KINDS[-1 - number]):
            house.worry(text, kind, 1 + number % 3, clock.now() - timedelta(minutes=7 ** (number % 4)))
    with looking(house.app, mori) as actor:
        items = list(queries.queue(actor))
        assert items == sorted(items, key=_place)


def _place(item: queries.Item) -> tuple[object, ...]:
    weight = 0 if item.is_late else -max(concern.severity for concern in item.concerns)
    return item.danger, not item.is_late, weight, item.since, item.contribution.id


def test_findings_and_reports_about_one_text_are_one_item(house: House) -> None:
    yuki, kiku, sora, mori = house.member(), house.member(), house.member(), house.moderator()
    text = house.held(yuki)
    house.report(kiku, text, "scam")
    house.report(sora, text, "hurtful")
    assert house.queue(mori) == [text]
    with looking(house.app, mori) as actor:
        assert queries.queue(actor)[0].reports == 2


def test_a_report_about_danger_lifts_a_text_to_the_top(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    first, second = house.held(yuki), house.said(yuki)
    house.report(kiku, second, "danger")
    assert house.queue(mori) == [second, first]


def test_what_was_decided_leaves_the_queue_and_a_new_report_brings_it_back(house: House) -> None:
    yuki, kiku, sora, mori = house.member(), house.member(), house.member(), house.moderator()
    text = house.said(yuki)
    house.report(kiku, text)
    house.rule(mori, text, Outcome.PUBLISH)
    assert house.queue(mori) == []
    house.report(sora, text)
    assert house.queue(mori) == [text]


def test_what_its_author_took_back_is_gone(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    with at_work(house.app, yuki) as actor:
        withdraw(actor, db.session().get_one(Contribution, text))
    assert house.queue(mori) == []
    assert mori.client.get(f"/review/{text}").status_code == 404


def test_one_does_not_find_ones_own_words_in_the_queue(house: House) -> None:
    mori, kawa = house.moderator(), house.moderator()
    text = house.held(mori)
    assert house.queue(mori) == []
    assert house.queue(kawa) == [text]


@pytest.mark.parametrize("severity", [1, 2, 3])
def test_the_database_and_python_agree_about_danger(sqlite_house: House, severity: int) -> None:
    text = sqlite_house.said(sqlite_house.member())
    for kind in KINDS:
        sqlite_house.worry(text, kind, severity)
    with looking(sqlite_house.app):
        found = db.session().execute(select(Concern, danger.column()).where(Concern.contribution_id == text)).all()
        assert len(found) >= len(KINDS)
        assert all(danger.of(concern) == number for concern, number in found)


def test_every_sign_can_be_met() -> None:
    for sign in SIGNS:
        concern = Concern(source=ConcernSource.SCREENING, kind=sign.kind, severity=sign.least)
        assert danger.of(concern) <= sign.danger
    assert danger.of(Concern(kind="flood.repeat", severity=3)) is Danger.ORDINARY


def test_the_queue_shows_what_it_is_about_and_no_word_of_it(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    text = house.held(yuki)
    house.report(kiku, text, "identifies", note="番号が見えます")
    page = mori.client.get("/review").get_data(as_text=True)
    assert f"/review/{text}" in page
    assert "だれかわかる手がかり" in page
    for hidden in (PHONE, "電話ください", "番号が見えます", yuki.mask_name, kiku.mask_name):
        assert hidden not in page


def test_an_empty_queue_sends_the_moderator_to_rest(house: House) -> None:
    assert "ここを閉じて休んでください" in house.moderator().client.get("/review").get_data(as_text=True)
