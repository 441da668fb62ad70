"""Slow rooms, closed rooms, muted names, and a moderator in the room: in the database, on both kinds."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime, time, timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from app import chain, clock, db
from app.accounts import current, wardrobe
from app.accounts.models import Shift
from app.chat import hushes, keeping, queries, services, turns, waiting
from app.chat.models import Eviction, Hush, Message, Room, RoomAct, RoomActKind
from app.chat.services import Line
from app.contributions import services as door
from app.contributions.models import Concern, State
from app.contributions.services import Receipt, Submission, Words
from app.errors import Invalid, NotAllowed, TooOften
from app.ids import new_id
from app.leaving.queries import everything_of
from app.leaving.services import erase
from app.permissions import Role, Standing
from tests.chat.conftest import ROOMS, a_room
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.databases import KINDS

NIGHT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # midnight in Tokyo
DAY = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=KINDS)
def app(
    request: pytest.FixtureRequest, make_migrated_database: Callable[[str], AbstractContextManager[str]]
) -> Iterator[Flask]:
    with make_migrated_database(request.param) as url:
        yield an_app(url)


@pytest.fixture
def slug(app: Flask) -> str:
    name = f"kept-{next(ROOMS)}"
    a_room(app, name)
    return name


def say(app: Flask, person: Person, slug: str, body: str, **more: str) -> Submission:
    with at_work(app, person) as actor:
        mark = more.pop("nonce", new_id())
        return services.say(actor, queries.room_for(actor, slug), Line(body, mark, **more))  # type: ignore[arg-type]  # fields of a line by name


def said_id(app: Flask, person: Person, slug: str, body: str, **more: str) -> str:
    """Say it, and give its identifier."""
    with at_work(app, person) as actor:
        done = services.say(actor, queries.room_for(actor, slug), Line(body, new_id(), **more))  # type: ignore[arg-type]  # fields of a line by name
        assert done.contribution is not None
        return done.contribution.id


def change(slug: str, **fields: object) -> None:
    db.session().execute(update(Room).where(Room.slug == slug).values(**fields))


def make_slow(app: Flask, slug: str, seconds: int = 30) -> None:
    with at_work(app):
        change(slug, slow_seconds=seconds)


def acts(app: Flask, slug: str) -> list[RoomActKind]:
    with looking(app) as actor:
        room = queries.room_for(actor, slug)
        return list(db.session().scalars(select(RoomAct.kind).where(RoomAct.room_id == room.id).order_by("position")))


# --- slow rooms ---------------------------------------------------------------------------------------------------------


def test_in_a_slow_room_one_waits_and_is_told_how_long(app: Flask, slug: str) -> None:
    make_slow(app, slug)
    yuki = a_member(app)
    with clock.standing_at(NIGHT):
        say(app, yuki, slug, "ひとつめ")
    with clock.standing_at(NIGHT + timedelta(seconds=10)), pytest.raises(TooOften) as told:
        say(app, yuki, slug, "ふたつめ")
    assert told.value.details["seconds"] == 20
    assert "20秒" in told.value.message
    with clock.standing_at(NIGHT + timedelta(seconds=30)):
        assert say(app, yuki, slug, "ふたつめ").receipt is Receipt.POSTED


def test_another_name_and_taking_a_line_back_shorten_no_wait(app: Flask, slug: str) -> None:
    make_slow(app, slug)
    yuki = a_member(app)
    with clock.standing_at(NIGHT), at_work(app, yuki) as actor:
        other = wardrobe.make(current.keys(), actor, f"べつの名{slug}").id
    with clock.standing_at(NIGHT):
        first = said_id(app, yuki, slug, "ひとつめ")
        with at_work(app, yuki) as actor:
            door.withdraw(actor, db.session().get_one(Message, first))
    with clock.standing_at(NIGHT + timedelta(seconds=1)), at_work(app, yuki) as actor, pytest.raises(TooOften):
        services.say(actor.under(other), queries.room_for(actor, slug), Line("べつの名で", new_id()))
    with clock.standing_at(NIGHT + timedelta(seconds=1)):
        assert say(app, a_member(app), slug, "ほかの人は待たない").receipt is Receipt.POSTED


def test_a_line_sent_again_is_answered_and_not_told_to_wait(app: Flask, slug: str) -> None:
    make_slow(app, slug)
    yuki = a_member(app)
    say(app, yuki, slug, "一度だけ", nonce="mark")
    assert say(app, yuki, slug, "一度だけ", nonce="mark").receipt is Receipt.POSTED


def test_two_windows_at_the_same_moment_are_one_line(app: Flask, slug: str) -> None:
    make_slow(app, slug, 300)
    yuki = a_member(app)

    def talk(number: int) -> None:
        with suppress(TooOften):
            say(app, yuki, slug, f"同時に {number}")

    threads = [Thread(target=talk, args=(number,)) for number in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with looking(app, yuki) as actor:
        assert len(queries.latest(actor, queries.room_for(actor, slug))) == 1


# --- hours --------------------------------------------------------------------------------------------------------------


def test_a_night_room_is_open_from_nine_to_five_and_kind_by_day(app: Flask, slug: str) -> None:
    with at_work(app):
        change(slug, opens_at=time(21), closes_at=time(5))
    beside = f"{slug}-day"
    a_room(app, beside, name_ja=f"ひるの部屋{slug}")
    yuki = a_member(app)
    for moment, is_open in ((NIGHT, True), (NIGHT + timedelta(hours=4, minutes=59), True)):
        with clock.standing_at(moment):
            assert (say(app, yuki, slug, f"よる {moment}").receipt is Receipt.POSTED) is is_open
    with clock.standing_at(NIGHT + timedelta(hours=5)), pytest.raises(turns.Closed) as told:
        say(app, yuki, slug, "あさ")
    assert "21:00" in told.value.message
    assert f"ひるの部屋{slug}" in told.value.message
    with clock.standing_at(DAY):
        page = yuki.client.get(f"/rooms/{slug}").get_data(as_text=True)
        assert "21:00にひらきます" in page
        assert f"/rooms/{beside}" in page
        answer = yuki.post(f"/rooms/{slug}/messages", body="書きかけのことば")
        assert answer.status_code == 422
        assert "書きかけのことば" in answer.get_data(as_text=True)


# --- quotes, changes, warnings ------------------------------------------------------------------------------------------


def test_what_is_taken_back_is_gone_from_quotes_too_and_numbered_for_who_is_away(app: Flask, slug: str) -> None:
    yuki, mori = a_member(app), a_member(app)
    first = said_id(app, yuki, slug, "消したくなることば")
    answer = said_id(app, mori, slug, "わかります", quotes_id=first)
    page = mori.client.get(f"/rooms/{slug}").get_data(as_text=True)
    assert page.count("消したくなることば") == 2
    with looking(app) as actor:
        last = queries.room_for(actor, slug).last_seq
    with at_work(app, yuki) as actor:
        door.withdraw(actor, db.session().get_one(Message, first))
    page = mori.client.get(f"/rooms/{slug}").get_data(as_text=True)
    assert "消したくなることば" not in page
    assert "いまは、もうありません" in page
    with looking(app, mori) as actor:
        missed = queries.since(queries.room_for(actor, slug), last)
        assert ([message.id for message in missed.messages], list(missed.removed)) == ([answer], [first])


def test_words_can_be_changed_for_ten_minutes_and_taken_back_for_ever(app: Flask, slug: str) -> None:
    yuki = a_member(app)
    with clock.standing_at(NIGHT):
        line = said_id(app, yuki, slug, "まちがえた")
    with clock.standing_at(NIGHT + timedelta(minutes=9, seconds=59)), at_work(app, yuki) as actor:
        door.revise(actor, db.session().get_one(Message, line), Words("", "なおした"))
    with clock.standing_at(NIGHT + timedelta(minutes=10)):
        with at_work(app, yuki) as actor, pytest.raises(NotAllowed):
            door.revise(actor, db.session().get_one(Message, line), Words("", "もう一度"))
        assert yuki.post(f"/contributions/{line}/revisions", body="フォームで").status_code == 403
        page = yuki.client.get(f"/rooms/{slug}/messages/{line}").get_data(as_text=True)
        assert "書きなおす</span>" not in page
        assert f"/contributions/{line}/withdrawal" in page
        with at_work(app, yuki) as actor:
            door.withdraw(actor, db.session().get_one(Message, line))


def test_a_warning_folds_a_line_and_is_what_a_quote_of_it_says(app: Flask, slug: str) -> None:
    yuki = a_member(app)
    with at_work(app, yuki) as actor:
        line = services.Line("つらい話の中身", new_id(), warning="けがの話")
        first = services.say(actor, queries.room_for(actor, slug), line).contribution
        assert first is not None
        first_id = first.id
    said_id(app, a_member(app), slug, "そばにいます", quotes_id=first_id)
    page = a_member(app).client.get(f"/rooms/{slug}").get_data(as_text=True)
    assert "読む前に：けがの話" in page
    assert page.count("つらい話の中身") == 1, "only inside the fold, not in the quote"


# --- muted names --------------------------------------------------------------------------------------------------------


def test_a_muted_name_is_read_no_more_by_one_and_heard_by_everybody_else(app: Flask, slug: str) -> None:
    yuki, loud, mori = a_member(app), a_member(app), a_member(app)
    line = said_id(app, loud, slug, "うるさいことば")
    assert yuki.post(f"/rooms/{slug}/messages/{line}/mute").status_code == 303
    assert "うるさいことば" not in yuki.client.get(f"/rooms/{slug}").get_data(as_text=True)
    assert "うるさいことば" in mori.client.get(f"/rooms/{slug}").get_data(as_text=True)
    assert loud.mask_name in yuki.client.get("/rooms/muted").get_data(as_text=True)
    assert yuki.post(f"/rooms/muted/{loud.mask_id}/remove").status_code == 303
    assert "うるさいことば" in yuki.client.get(f"/rooms/{slug}").get_data(as_text=True)


def test_a_stolen_database_tells_neither_who_muted_nor_whom(app: Flask, slug: str) -> None:
    yuki, loud = a_member(app), a_member(app)
    with at_work(app, yuki) as actor:
        hushes.put(actor, loud.mask_id)
    with looking(app):
        rows = db.session().execute(text("SELECT * FROM hushes")).all()
    told = repr(rows).encode() + b"".join(bytes(value) for row in rows for value in row)
    assert rows
    assert not [known for known in (yuki.member_id, yuki.mask_id, loud.mask_id) if known.encode() in told]


def test_muted_names_are_in_the_export_as_a_number_and_go_with_their_owner(app: Flask, slug: str) -> None:
    yuki, loud = a_member(app), a_member(app)
    with at_work(app, yuki) as actor:
        before = db.session().scalar(select(func.count()).select_from(Hush))
        hushes.put(actor, loud.mask_id)
        assert everything_of(actor)["muted_in_rooms"] == [{"names": 1}]
        with pytest.raises(Invalid):
            hushes.put(actor, yuki.mask_id)
    with at_work(app, yuki) as actor:
        erase(actor)
    with looking(app):
        assert db.session().scalar(select(func.count()).select_from(Hush)) == before


# --- a moderator in the room --------------------------------------------------------------------------------------------


def test_a_moderator_hides_a_line_and_it_waits_for_a_ruling(app: Flask, slug: str) -> None:
    yuki, mori = a_member(app), a_member(app, role=Role.MODERATOR)
    line = said_id(app, yuki, slug, "見えなくなることば")
    assert mori.post(f"/rooms/{slug}/messages/{line}/hide").status_code == 303
    assert "見えなくなることば" not in a_member(app).client.get(f"/rooms/{slug}").get_data(as_text=True)
    assert "見えなくなることば" in yuki.client.get(f"/rooms/{slug}").get_data(as_text=True)
    assert "見えなくなることば" in mori.client.get(f"/review/{line}").get_data(as_text=True)
    with looking(app):
        assert db.session().scalar(select(Concern.kind).where(Concern.contribution_id == line)) == keeping.CONCERN
    assert acts(app, slug) == [RoomActKind.HIDE]


def test_whoever_is_sent_out_stays_out_till_the_morning_under_every_name(app: Flask, slug: str) -> None:
    loud, mori = a_member(app), a_member(app, role=Role.MODERATOR)
    with clock.standing_at(NIGHT), at_work(app, loud) as actor:
        other = wardrobe.make(current.keys(), actor, f"もうひとつ{slug}").id
    with clock.standing_at(NIGHT):
        line = said_id(app, loud, slug, "らんぼうなことば")
        assert mori.post(f"/rooms/{slug}/messages/{line}/eviction").status_code == 303
    late = clock.standing_at(NIGHT + timedelta(hours=1))
    with late, at_work(app, loud) as actor, pytest.raises(turns.Outside) as told:
        services.say(actor.under(other), queries.room_for(actor, slug), Line("まだいる", new_id()))
    assert "6時" in told.value.message
    elsewhere = f"{slug}-elsewhere"
    a_room(app, elsewhere)
    with clock.standing_at(NIGHT + timedelta(hours=1)):
        assert say(app, loud, elsewhere, "ほかの部屋").receipt is Receipt.POSTED
    with clock.standing_at(NIGHT + timedelta(hours=6)):
        assert say(app, loud, slug, "朝になりました").receipt is Receipt.POSTED
        with at_work(app):
            assert keeping.forget_over() >= 1
            assert db.session().scalar(select(func.count()).select_from(Eviction)) == 0
    assert acts(app, slug) == [RoomActKind.EVICT]


def test_pace_note_and_closing_are_told_on_the_page_and_recorded(app: Flask, slug: str) -> None:
    mori, yuki = a_member(app, role=Role.MODERATOR), a_member(app)
    assert mori.post(f"/rooms/{slug}/pace", seconds="30").status_code == 303
    assert mori.post(f"/rooms/{slug}/pace", seconds="31").status_code == 422
    assert mori.post(f"/rooms/{slug}/note", note="ゆっくり、ひとことずつ。").status_code == 303
    page = yuki.client.get(f"/rooms/{slug}").get_data(as_text=True)
    assert "30秒にひとこと" in page
    assert "ゆっくり、ひとことずつ。" in page
    assert "ことばは3日で消えます" in page
    assert mori.post(f"/rooms/{slug}/closure").status_code == 303
    with pytest.raises(turns.Closed):
        say(app, yuki, slug, "とじた部屋で")
    assert mori.post(f"/rooms/{slug}/closure/remove").status_code == 303
    assert say(app, yuki, slug, "ひらいた部屋で").receipt is Receipt.POSTED
    assert acts(app, slug) == [RoomActKind.SLOW, RoomActKind.NOTE, RoomActKind.CLOSE, RoomActKind.REOPEN]


def test_a_note_goes_through_the_same_screening_as_everything_else(app: Flask, slug: str) -> None:
    mori = a_member(app, role=Role.MODERATOR)
    assert mori.post(f"/rooms/{slug}/note", note="連絡は 090-1234-5678 まで").status_code == 422
    with looking(app) as actor:
        assert queries.room_for(actor, slug).note == ""


def test_members_keep_no_room_and_moderators_not_their_own_lines(app: Flask, slug: str) -> None:
    yuki, mori = a_member(app), a_member(app, role=Role.MODERATOR)
    line = said_id(app, mori, slug, "わたしのことば")
    for path in ("pace", "note", "closure", "closure/remove", f"messages/{line}/hide", f"messages/{line}/eviction"):
        assert yuki.post(f"/rooms/{slug}/{path}", seconds="30").status_code in {403, 404}, path
    assert mori.post(f"/rooms/{slug}/messages/{line}/hide").status_code == 403
    assert acts(app, slug) == []


def test_a_changed_row_in_the_record_of_acts_shows(app: Flask, slug: str) -> None:
    mori = a_member(app, role=Role.MODERATOR)
    mori.post(f"/rooms/{slug}/pace", seconds="60")
    with looking(app):
        assert chain.verify(RoomAct).broken_at is None
        whole = list(db.session().scalars(select(RoomAct).order_by(RoomAct.position)))
        whole[-1].seconds = 10
        assert chain.walk(whole).broken_at == len(whole)
        db.session().rollback()


# --- first words at night, and honest waits -----------------------------------------------------------------------------


def on_duty(app: Flask, begins: datetime, ends: datetime) -> None:
    mask_id = a_member(app, role=Role.WATCHER).mask_id
    with at_work(app):
        db.session().add(Shift(mask_id=mask_id, starts_at=begins, ends_at=ends))


def test_a_newcomers_first_words_wait_only_while_nobody_is_on_duty(app: Flask, slug: str) -> None:
    new, known = a_member(app, standing=Standing.NEWCOMER), a_member(app)
    with clock.standing_at(NIGHT):
        assert say(app, new, slug, "ここは、はじめてです").receipt is Receipt.POSTED, "nobody keeps a roster here"
        on_duty(app, NIGHT + timedelta(hours=6), NIGHT + timedelta(hours=9))
        other = a_member(app, standing=Standing.NEWCOMER)
        assert say(app, other, slug, "こんばんは、起きている方いますか").receipt is Receipt.HELD
        page = other.client.get(f"/rooms/{slug}").get_data(as_text=True)
        assert "確認待ち" in page
        assert "6時ごろ" in page
        assert say(app, known, slug, "こんばんは。います").receipt is Receipt.POSTED
        assert "6時まで不在です" in page
    with clock.standing_at(NIGHT + timedelta(hours=6)):
        third = a_member(app, standing=Standing.NEWCOMER)
        assert say(app, third, slug, "朝になりました、おはようございます").receipt is Receipt.POSTED
    with looking(app):
        kinds = db.session().scalars(select(Concern.kind).join(Message, Message.id == Concern.contribution_id))
        assert "night.first" in kinds.all()
    with at_work(app):
        db.session().query(Shift).delete()


def test_how_long_it_takes_is_what_it_took(app: Flask, slug: str) -> None:
    loud = a_member(app)
    on_duty(app, NIGHT - timedelta(hours=1), NIGHT + timedelta(hours=9))
    with clock.standing_at(NIGHT), at_work(app):
        db.session().query(Concern).delete()
        assert waiting.words() == "見守りの人が、届いた順に読みます。"
    line = said_id(app, loud, slug, "いくつかの知らせ")
    with clock.standing_at(NIGHT), at_work(app):
        for minutes in (5, 20, 25, 25, 300):
            took = timedelta(minutes=minutes)
            known = Concern(contribution_id=line, source="screening", kind="abuse.insult", severity=1)
            known.raised_at, known.settled_at = NIGHT - took, NIGHT
            db.session().add(known)
        db.session().flush()
        assert "30分ほど" in waiting.words()
        db.session().query(Shift).delete()


def test_a_held_line_is_a_line_of_its_author(app: Flask, slug: str) -> None:
    yuki = a_member(app)
    line = said_id(app, yuki, slug, "待つことば")
    with at_work(app):
        door.hold(db.session().get_one(Message, line))
    with looking(app):
        assert db.session().get_one(Message, line).state == State.HELD
    assert "待つことば" in yuki.client.get(f"/rooms/{slug}").get_data(as_text=True)
