"""A watcher puts a reported text out of sight for some hours; a moderator sees it first, and the clock brings it back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.contributions.models import Concern, Contribution
from app.contributions.services import Words, revise
from app.notices.models import NoticeKind
from app.permissions import Role
from app.review import chain, hiding, queries
from app.review.models import Hide, Outcome
from app.review.services import TooLate
from tests.review.conftest import House
from tests.support.cast import Person, at_work, looking, state_of

LATER = hiding.LENGTH + timedelta(minutes=1)


def reported(house: House, writer: Person) -> str:
    text = house.said(writer)
    house.report(house.member(), text, "hurtful")
    return text


def hide(house: House, watcher: Person, text: str) -> None:
    with at_work(house.app, watcher) as actor:
        hiding.hide(actor, queries.contribution_for(actor, text), "hurts")


def let_return(house: House, after: timedelta) -> int:
    with clock.standing_at(clock.now() + after), at_work(house.app):
        return hiding.let_return()


def test_by_its_page_a_watcher_hides_what_was_reported(house: House) -> None:
    yuki, watcher = house.member(), house.member(role=Role.WATCHER)
    text = reported(house, yuki)
    assert f"/review/{text}/hide" in watcher.client.get(f"/review/{text}").get_data(as_text=True)
    assert watcher.post(f"/review/{text}/hide").status_code == 422, "a reason is asked for"
    assert state_of(house.app, text) == "visible"
    assert watcher.post(f"/review/{text}/hide", reason="hurts").location == "/review"
    assert state_of(house.app, text) == "held"
    assert house.told(yuki) == [(NoticeKind.HELD, hiding.CONCERN, "")]
    with looking(house.app):
        assert chain.verify().length == 1


def test_it_comes_back_by_itself_and_its_writer_is_told(house: House) -> None:
    yuki, watcher = house.member(), house.member(role=Role.WATCHER)
    text = reported(house, yuki)
    hide(house, watcher, text)
    assert let_return(house, hiding.LENGTH - timedelta(minutes=1)) == 0
    assert state_of(house.app, text) == "held"
    assert let_return(house, LATER) == 1
    assert state_of(house.app, text) == "visible"
    assert [kind for kind, _topic, _words in house.told(yuki)] == [NoticeKind.RELEASED]
    assert let_return(house, LATER) == 0
    assert house.queue(house.moderator()) == [text], "the report still waits for a moderator"


@pytest.mark.parametrize(("outcome", "state"), [(Outcome.PUBLISH, "visible"), (Outcome.REMOVE, "removed")])
def test_a_ruling_ends_it_and_the_clock_changes_nothing_more(house: House, outcome: Outcome, state: str) -> None:
    yuki, watcher, mori = house.member(), house.member(role=Role.WATCHER), house.moderator()
    text = reported(house, yuki)
    hide(house, watcher, text)
    house.rule(mori, text, outcome)
    assert state_of(house.app, text) == state
    assert let_return(house, LATER) == 0
    assert state_of(house.app, text) == state


def test_what_a_watcher_hid_stands_before_everything_but_a_life(house: House) -> None:
    yuki, watcher, mori = house.member(), house.member(role=Role.WATCHER), house.moderator()
    threat, life = house.said(yuki, "ひとことめ"), house.said(yuki, "ふたことめ")
    house.worry(threat, "abuse.threat", 3, clock.now() - timedelta(days=1))
    text = reported(house, yuki)
    assert house.queue(mori) == [threat, text]
    hide(house, watcher, text)
    assert house.queue(mori) == [text, threat]
    house.worry(life, "crisis.plan", 3)
    assert house.queue(mori) == [life, text, threat]


def test_nobody_hides_the_same_words_twice_or_what_waits_for_nothing(house: House) -> None:
    yuki, watcher, other = house.member(), house.member(role=Role.WATCHER), house.member(role=Role.WATCHER)
    text = reported(house, yuki)
    hide(house, watcher, text)
    with pytest.raises(TooLate):
        hide(house, other, text)
    let_return(house, LATER)
    with pytest.raises(TooLate):
        hide(house, other, text)
    assert other.post(f"/review/{text}/hide", reason="hurts").status_code == 409


def test_words_that_were_changed_meanwhile_wait_for_a_person(house: House) -> None:
    yuki, watcher = house.member(), house.member(role=Role.WATCHER)
    text = reported(house, yuki)
    hide(house, watcher, text)
    with at_work(house.app, yuki) as actor:
        revise(actor, db.session().get_one(Contribution, text), Words("", "書きなおしました"))
    assert let_return(house, LATER) == 0
    assert state_of(house.app, text) == "held"


def test_a_watcher_sees_reported_texts_only_and_none_that_was_never_shown(house: House) -> None:
    yuki, watcher, mori = house.member(), house.member(role=Role.WATCHER), house.moderator()
    text, held = reported(house, yuki), house.held(yuki)
    worrying = house.said(yuki, "ほかのことば")
    house.worry(worrying, "abuse.insult")
    assert house.queue(watcher) == [text]
    assert set(house.queue(mori)) == {text, held, worrying}
    for hidden in (held, worrying):
        assert watcher.client.get(f"/review/{hidden}").status_code == 404
        assert watcher.post(f"/review/{hidden}/hide", reason="hurts").status_code == 404
    hide(house, watcher, text)
    assert house.queue(watcher) == [text], "one can see what became of one's own act"


def test_a_watcher_decides_nothing_and_hides_nothing_of_ones_own(house: House) -> None:
    watcher = house.member(role=Role.WATCHER)
    own = reported(house, watcher)
    assert watcher.post(f"/review/{own}/hide", reason="hurts").status_code == 404
    text = reported(house, house.member())
    assert watcher.post(f"/review/{text}/rulings", outcome="remove", reason="hurts").status_code == 404
    assert house.moderator().post(f"/review/{text}/rulings", outcome="hide", reason="hurts", mark="").status_code == 422


def test_the_retention_command_lets_return_what_is_due(house: House) -> None:
    yuki, watcher = house.member(), house.member(role=Role.WATCHER)
    text = reported(house, yuki)
    hide(house, watcher, text)
    with at_work(house.app):
        db.session().scalars(select(Hide)).one().until = clock.now() - timedelta(minutes=1)
    assert "texts that were hidden and came back: 1" in house.app.test_cli_runner().invoke(args=["retention"]).output
    assert state_of(house.app, text) == "visible"
    with looking(house.app):
        open_kinds = select(Concern.kind).where(Concern.contribution_id == text, Concern.settled_at.is_(None))
        assert db.session().scalars(open_kinds).all() == ["report.hurtful"]
