"""The order of a board: who needs an answer, not who gets many; and night posts that rise until somebody has answered."""

import re
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import case, extract, insert, select

from app import clock, db
from app.contributions import services as door
from app.contributions.models import Contribution, State
from app.forum import drawers, listing, order, queries
from app.forum.models import Board, Thread, Wants
from app.permissions import Standing
from tests.support.cast import Person, a_member, at_work, looking
from tests.support.threads import Evening, a_held_reply, a_reply, a_thread

THREAD = re.compile(r'class="thread__title" href="/threads/(\w+)"')
# Half past one in Tokyo, and the noon after it; soon, so that everybody is still signed in.
NIGHT = (datetime.now(UTC) + timedelta(days=1)).replace(hour=16, minute=30, second=0, microsecond=0)
NOON = NIGHT + timedelta(hours=10, minutes=30)


def on(evening: Evening, at: datetime, reader: Person | None = None) -> list[str]:
    """The threads as they stand, without the one that was there before: it is a night post when the test runs by night."""
    with clock.standing_at(at):
        found = THREAD.findall(evening.read(reader, f"/boards/{evening.board}"))
    return [thread for thread in found if thread != evening.thread]


def begun(evening: Evening, at: datetime) -> str:
    with clock.standing_at(at):
        return a_thread(evening.app, a_member(evening.app), evening.board)


def test_a_night_post_rises_gently_past_the_day_until_somebody_has_answered(evening: Evening) -> None:
    night, noon = begun(evening, NIGHT), begun(evening, NOON)
    assert on(evening, NOON + timedelta(hours=1))[:2] == [noon, night]
    # Half an hour for every hour: at noon the next day it stands where a post of the afternoon would.
    assert on(evening, NOON + timedelta(hours=12))[:2] == [night, noon]
    with clock.standing_at(NOON + timedelta(hours=13)):
        answer = a_reply(evening.app, evening.aki, night)
    assert on(evening, NOON + timedelta(hours=14))[:2] == [noon, night]
    evening.aki.post(f"/contributions/{answer}/withdrawal")
    assert on(evening, NOON + timedelta(hours=15))[:2] == [night, noon]


def test_it_does_not_rise_for_ever(evening: Evening) -> None:
    night = begun(evening, NIGHT)
    later = begun(evening, NIGHT + timedelta(days=3, hours=10))
    assert on(evening, NIGHT + timedelta(days=60))[:2] == [later, night]


def test_many_answers_lift_nothing_and_a_word_of_its_author_does(quick_evening: Evening) -> None:
    evening = quick_evening
    author = a_member(evening.app)
    with clock.standing_at(NOON):
        old = a_thread(evening.app, author, evening.board)
    new = begun(evening, NOON + timedelta(hours=1))
    for hours in (2, 3):
        with clock.standing_at(NOON + timedelta(hours=hours)):
            a_reply(evening.app, a_member(evening.app), old)
    assert on(evening, NOON + timedelta(hours=4))[:2] == [new, old]
    with clock.standing_at(NOON + timedelta(hours=5)):
        word = a_reply(evening.app, author, old, "まだ、つづいています。")
    assert on(evening, NOON + timedelta(hours=6))[:2] == [old, new]
    author.post(f"/contributions/{word}/withdrawal")
    assert on(evening, NOON + timedelta(hours=6))[:2] == [new, old]


def test_what_is_closed_held_or_only_answered_in_secret_is_weighed_rightly(quick_evening: Evening) -> None:
    evening, rises = quick_evening, lambda: _rises(quick_evening.app, thread)
    author = a_member(evening.app)
    with clock.standing_at(NIGHT):
        thread = a_thread(evening.app, author, evening.board)
    a_held_reply(evening.app, evening.aki, thread)
    a_reply(evening.app, author, thread, "ひとりごとです。")
    assert rises(), "nobody else has answered where it can be read"
    author.post(f"/threads/{thread}/closure")
    assert not rises()
    author.post(f"/threads/{thread}/closure/remove")
    assert rises()
    for act, expected in ((door.hold, False), (door.publish, True), (door.remove, False)):
        with at_work(evening.app):
            act(db.session().get_one(Contribution, thread))
        assert rises() is expected


def test_every_page_of_a_long_board_follows_the_rule_without_gaps_or_doubles(evening: Evening) -> None:
    at = NIGHT + timedelta(days=9)
    ids = _many(evening, at, Random(5))
    with clock.standing_at(at), looking(evening.app) as nobody:
        assert nobody.masks == {}
        rows = db.session().scalars(select(Thread).where(Thread.id.in_(ids))).all()
        plain = [row.id for row in sorted(rows, key=lambda row: order.key(row, at), reverse=True)]
        assert plain == [row.id for row in sorted(rows, key=_by_hand(at), reverse=True)]
        # The same rule as one sum in the database.
        assert plain == list(db.session().scalars(select(Thread.id).where(Thread.id.in_(ids)).order_by(*_in_sql(at))))
    seen, after = [], None
    while after is not None or not seen:
        # Hours pass between the pages, and somebody begins something new: nobody reads a thread twice or misses one.
        with clock.standing_at(at + timedelta(hours=len(seen) // 50)), looking(evening.app) as nobody:
            board = queries.board_for(nobody, evening.board)
            page = listing.threads_on(nobody, board, drawers.EMPTY, after)
            seen += [thread.id for thread in page.items if thread.id in ids]
            after = page.after
        begun(evening, at + timedelta(hours=len(seen) // 50, minutes=1))
    assert seen == plain


def test_who_is_trusted_and_awake_finds_what_nobody_has_answered(quick_evening: Evening) -> None:
    evening = quick_evening
    trusted = a_member(evening.app, standing=Standing.TRUSTED)
    with clock.standing_at(NIGHT):
        first = a_thread(evening.app, evening.yuki, evening.board, title="さきの夜")
        own = a_thread(evening.app, trusted, evening.board, title="じぶんの夜")
        hidden = a_thread(evening.app, evening.aki, evening.board, title="見ない夜")
    second = begun(evening, NIGHT + timedelta(minutes=5))
    day = begun(evening, NOON)
    trusted.post(f"/threads/{hidden}/hiding")
    evening.yuki.post(f"{evening.page}/closure")
    with clock.standing_at(NOON):
        assert THREAD.findall(evening.read(trusted, "/waiting")) == [first, second]
        a_reply(evening.app, evening.aki, first)
        page = evening.read(trusted, "/waiting")
        assert THREAD.findall(page) == [second]
        assert own not in page
        assert day not in page
        assert "きょうはここまで" in page
        assert not re.search(r"\d\s*(件|人|つ)", page)
        assert "朝までに返事をとどける" in evening.read(trusted, "/boards")
        for other in (evening.aki, None):
            assert "朝までに返事をとどける" not in evening.read(other, "/boards")
        assert evening.aki.client.get("/waiting").status_code == 404


@pytest.mark.parametrize("hours", [0, 1, 47, 144, 200])
def test_the_rule_turned_round_is_the_rule(hours: int) -> None:
    at, stirred = NIGHT + timedelta(hours=hours), NIGHT
    stands = order.standing(stirred, at, rises=True)
    assert stirred <= stands <= at
    assert stands - stirred == min(timedelta(hours=hours) / 2, timedelta(days=3))


def _rises(app: Flask, thread_id: str) -> bool:
    with looking(app):
        return bool(db.session().scalar(select(Thread.rises).where(Thread.id == thread_id)))


def _by_hand(at: datetime):  # type: ignore[no-untyped-def]  # a key for sorting
    def lift(row: Thread) -> timedelta:
        return min((at - row.stirred_at) / 2, timedelta(days=3)) if row.rises else timedelta()

    return lambda row: (row.stirred_at + lift(row), not row.rises, row.stirred_at, row.id)


def _in_sql(at: datetime):  # type: ignore[no-untyped-def]  # columns to order by
    stirred = extract("epoch", Thread.stirred_at)
    waited = (at.timestamp() - stirred) / 2.0
    most = timedelta(days=3).total_seconds()
    lift = case((Thread.rises, case((waited < most, waited), else_=most)), else_=0)
    return (stirred + lift).desc(), Thread.stirred_at.desc(), Thread.id.desc()


def _many(evening: Evening, at: datetime, chance: Random) -> set[str]:
    """Two hundred threads of the last nine days, whole seconds apart, some of them at the same moment."""
    rows = [
        (f"t{number:04}", at - timedelta(minutes=7 * chance.randrange(1850)), chance.random() < 0.4)
        for number in range(200)
    ]
    with at_work(evening.app):
        board = db.session().scalar(select(Board.id).where(Board.slug == evening.board))
        common = {"kind": "thread", "mask_id": evening.aki.mask_id, "state": State.VISIBLE, "body": "夜", "html": ""}
        texts = [{"id": name, "title": name, "written_at": moment, **common} for name, moment, _rises in rows]
        db.session().execute(insert(Contribution.__table__), texts)
        places = {"board_id": board, "wants": Wants.LISTENING, "last_seq": 0, "reply_count": 0}
        threads = [{"id": name, "stirred_at": moment, "rises": rises, **places} for name, moment, rises in rows]
        db.session().execute(insert(Thread.__table__), threads)
    return {name for name, _moment, _rises in rows}
