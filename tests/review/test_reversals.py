"""Everything that was decided can be taken back, and what followed from it falls with it."""

import pytest
from sqlalchemy import select

from app import db
from app.accounts import sanctions
from app.contributions import services as door
from app.contributions.models import Contribution
from app.contributions.versions import Words
from app.errors import Invalid, NotFound
from app.forum.models import Thread
from app.notices.models import NoticeKind
from app.permissions import Permission, Role, allows
from app.review import chain, reversals
from app.review.leases import TooLate
from app.review.models import Outcome, Ruling
from app.review.reversals import Why
from tests.review import rulings_cast as cast
from tests.review.conftest import PHONE, House
from tests.support.cast import Person, at_work, looking, state_of

AWAY = [Outcome.REMOVE, Outcome.WARN, Outcome.RETURN]


def kinds(house: House, person: Person) -> list[NoticeKind]:
    return [kind for kind, _topic, _words in house.told(person)]


@pytest.mark.parametrize("outcome", AWAY)
def test_a_text_that_was_taken_away_comes_back_and_its_author_hears_only_that(house: House, outcome: Outcome) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = cast.reported(house, yuki)
    made = cast.ruled(house, mori, text, outcome)
    cast.taken_back(house, kawa, made, Why("読みちがえていました。ごめんなさい。"))
    found = cast.text_of(house, text)
    assert (found.state.value, found.is_returned) == ("visible", False)
    assert house.told(yuki) == [(NoticeKind.RESTORED, "hurts", "読みちがえていました。ごめんなさい。")]
    with looking(house.app):
        assert all(each.lifted_at for each in sanctions.of_mask(yuki.mask_id))


def test_taking_back_is_a_ruling_of_the_record_that_points_to_the_old_one(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    made = cast.ruled(house, mori, cast.reported(house, yuki))
    cast.taken_back(house, kawa, made)
    with looking(house.app):
        assert (chain.verify().length, chain.verify().broken_at) == (2, None)
        last = db.session().scalars(select(Ruling).where(Ruling.points_to == made)).one()
        assert (last.outcome, last.mask_id, last.reason) == (Outcome.TAKE_BACK, kawa.mask_id, "hurts")


def test_a_masked_text_gets_its_own_words_back_and_a_folded_one_is_open_again(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    masked = house.held(yuki)
    first = cast.ruled(house, mori, masked, Outcome.PUBLISH_MASKED)
    assert PHONE not in cast.text_of(house, masked).body
    cast.taken_back(house, mori, first)
    assert PHONE in cast.text_of(house, masked).body
    assert (state_of(house.app, masked), house.queue(mori)) == ("held", [masked]), "it waits again, as before"
    folded = cast.reported(house, yuki, "つらかった日の話です")
    second = cast.ruled(house, mori, folded, Outcome.FOLD, warning="けがの話")
    cast.taken_back(house, mori, second)
    found = cast.text_of(house, folded)
    assert (found.warning, found.is_folded, found.state.value) == ("", False, "visible")


def test_a_masked_text_that_its_author_wrote_anew_keeps_the_new_words(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    made = cast.ruled(house, mori, text, Outcome.PUBLISH_MASKED)
    with at_work(house.app, yuki) as actor:
        door.revise(actor, db.session().get_one(Contribution, text), Words("", "自分で書きなおしました"))
    cast.taken_back(house, mori, made)
    assert cast.text_of(house, text).body == "自分で書きなおしました"


def test_a_talk_opens_again_and_a_room_gets_its_pace_back(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    begun = cast.thread(house, yuki)
    house.report(kiku, begun, "other")
    closed = cast.ruled(house, mori, begun, Outcome.CLOSE_THREAD)
    cast.taken_back(house, mori, closed)
    with looking(house.app):
        found = db.session().get_one(Thread, begun)
        assert (found.closed_at, found.is_shut) == (None, False)
    slowed = cast.ruled(house, mori, cast.reported(house, yuki), Outcome.SLOW_ROOM)
    cast.taken_back(house, mori, slowed)
    assert cast.room_of(house.app).slow_seconds == 0


@pytest.mark.parametrize("measure", [Outcome.NOTE, Outcome.WARN, Outcome.PAUSE, Outcome.MASK_BAN, Outcome.ACCOUNT_BAN])
def test_what_was_asked_of_the_writer_falls_with_its_cause_at_once(house: House, measure: Outcome) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = cast.reported(house, yuki)
    made = cast.ruled(house, mori, text, measure=measure, hours=72, words="続きました。")
    if measure is Outcome.ACCOUNT_BAN:
        cast.second_person(house, kawa, made)
        assert cast.seen_as(house, yuki).is_closed
    cast.taken_back(house, house.moderator(), made)
    actor = cast.seen_as(house, yuki)
    assert (actor.is_paused, actor.is_closed, actor.silenced) == (False, False, frozenset())
    assert allows(actor, Permission.Room.SPEAK, cast.room_of(house.app))
    assert kinds(house, yuki) == [NoticeKind.RESTORED]


def test_what_two_rulings_asked_for_stands_until_both_are_gone(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    texts = [cast.reported(house, yuki, body) for body in ("ひとつめのことば", "もうひとつのことば")]
    first, second = (cast.ruled(house, mori, text, measure=Outcome.PAUSE, hours=24) for text in texts)
    cast.taken_back(house, mori, first)
    assert cast.seen_as(house, yuki).is_paused
    cast.taken_back(house, mori, second)
    assert not cast.seen_as(house, yuki).is_paused


def test_an_earlier_ruling_is_taken_back_without_undoing_a_later_one(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    early = cast.ruled(house, mori, text, Outcome.PUBLISH, measure=Outcome.WARN)
    house.report(house.member(), text, "danger")
    cast.ruled(house, mori, text, Outcome.REMOVE)
    cast.taken_back(house, mori, early)
    assert state_of(house.app, text) == "removed"
    with looking(house.app):
        assert [each.lifted_at is None for each in sanctions.of_mask(yuki.mask_id)] == [False]


def test_a_proposal_that_still_waits_falls_too(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    made = cast.ruled(house, mori, cast.reported(house, yuki), measure=Outcome.ACCOUNT_BAN, words="続きました。")
    cast.taken_back(house, mori, made)
    assert cast.proposal(house, made).is_confirmed is False
    assert kawa.post(f"/review/bans/{made}/confirmation").status_code == 409
    assert not cast.seen_as(house, yuki).is_closed


def test_nothing_is_taken_back_twice_or_by_somebody_it_is_about_or_who_may_not(house: House) -> None:
    yuki, kawa, mori = house.member(), house.moderator(), house.moderator()
    made = cast.ruled(house, mori, cast.reported(house, yuki))
    about_staff = cast.ruled(house, mori, cast.reported(house, kawa, "見守りの人のことば"))
    with at_work(house.app, kawa) as actor, pytest.raises(NotFound):
        reversals.ruling_for(actor, about_staff)
    assert kawa.post(f"/review/rulings/{about_staff}/reversal").status_code == 404
    for who in (yuki, house.member(), house.moderator(Role.WATCHER), house.moderator(Role.OPERATOR)):
        assert who.post(f"/review/rulings/{made}/reversal").status_code == 404
    assert state_of(house.app, cast.ruling_text(house, made)) == "removed"
    assert kawa.post(f"/review/rulings/{made}/reversal", words="読みちがえました。").status_code == 303
    assert kawa.post(f"/review/rulings/{made}/reversal").status_code == 409
    with pytest.raises(TooLate):
        cast.taken_back(house, mori, made)


def test_a_text_that_its_author_took_back_stays_gone(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    made = cast.ruled(house, mori, text, measure=Outcome.PAUSE, hours=24)
    with at_work(house.app, yuki) as actor:
        door.withdraw(actor, db.session().get_one(Contribution, text))
    cast.taken_back(house, mori, made)
    found = cast.text_of(house, text)
    assert (found.body, found.state.value) == ("", "removed")
    assert not cast.seen_as(house, yuki).is_paused


def test_words_that_cannot_be_sent_change_nothing(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    made = cast.ruled(house, mori, text)
    with pytest.raises(Invalid, match="〔 〕"):
        cast.taken_back(house, mori, made, Why("〔何を見たか〕ので取り消します。"))
    assert state_of(house.app, text) == "removed"


def test_what_its_author_mended_meanwhile_stays_out_when_the_request_is_taken_back(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    made = cast.ruled(house, mori, text, Outcome.RETURN)
    with at_work(house.app, yuki) as actor:
        door.revise(actor, db.session().get_one(Contribution, text), Words("", "また、ここで話してください"))
    assert state_of(house.app, text) == "visible"
    cast.taken_back(house, mori, made)
    assert (state_of(house.app, text), house.queue(mori)) == ("visible", [])
