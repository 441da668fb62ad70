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
