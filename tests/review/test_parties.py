"""Who is too close to a case leaves it to others; and whoever decides does it under the one name they work under."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app import db
from app.accounts import current, masks
from app.accounts.models import Member
from app.contributions.models import Contribution
from app.errors import NotAllowed, NotFound
from app.permissions import Actor, Role
from app.review import appeals, bans, hiding, leases, queries, reversals, services, turns
from app.review.appeal_models import Appeal
from app.review.care_models import DayLoad
from app.review.models import Lease, Outcome, Ruling
from app.review.services import Verdict
from tests.review import rulings_cast as cast
from tests.review.conftest import House
from tests.support.cast import Person, at_work, looking, state_of

SAD = "だれかが悲しむことば"


def reporter(house: House, text: str, role: Role = Role.MODERATOR) -> Person:
    """Somebody of the staff who reported it, and has another name besides."""
    mori = house.moderator(role)
    house.report(mori, text, "hurtful")
    cast.another_mask(house, mori, f"べつの名の{mori.mask_name}")
    return mori


def test_whoever_reported_a_text_leaves_it_to_others_under_every_name(house: House) -> None:
    kawa, text = house.moderator(), house.said(house.member(), SAD)
    mori = reporter(house, text)
    assert (house.queue(mori), house.queue(kawa)) == ([], [text])
    assert mori.client.get(f"/review/{text}").status_code == 404
    mark = house.mark(kawa, text)
    for way, fields in (("lease", {}), ("rulings", {"outcome": "remove", "reason": "hurts", "mark": mark})):
        assert mori.post(f"/review/{text}/{way}", **fields).status_code == 404, way
    with at_work(house.app, mori) as actor:
        assert turns.take_next(actor) is None
        for other in actor.masks:
            _refuses(actor.under(other), text, mark)
    assert (state_of(house.app, text), house.rulings(text)) == ("visible", [])


def _refuses(actor: Actor, text: str, mark: str) -> None:
    found, verdict = db.session().get_one(Contribution, text), Verdict(Outcome.REMOVE, "hurts", "", "", mark)
    ways: list[Callable[[], object]] = [
        lambda: leases.claim(actor, found),
        lambda: services.rule(actor, found, verdict),
        lambda: hiding.hide(actor, found, "hurts"),
    ]
    for way in ways:
        with pytest.raises(NotAllowed):
            way()
    with pytest.raises(NotFound):
        queries.contribution_for(actor, text)


def test_a_report_from_another_window_takes_the_case_out_of_ones_hands(house: House) -> None:
    mori, text = house.moderator(), cast.reported(house, house.member(), SAD)
    house.claim(mori, text)
    mark = house.mark(mori, text)
    house.report(mori, text, "danger")
    with at_work(house.app, mori) as actor, pytest.raises(NotAllowed):
        services.rule(actor, db.session().get_one(Contribution, text), Verdict(Outcome.REMOVE, "hurts", "", "", mark))
    assert state_of(house.app, text) == "visible"


def test_a_watcher_does_not_hide_what_they_reported_themselves(house: House) -> None:
    text = house.said(house.member(), SAD)
    mori = reporter(house, text, Role.WATCHER)
    assert mori.post(f"/review/{text}/hide", reason="hurts").status_code == 404
    assert state_of(house.app, text) == "visible"


def test_whoever_reported_it_neither_looks_again_nor_takes_the_ruling_back(house: House) -> None:
    yuki, kawa = house.member(), house.moderator()
    text = house.said(yuki, SAD)
    mori = reporter(house, text)
    made = cast.ruled(house, kawa, text)
    asked = cast.asked(house, yuki, made)
    assert "願いはありません" in mori.client.get("/review/appeals").get_data(as_text=True)
    assert mori.client.get(f"/review/appeals/{asked}").status_code == 404
    assert mori.post(f"/review/rulings/{made}/reversal").status_code == 404
    with at_work(house.app, mori) as actor:
        assert appeals.open_to(actor) == []
        for answer in (appeals.uphold, appeals.overturn):
            with pytest.raises(NotAllowed):
                answer(actor, db.session().get_one(Appeal, asked), cast.WHY)
        with pytest.raises(NotAllowed):
            reversals.take_back(actor, db.session().get_one(Ruling, made), cast.SILENTLY)
    assert house.moderator().client.get(f"/review/appeals/{asked}").status_code == 200


def test_whoever_reported_it_is_not_the_second_person_who_closes_the_account(house: House) -> None:
    text = house.said(house.member(), SAD)
    mori = reporter(house, text)
    made = cast.ruled(house, house.moderator(), text, measure=Outcome.ACCOUNT_BAN, words="お願いが届きませんでした。")
    assert f"/review/bans/{made}" not in mori.client.get("/review/bans").get_data(as_text=True)
    assert mori.post(f"/review/bans/{made}/confirmation").status_code == 404
    with at_work(house.app, mori) as actor, pytest.raises(NotAllowed):
        bans.confirm(actor, cast.proposal(house, made), "")
    assert f"/review/bans/{made}" in house.moderator().client.get("/review/bans").get_data(as_text=True)


def with_badge(house: House) -> tuple[Person, str]:
    """A moderator who writes under one name and works under another, and that other."""
    mori = house.moderator()
    with at_work(house.app):
        member = db.session().get_one(Member, mori.member_id)
        made = masks.make(current.keys(), member, f"仕事の名の{mori.mask_name}", "看護師")
        assert made.id != mori.mask_id
        return mori, made.id


def test_every_act_of_staff_is_under_the_name_they_work_under(house: House) -> None:
    yuki, (mori, work) = house.member(), with_badge(house)
    assert cast.seen_as(house, mori).mask_id == mori.mask_id
    mine, hard, closing = (cast.reported(house, yuki, f"{SAD}{number}") for number in range(3))
    house.claim(mori, mine)
    with looking(house.app):
        assert db.session().get_one(Lease, mine).mask_id == work
    cast.taken_back(house, mori, cast.ruled(house, mori, mine))
    kawa = house.moderator()
    cast.answered(house, mori, cast.asked(house, yuki, cast.ruled(house, kawa, hard)), appeals.overturn)
    made = cast.ruled(house, kawa, closing, measure=Outcome.ACCOUNT_BAN, words="お願いが届きませんでした。")
    cast.second_person(house, mori, made, bans.decline)
    with looking(house.app):
        acts = dict(
            db.session().execute(select(Ruling.outcome, Ruling.mask_id).where(Ruling.mask_id != kawa.mask_id)).all()
        )
        assert acts == dict.fromkeys((Outcome.REMOVE, Outcome.TAKE_BACK, Outcome.OVERTURN, Outcome.DECLINE), work)
        assert cast.proposal(house, made).answered_by == work
        assert db.session().scalars(select(DayLoad.mask_id).where(DayLoad.mask_id != kawa.mask_id)).all() == [work]


def test_a_proposal_says_under_which_name_it_was_made_and_taken_back(house: House) -> None:
    mori, work = with_badge(house)
    made = cast.ruled(
        house, mori, cast.reported(house, house.member(), SAD), measure=Outcome.ACCOUNT_BAN, words="届きませんでした。"
    )
    cast.taken_back(house, mori, made)
    found = cast.proposal(house, made)
    assert (found.asked_by, found.answered_by) == (work, work)
