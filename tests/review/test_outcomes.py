"""What the outcomes beyond yes and no bring about: asking for other words, folding, closing a talk, slowing a room."""

from datetime import timedelta

import pytest

from app import clock, db
from app.contributions import services as door
from app.contributions import warnings
from app.contributions.models import Contribution
from app.contributions.versions import Words
from app.errors import Invalid, NotAllowed
from app.forum import services as forum
from app.forum.models import Thread
from app.notices.models import NoticeKind
from app.review import outcomes
from app.review.models import Outcome
from app.review.outcomes import About
from tests.review import rulings_cast as cast
from tests.review.conftest import PHONE, House
from tests.support.cast import Person, at_work, state_of


def test_one_table_holds_every_outcome_and_every_key_once() -> None:
    assert set(outcomes.TABLE) == set(Outcome)
    keys = [row.key for row in outcomes.OFFERED.values()]
    assert keys == list("12345678")
    assert {each for each, row in outcomes.TABLE.items() if row.decides is About.WRITER} == set(outcomes.MEASURES)
    assert all(
        row.told is not None or each in {Outcome.NOTE, Outcome.SLOW_ROOM} for each, row in outcomes.TABLE.items()
    )


def test_a_text_that_should_change_waits_with_its_author_and_nobody_else(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    text = cast.reported(house, yuki)
    made = cast.ruled(house, mori, text, Outcome.RETURN, words="「眠れません」のところを、やわらかくしてください。")
    found = cast.text_of(house, text)
    assert (found.state.value, found.is_returned) == ("held", True)
    assert house.queue(mori) == [], "nobody has to look while it is with its author"
    assert (NoticeKind.RETURNED, "hurts", "「眠れません」のところを、やわらかくしてください。") in house.told(yuki)
    assert kiku.client.get(f"/contributions/{text}").status_code == 404
    assert f"/me/rulings/{made}" in yuki.client.get(f"/contributions/{text}").get_data(as_text=True)
    assert "書きなおす" in yuki.client.get(f"/me/rulings/{made}").get_data(as_text=True)


def test_what_a_person_wanted_changed_is_read_by_a_person_again(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    cast.ruled(house, mori, text, Outcome.RETURN)
    revise(house, yuki, text, "きょうは、少しだけ眠れました")
    assert (state_of(house.app, text), house.queue(mori)) == ("held", [text])
    cast.ruled(house, mori, text, Outcome.PUBLISH)
    assert state_of(house.app, text) == "visible"


def test_what_the_check_saw_before_and_sees_no_more_passes_by_itself(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    cast.ruled(house, mori, text, Outcome.RETURN)
    revise(house, yuki, text, "よかったら、またここで話してください")
    assert (state_of(house.app, text), house.queue(mori)) == ("visible", [])
    assert NoticeKind.RELEASED in [kind for kind, _topic, _words in house.told(yuki)]


def test_sending_the_same_clue_again_does_not_pass(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = house.held(yuki)
    cast.ruled(house, mori, text, Outcome.RETURN)
    revise(house, yuki, text, f"それでも電話してください {PHONE}")
    assert (state_of(house.app, text), house.queue(mori)) == ("held", [text])


def test_a_line_in_a_room_can_be_changed_when_asked_also_after_its_ten_minutes(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    yuki, mori = sqlite_house.member(), sqlite_house.moderator()
    text = cast.reported(sqlite_house, yuki)
    later = clock.now() + timedelta(hours=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert yuki.client.get(f"/contributions/{text}/edit").status_code == 403
    cast.ruled(sqlite_house, mori, text, Outcome.RETURN)
    assert yuki.client.get(f"/contributions/{text}/edit").status_code == 200


def test_a_folded_text_says_first_what_it_is_about_and_its_author_can_only_reword_that(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    with pytest.raises(Invalid, match="読む前に伝えること"):
        cast.ruled(house, mori, text, Outcome.FOLD)
    cast.ruled(house, mori, text, Outcome.FOLD, warning="けがの話")
    assert (cast.text_of(house, text).warning, state_of(house.app, text)) == ("けがの話", "visible")
    assert NoticeKind.FOLDED in [kind for kind, _topic, _words in house.told(yuki)]
    for asked, then in (("", "けがの話"), ("病院の話", "病院の話")):
        with at_work(house.app, yuki) as actor:
            warnings.put(actor, db.session().get_one(Contribution, text), asked)
        assert cast.text_of(house, text).warning == then


def test_a_closed_talk_keeps_its_words_takes_no_replies_and_its_author_cannot_open_it(house: House) -> None:
    yuki, kiku, mori = house.member(), house.member(), house.moderator()
    begun = cast.thread(house, yuki)
    answer = cast.reply(house, kiku, begun)
    house.report(house.member(), answer, "hurtful")
    cast.ruled(house, mori, answer, Outcome.CLOSE_THREAD, words="言いあいが続いたので、ここでしめました。")
    assert (state_of(house.app, begun), state_of(house.app, answer)) == ("visible", "visible")
    assert kiku.post(f"/threads/{begun}/replies", body="まだ言いたい").status_code == 403
    assert NoticeKind.THREAD_CLOSED in kinds(house, yuki)
    assert NoticeKind.THREAD_CLOSED not in kinds(house, kiku), "it is not their talk"
    with at_work(house.app, yuki) as actor, pytest.raises(NotAllowed):
        forum.reopen(actor, db.session().get_one(Thread, begun))
    house.report(house.member(), answer, "other")
    with pytest.raises(Invalid):
        cast.ruled(house, mori, answer, Outcome.CLOSE_THREAD)


def test_a_slowed_room_is_slow_by_the_rooms_own_act_and_in_its_own_record(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    cast.ruled(house, mori, text, Outcome.SLOW_ROOM)
    assert cast.room_of(house.app).slow_seconds == 60
    assert state_of(house.app, text) == "visible"
    assert house.told(yuki) == [], "the room was slowed for everybody, not because of them"
    code = house.app.test_cli_runner().invoke(args=["audit", "verify"])
    assert code.exit_code == 0
    assert "rooms: 1" in code.output


@pytest.mark.parametrize("outcome", [Outcome.CLOSE_THREAD, Outcome.HIDE, Outcome.TAKE_BACK, Outcome.PAUSE])
def test_what_does_not_fit_a_text_cannot_be_chosen_for_it(sqlite_house: House, outcome: Outcome) -> None:
    yuki, mori = sqlite_house.member(), sqlite_house.moderator()
    text = cast.reported(sqlite_house, yuki)
    page = mori.post(f"/review/{text}/lease") and mori.client.get(f"/review/{text}").get_data(as_text=True)
    assert f'value="{outcome.value}"' not in page.partition('class="review__outcomes"')[2]
    with pytest.raises(Invalid, match="その決めかたは選べません"):
        cast.ruled(sqlite_house, mori, text, outcome)
    assert sqlite_house.rulings(text) == []


def revise(house: House, person: Person, text: str, body: str) -> None:
    with at_work(house.app, person) as actor:
        found = db.session().get_one(Contribution, text)
        door.revise(actor, found, Words("", body), door.Attempt.INSISTING)


def kinds(house: House, person: Person) -> list[NoticeKind]:
    return [kind for kind, _topic, _words in house.told(person)]
