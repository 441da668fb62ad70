"""A live hour opens and closes exactly when it was announced, and afterwards nothing leaves."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts import masks
from app.accounts.models import Mask
from app.chat.models import Room
from app.experts.models import Audience, ExpertRoom, Question
from app.ids import new_id
from tests.experts.cast import SCHOOL
from tests.live.cast import QUESTION, calls, lines, page, raises, says, state_of
from tests.live.conftest import ROOM, Live
from tests.support.cast import a_visitor, at_work, looking

BEGINS = datetime(2026, 11, 26, 20, 0, tzinfo=clock.TOKYO)
ENDS = datetime(2026, 11, 26, 21, 0, tzinfo=clock.TOKYO)
A_MOMENT = timedelta(microseconds=1)


def told(live: Live, path: str = "/experts/school") -> str:
    return a_visitor(live.app).get(path).get_data(as_text=True)


def test_it_is_open_from_the_first_moment_up_to_the_last(live: Live) -> None:
    for moment, is_on in ((BEGINS - A_MOMENT, False), (BEGINS, True), (ENDS - A_MOMENT, True), (ENDS, False)):
        with clock.standing_at(moment):
            assert says(live.counsellor, f"こんばんは、{moment}") == (303 if is_on else 422)
            assert ("いまライブをしています" in told(live)) is is_on


def test_the_room_says_when_the_next_one_is(live: Live) -> None:
    for days, when in ((0, "きょう20時"), (1, "あした20時"), (3, "木曜20時")):
        with clock.standing_at(BEGINS - timedelta(days=days, hours=1)):
            assert f"次のライブは{when}です。" in told(live)
            assert f"次のライブは{when}です。" in told(live, ROOM)


def test_in_english_too(live: Live) -> None:
    visitor = a_visitor(live.app)
    visitor.set_cookie("words", "en")
    with clock.standing_at(BEGINS - timedelta(days=3)):
        said = visitor.get("/experts/school").get_data(as_text=True)
    assert "The next live hour is" in said


def test_a_holiday_a_single_day_and_a_day_off_are_kept(live: Live) -> None:
    live.counsellor.post("/experts/school/live", week="月 20:00-21:00", other="2026-12-03 19:30-20:30\n2026-12-07 休み")
    with looking(live.app):
        room = db.session().scalars(select(Room)).one()
        openings = []
        with clock.standing_at(datetime(2026, 11, 22, 12, tzinfo=clock.TOKYO)):
            for _ in range(3):
                following = room.next_opening
                assert following is not None
                openings.append(following.begins.astimezone(clock.TOKYO).strftime("%m-%d %H:%M"))
                clock._source = lambda moment=following.begins: moment  # type: ignore[misc]  # the clock goes on
    assert openings == ["11-30 20:00", "12-03 19:30", "12-14 20:00"], "the 23rd of November is a holiday"


def test_hours_are_those_of_the_rooms_own_clock(live: Live) -> None:
    with at_work(live.app):
        db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == "school")).one().zone = "Europe/London"
    live.counsellor.post("/experts/school/live", week="木 20:00-21:00", other="")
    with looking(live.app):
        opening = db.session().scalars(select(Room)).one().next_opening
    assert opening is not None
    assert opening.begins == datetime(2026, 11, 26, 20, 0, tzinfo=UTC)


def test_hours_that_cannot_be_read_come_back_as_they_were_typed(live: Live) -> None:
    answer = live.counsellor.post("/experts/school/live", week="もくようの夜", other="")
    assert answer.status_code == 422
    assert "もくようの夜" in answer.get_data(as_text=True)


def test_after_hours_nothing_leaves(live: Live) -> None:
    hand = raises(live.yuki)
    calls(live)
    raises(live.mori, "学校の先生のことで、聞いてもいいですか")
    with clock.standing_at(ENDS):
        for person in (live.counsellor, live.yuki):
            late = person.post(f"{ROOM}/messages", body="おそくなりました", nonce=new_id())
            assert late.status_code == 422
            assert "おそくなりました" in late.get_data(as_text=True), "nothing typed is lost"
        assert calls(live) == 409
        assert live.mori.post(f"{ROOM}/hands", body="まだいいですか", nonce=new_id()).status_code == 422
        assert live.counsellor.post(f"/hands/{hand}/closing").status_code == 409
    assert lines(live) == [QUESTION]


def test_in_the_next_hour_nobody_has_a_turn_from_the_last(live: Live) -> None:
    raises(live.yuki)
    calls(live)
    with clock.standing_at(BEGINS + timedelta(days=7)):
        assert says(live.yuki, "先週の続きです") == 422
        assert "つぎの質問を待っています" in page(live.mori)
        assert calls(live) == 409, "nobody has raised a hand yet"


@pytest.mark.parametrize("was_called", [False, True])
def test_what_is_left_over_goes_into_the_ordinary_line_with_one_press(live: Live, was_called: bool) -> None:
    hand = raises(live.yuki)
    if was_called:
        calls(live)
    with clock.standing_at(ENDS):
        for path in (ROOM, "/experts/school"):
            shown = live.yuki.client.get(path).get_data(as_text=True)
            assert QUESTION in shown, "nothing is lost"
            assert f"/hands/{hand}/place" in shown
        moved = live.yuki.post(f"/hands/{hand}/place")
        assert moved.status_code == 303, moved.get_data(as_text=True)
        assert QUESTION in live.yuki.client.get(moved.location).get_data(as_text=True)
        assert live.mori.client.get(moved.location).status_code == 404
        assert live.counsellor.client.get(moved.location).status_code == 200
        assert live.yuki.post(f"/hands/{hand}/place").status_code in {404, 422}
    assert lines(live) == ([QUESTION] if was_called else [])
    assert state_of(live, hand) == "moved"
    with looking(live.app):
        (question,) = db.session().scalars(select(Question))
        assert question.audience is Audience.COUNSELLORS
        assert question.waiting_since is not None or question.is_held


def test_where_the_line_is_full_the_hand_stays(live: Live) -> None:
    hand = raises(live.yuki)
    with at_work(live.app):
        db.session().scalars(select(ExpertRoom).where(ExpertRoom.slug == "school")).one().capacity = 0
    with clock.standing_at(ENDS):
        full = live.yuki.post(f"/hands/{hand}/place")
        assert full.status_code == 422
        assert QUESTION in full.get_data(as_text=True)
        assert f"/hands/{hand}/place" in page(live.yuki), "still there to be moved later"
    assert state_of(live, hand) == "raised"


def test_a_moderator_can_close_it_as_every_room(live: Live) -> None:
    with at_work(live.app):
        db.session().scalars(select(Room)).one().closed_at = clock.now()
    assert says(live.counsellor, "こんばんは") == 422
    assert "見守りの人が閉じています" in told(live)


def test_a_licence_that_ends_in_the_middle_of_the_hour_ends_speaking_and_calling(live: Live) -> None:
    midnight = datetime(2026, 11, 27, 0, 0, tzinfo=clock.TOKYO)
    live.counsellor.post("/experts/school/live", week="木 23:00-1:00", other="")
    with clock.standing_at(midnight - A_MOMENT):
        hand = raises(live.yuki)
        with at_work(live.app):
            masks.verify(db.session().get_one(Mask, live.counsellor.mask_id), SCHOOL, clock.today())
        assert says(live.counsellor, "あと少しです") == 303
        assert f"{SCHOOL}・2026年11月確認" in page(live.mori)
    with clock.standing_at(midnight):
        late = live.counsellor.post(f"{ROOM}/messages", body="まだ答えています", nonce=new_id())
        assert late.status_code in {403, 422}
        assert "まだ答えています" in late.get_data(as_text=True), "nothing typed is lost"
        assert calls(live) == 404
        assert live.counsellor.post(f"/hands/{hand}/passing").status_code == 404
        assert "月確認" not in page(live.mori), "the badge goes at once"
    assert lines(live) == ["あと少しです"]
