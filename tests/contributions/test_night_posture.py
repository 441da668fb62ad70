"""While nobody is on duty the site is tighter by itself, by night and by day, to the second; and says so."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app import clock, db
from app.accounts import duty
from app.accounts.models import Shift
from app.chat import queries as chat
from app.chat import services as chat_services
from app.chat.services import Line
from app.contributions import screening
from app.contributions.models import Concern, Contribution
from app.contributions.services import Receipt, Submission
from app.errors import TooOften
from app.forum import queries as forum
from app.forum import services as forum_services
from app.forum.models import Wants
from app.forum.services import Heading, Post
from app.ids import new_id
from app.permissions import Role, Standing
from tests.chat.conftest import a_room
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking
from tests.support.databases import KINDS
from tests.support.threads import a_board

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
LINK = "ここが参考になりました https://example.jp/ です"
# Tokyo: 23:00 and midnight on ordinary days, on New Year's Eve and on holidays; the hours in which clocks elsewhere are changed.
MOMENTS = [
    datetime(2026, 11, 24, 14, tzinfo=UTC),
    datetime(2026, 11, 24, 15, tzinfo=UTC),
    datetime(2026, 12, 31, 15, tzinfo=UTC),
    datetime(2027, 1, 10, 15, tzinfo=UTC),
    datetime(2027, 3, 14, 10, tzinfo=UTC),
    datetime(2027, 3, 28, 1, tzinfo=UTC),
    datetime(2027, 10, 31, 1, tzinfo=UTC),
    datetime(2027, 5, 4, 4, tzinfo=UTC),
]
NIGHT, DAY = MOMENTS[1], MOMENTS[-1]


@pytest.fixture(scope="module", params=KINDS)
def app(
    request: pytest.FixtureRequest, make_migrated_database: Callable[[str], AbstractContextManager[str]]
) -> Iterator[Flask]:
    with make_migrated_database(request.param) as url:
        made = an_app(url)
        a_room(made, "yoru")
        yield made


@pytest.fixture(autouse=True)
def no_roster(app: Flask) -> None:
    with at_work(app):
        db.session().execute(delete(Shift))


def on_duty(app: Flask, begins: datetime, ends: datetime) -> Person:
    watcher = a_member(app, role=Role.WATCHER)
    with at_work(app):
        db.session().add(Shift(mask_id=watcher.mask_id, starts_at=begins, ends_at=ends))
    return watcher


def is_tight(app: Flask, moment: datetime) -> bool:
    with clock.standing_at(moment), looking(app):
        return duty.is_tight()


def say(app: Flask, person: Person, words: str) -> Submission:
    with at_work(app, person) as actor:
        return chat_services.say(actor, chat.room_for(actor, "yoru"), Line(words, new_id()))


def post(app: Flask, person: Person, board: str, words: str) -> Submission:
    with at_work(app, person) as actor:
        heading = Heading(Wants.LISTENING, "ねむれない夜", "")
        return forum_services.start(actor, forum.board_for(actor, board), heading, Post(words, new_id()))


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_it_tightens_and_loosens_to_the_second_and_never_between_two_who_follow_each_other(
    app: Flask, moment: datetime
) -> None:
    on_duty(app, moment - 2 * HOUR, moment)
    on_duty(app, moment, moment + 2 * HOUR)
    around = [is_tight(app, moment + offset) for offset in (-SECOND, timedelta(0), SECOND)]
    assert around == [False, False, False]
    begin_and_end = [moment - 2 * HOUR - SECOND, moment - 2 * HOUR, moment + 2 * HOUR - SECOND, moment + 2 * HOUR]
    assert [is_tight(app, each) for each in begin_and_end] == [True, False, False, True]


def test_a_site_that_never_kept_a_roster_stays_as_it_is_and_one_that_let_it_lapse_does_not(app: Flask) -> None:
    assert not is_tight(app, NIGHT)
    on_duty(app, NIGHT, NIGHT + HOUR)
    assert is_tight(app, NIGHT + timedelta(days=200))


@pytest.mark.parametrize("moment", [NIGHT, DAY], ids=["by night", "by day"])
def test_first_words_and_links_wait_everywhere_until_somebody_comes(app: Flask, moment: datetime) -> None:
    board = a_board(app)
    with clock.standing_at(moment):
        on_duty(app, moment + HOUR, moment + 2 * HOUR)
        new, known = a_member(app, standing=Standing.NEWCOMER), a_member(app)
        assert say(app, new, "はじめまして").receipt is Receipt.HELD
        assert post(app, a_member(app, standing=Standing.NEWCOMER), board, "はじめて書きます。").receipt is Receipt.HELD
        assert post(app, known, board, "きょうも行けませんでした。").receipt is Receipt.POSTED
        assert say(app, a_member(app, standing=Standing.TRUSTED), LINK).receipt is Receipt.HELD
        assert say(app, a_member(app, role=Role.MODERATOR), LINK + "。").receipt is Receipt.POSTED
    with clock.standing_at(moment + HOUR):
        assert say(app, a_member(app, standing=Standing.NEWCOMER), "おはようございます").receipt is Receipt.POSTED
        assert say(app, a_member(app), LINK + "ね").receipt is Receipt.POSTED
    with looking(app):
        kinds = set(db.session().scalars(select(Concern.kind).where(Concern.kind.startswith("night."))))
        assert kinds == {"night.first", "night.link"}


def test_who_has_talked_all_evening_does_not_fall_silent_when_a_shift_ends(app: Flask) -> None:
    new = a_member(app, standing=Standing.NEWCOMER)
    on_duty(app, NIGHT - HOUR, NIGHT)
    for number in range(screening.FIRST_WORDS):
        with clock.standing_at(NIGHT - (5 - number) * timedelta(minutes=1)):
            assert say(app, new, f"ねむれません、{number}かいめ").receipt is Receipt.POSTED
    with clock.standing_at(NIGHT + timedelta(minutes=1)):
        assert say(app, new, "まだ起きています").receipt is Receipt.POSTED


def test_every_room_is_slower_and_says_so_until_somebody_comes(app: Flask) -> None:
    on_duty(app, NIGHT + HOUR, NIGHT + 2 * HOUR)
    known = a_member(app)
    with clock.standing_at(NIGHT):
        say(app, known, "ひとこと")
        assert f"いまはゆっくり：{duty.PACE}秒にひとこと" in a_visitor(app).get("/rooms/yoru").get_data(as_text=True)
    with clock.standing_at(NIGHT + 10 * SECOND), pytest.raises(TooOften) as told:
        say(app, known, "もうひとこと")
    assert told.value.details["seconds"] == 20
    with clock.standing_at(NIGHT + 30 * SECOND):
        assert say(app, known, "もうひとこと").receipt is Receipt.POSTED
    with clock.standing_at(NIGHT + HOUR):
        say(app, known, "つづけて")
        assert say(app, known, "話せます").receipt is Receipt.POSTED
        assert "いまはゆっくり" not in a_visitor(app).get("/rooms/yoru").get_data(as_text=True)


def test_rooms_and_boards_say_honestly_until_when_nobody_watches(app: Flask) -> None:
    board = a_board(app)
    on_duty(app, NIGHT + 5 * HOUR, NIGHT + 6 * HOUR)
    for where in ("/rooms", "/rooms/yoru", "/boards", f"/boards/{board}"):
        with clock.standing_at(NIGHT):
            page = a_visitor(app).get(where).get_data(as_text=True)
            assert "5時まで不在です" in page, where
            assert "リンクは人が先に読み" in page, where
        with clock.standing_at(NIGHT + 5 * HOUR):
            page = a_visitor(app).get(where).get_data(as_text=True)
            assert "見守り：1人（6時まで）" in page, where
            assert "リンクは人が先に読み" not in page, where
        with clock.standing_at(NIGHT + 6 * HOUR):
            assert "いまは見守りの人がいません" in a_visitor(app).get(where).get_data(as_text=True), where


def test_moderation_is_told_whether_somebody_watches(app: Flask) -> None:
    on_duty(app, NIGHT, NIGHT + HOUR)
    for moment, night in ((NIGHT - SECOND, True), (NIGHT, False), (NIGHT + HOUR, True)):
        with clock.standing_at(moment), at_work(app, a_member(app)) as actor:
            text = Contribution(mask_id=actor.mask_id, title="", body="こんばんは")
            assert screening.draft_of(actor, text, "post").night is night
