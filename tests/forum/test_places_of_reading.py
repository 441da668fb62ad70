"""Reading a long talk: pages both ways, lasting addresses, where one left off, bookmarks, folded names, hidden threads."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app import clock, db
from app.contributions import services as door
from app.contributions.models import Contribution
from app.finding import neighbours
from app.forum import drawers
from app.forum.fragments import Fragments
from app.forum.models import Drawer
from app.leaving import queries as export
from app.leaving import services as leaving
from tests.forum.crowded import crowd
from tests.support.cast import Person, a_member, at_work, looking
from tests.support.threads import Evening, a_reply, a_thread, statements

POST = re.compile(r'id="post-(\w+)"')


def link(page: str, words: str) -> str | None:
    found = re.search(
        rf'<a[^>]*href="([^"]+)"[^>]*>(?:<svg[^>]*>(?:(?!</svg>).)*</svg>)?(?:<span>)?{words}<', page, re.S
    )
    return found[1].replace("&amp;", "&") if found else None


def mark(person: Person, evening: Evening, seq: int, thread: str | None = None):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return person.post(f"/threads/{thread or evening.thread}/reading", seq=seq)


def test_ten_thousand_replies_are_read_both_ways_and_each_has_a_lasting_address(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is asked must not depend on how long ago somebody asked.
    monkeypatch.setattr(neighbours, "FRESH_FOR", -1)
    ids = crowd(evening.app, evening.thread, evening.aki, 10_000)
    ren, asked = a_member(evening.app), []
    evening.read(ren)
    for after in (0, 50, 5000, 9950):
        page_of = f"{evening.page}?after={after}" if after else evening.page
        for reader in (ren, None):
            with clock.standing_at(asked_at := clock.now()):
                evening.read(reader, page_of)
            # As if nobody had read it before: what was drawn is kept for visitors until anything at all is committed or the
            # minute is over, and a database that tidies up by itself commits, too.
            evening.app.extensions["tomoshibi_fragments"] = Fragments()
            with clock.standing_at(asked_at), statements(evening.app) as questions:
                page = evening.read(reader, page_of)
            asked.append((reader is None, len(questions)))
        assert [post for post in POST.findall(page) if post != evening.thread] == ids[after : after + 50]
        assert link(page, "つぎへ") == (f"{evening.page}?after={after + 50}" if after < 9950 else None)
        before = f"{evening.page}?after={after - 50}" if after > 50 else evening.page
        assert link(page, "まえへ") == (before if after else None)
        assert ("きょうはここまで" in page) == (after == 9950)
    assert link(evening.read(), "おわりへ") == f"{evening.page}?after=9950"
    # The first page also asks how it went on, the last one what of one's own still waits.
    for is_visitor in (True, False):
        numbers = [number for visitor, number in asked if visitor is is_visitor]
        assert numbers[1] == numbers[2]
        assert max(numbers) - min(numbers) <= 1
    for number in (1, 50, 51, 7777, 10_000):
        led = evening.visitor.get(f"{evening.page}/posts/{ids[number - 1]}")
        assert led.status_code == 302
        path, _, place = led.location.partition("#")
        assert f'id="{place}"' in evening.read(path=path)
    with looking(evening.app):
        plan = "EXPLAIN QUERY PLAN " if db.session().get_bind().dialect.name == "sqlite" else "EXPLAIN "
        found = db.session().execute(
            text(
                f"{plan} SELECT id FROM replies WHERE thread_id = :thread AND seq > 5000 AND seq <= 5050 ORDER BY seq"
            ),
            {"thread": evening.thread},
        )
        steps = str(found.all())
        assert "uq_replies_thread_id" in steps or "sqlite_autoindex_replies" in steps


def test_a_short_talk_says_that_this_is_enough_for_today(quick_evening: Evening) -> None:
    evening = quick_evening
    a_reply(evening.app, evening.aki, evening.thread)
    for path in (evening.page, f"/boards/{evening.board}"):
        assert "きょうはここまで" in evening.read(path=path)


def test_an_address_holds_what_was_taken_back_and_leads_nowhere_else(quick_evening: Evening) -> None:
    evening = quick_evening
    reply = a_reply(evening.app, evening.aki, evening.thread)
    other = a_thread(evening.app, evening.aki, evening.board)
    evening.aki.post(f"/contributions/{reply}/withdrawal")
    assert evening.visitor.get(f"{evening.page}/posts/{reply}").location == f"{evening.page}#post-{reply}"
    assert evening.visitor.get(f"{evening.page}/posts/{evening.thread}").location.endswith(f"#post-{evening.thread}")
    for nowhere in (f"/threads/{other}/posts/{reply}", f"{evening.page}/posts/nothing"):
        assert evening.visitor.get(nowhere).status_code == 404


def test_who_comes_back_is_led_to_the_first_new_word(evening: Evening) -> None:
    for number in range(3):
        a_reply(evening.app, evening.yuki, evening.thread, f"返事 {number}")
    page = evening.read(evening.aki)
    assert "つづきから読む" not in page
    assert 'name="seq" value="3"' in page
    assert mark(evening.aki, evening, 3).status_code == 303
    assert 'name="seq"' not in evening.read(evening.aki)
    assert "新しいことば" not in evening.read(evening.aki, f"/boards/{evening.board}")
    later = [a_reply(evening.app, evening.yuki, evening.thread, f"つづき {number}") for number in range(50)]
    assert "new-mark" in evening.read(evening.aki, f"/boards/{evening.board}")
    assert "new-mark" not in evening.read(evening.yuki, f"/boards/{evening.board}")
    page = evening.read(evening.aki)
    assert link(page, "つづきから読む") == f"{evening.page}#unread"
    assert page.index('id="unread"') < page.index(f'id="post-{later[0]}"')
    assert page.index('id="unread"') > page.index("返事 2")
    mark(evening.aki, evening, 50)
    assert link(evening.read(evening.aki), "つづきから読む") == f"{evening.page}?after=50#unread"
    mark(evening.aki, evening, 1)
    assert link(evening.read(evening.aki), "つづきから読む") == f"{evening.page}?after=50#unread", "never backwards"


def test_looking_remembers_nothing_and_odd_marks_do_no_harm(quick_evening: Evening) -> None:
    evening = quick_evening
    a_reply(evening.app, evening.yuki, evening.thread)
    evening.read(evening.aki)
    assert _rows(evening) == []
    for odd in ("-1", "abc", "", "9" * 30):
        assert evening.aki.post(f"{evening.page}/reading", seq=odd).status_code == 422
    assert mark(evening.aki, evening, 2**31 - 1).status_code == 303
    a_reply(evening.app, evening.yuki, evening.thread, "あとから")
    assert "つづきから読む" in evening.read(evening.aki), "nobody can have read what was not there"
    assert evening.aki.post(f"{evening.page}/reading", seq=2, quietly="1").status_code == 204


def test_what_is_remembered_ends_by_itself_and_at_once_when_it_is_not_wanted(evening: Evening) -> None:
    a_reply(evening.app, evening.yuki, evening.thread)
    mark(evening.aki, evening, 1)
    evening.aki.post(f"{evening.page}/posts/{evening.thread}/bookmark")
    length = len(_rows(evening)[0].sealed)
    later = clock.now() + drawers.REMEMBERED_FOR + timedelta(hours=1)
    with clock.standing_at(later), at_work(evening.app):
        assert drawers.forget_expired() == 1
        assert drawers.forget_expired() == 0
    kept = _drawer(evening, evening.aki)
    assert (dict(kept.reached), list(kept.bookmarks)) == ({}, [evening.thread])
    assert len(_rows(evening)[0].sealed) == length, "the length tells nothing"
    mark(evening.aki, evening, 1)
    assert evening.aki.post("/me/reading/memory/remove").status_code == 303
    assert dict(_drawer(evening, evening.aki).reached) == {}
    mark(evening.aki, evening, 1)
    assert dict(_drawer(evening, evening.aki).reached) == {}
    assert 'name="seq"' not in evening.read(evening.aki)
    evening.aki.post("/me/reading/memory")
    mark(evening.aki, evening, 1)
    assert list(_drawer(evening, evening.aki).reached) == [evening.thread]


def test_bookmarks_are_ones_own_and_hold_what_can_be_read(quick_evening: Evening) -> None:
    evening = quick_evening
    reply = a_reply(evening.app, evening.yuki, evening.thread, "こころに置いたことば")
    for post in (evening.thread, reply):
        assert evening.aki.post(f"{evening.page}/posts/{post}/bookmark").status_code == 303
    page = evening.read(evening.aki, "/me/bookmarks")
    assert page.index("こころに置いた") < page.index("また行けませんでした"), "the last one first"
    assert f'href="{evening.page}/posts/{reply}"' in page
    assert "しおりを外す" in evening.read(evening.aki)
    for other in (evening.yuki, a_member(evening.app)):
        assert "こころに置いた" not in evening.read(other, "/me/bookmarks")
        assert "しおりを外す" not in evening.read(other)
    with at_work(evening.app):
        door.remove(db.session().get_one(Contribution, reply))
    assert "こころに置いた" not in evening.read(evening.aki, "/me/bookmarks")
    back = evening.aki.post(f"{evening.page}/posts/{evening.thread}/bookmark/remove", next="/me/bookmarks")
    assert back.location == "/me/bookmarks"
    assert "しおりはまだありません" in evening.read(evening.aki, "/me/bookmarks")


def test_a_folded_name_can_be_opened_and_put_back(quick_evening: Evening) -> None:
    evening = quick_evening
    reply = a_reply(evening.app, evening.yuki, evening.thread, "読みたくないことば")
    own = a_thread(evening.app, evening.aki, evening.board)
    assert evening.aki.post(f"{evening.page}/posts/{reply}/muting").status_code == 303
    page = evening.read(evening.aki)
    assert page.count("たたんでいる名前のことばです") == 2
    assert re.search(r"<details[^>]*><summary>.*?たたんでいる.*?読みたくないことば", page, re.S)
    board = evening.read(evening.aki, f"/boards/{evening.board}")
    assert evening.thread not in board
    assert own in board
    for other in (evening.yuki, None):
        assert "たたんでいる" not in evening.read(other)
    assert evening.yuki.mask_name in evening.read(evening.aki, "/me/reading")
    assert evening.aki.post(f"/me/muted/{evening.yuki.mask_id}/remove").status_code == 303
    assert "たたんでいる名前のことばです" not in evening.read(evening.aki)
    assert evening.yuki.post(f"{evening.page}/posts/{reply}/muting").status_code == 403


def test_a_hidden_thread_is_out_of_ones_lists_until_it_is_put_back(quick_evening: Evening) -> None:
    evening = quick_evening
    assert evening.aki.post(f"{evening.page}/hiding").status_code == 303
    assert evening.thread not in evening.read(evening.aki, f"/boards/{evening.board}")
    assert evening.thread in evening.read(path=f"/boards/{evening.board}")
    assert "見えないようにした話です" in evening.read(evening.aki)
    assert "朝が来るのがこわい" in evening.read(evening.aki, "/me/reading")
    back = evening.aki.post(f"{evening.page}/hiding/remove", next="/me/reading")
    assert back.location == "/me/reading"
    assert evening.thread in evening.read(evening.aki, f"/boards/{evening.board}")


def test_a_stolen_database_does_not_say_who_read_what(evening: Evening) -> None:
    mark(evening.aki, evening, 0)
    evening.aki.post(f"{evening.page}/posts/{evening.thread}/muting")
    mark(evening.yuki, evening, 0)
    found = _rows(evening)
    values = b"".join(bytes(row.sealed) + bytes(row.tag) for row in found)
    for name in (evening.thread, evening.aki.member_id, evening.yuki.mask_id, evening.aki.mask_id):
        assert name.encode() not in values
    assert len({len(row.sealed) for row in found}) == 1
    with at_work(evening.app):
        first, second = db.session().scalars(select(Drawer)).all()
        first.sealed, second.sealed = second.sealed, first.sealed
    assert _drawer(evening, evening.aki) == drawers.EMPTY, "moved to another row it opens no more"


def test_two_windows_lose_nothing_of_each_others(evening: Evening) -> None:
    from concurrent.futures import ThreadPoolExecutor

    threads = [a_thread(evening.app, evening.yuki, evening.board, title=f"夜 {number}") for number in range(6)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda thread: _mark_directly(evening, thread), threads))
    assert set(_drawer(evening, evening.aki).reached) == set(threads)


def test_the_oldest_give_way_when_a_drawer_is_full(quick_evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawers, "MOST", 2)
    with at_work(quick_evening.app, quick_evening.aki) as actor:
        for name in ("eins", "zwei", "drei"):
            drawers.put(actor, "bookmarks", name)
        assert list(drawers.of(actor).bookmarks) == ["zwei", "drei"]


def test_all_of_it_is_taken_along_and_goes_with_its_owner(evening: Evening) -> None:
    mark(evening.aki, evening, 0)
    evening.aki.post(f"{evening.page}/posts/{evening.thread}/bookmark")
    mark(evening.yuki, evening, 0)
    with at_work(evening.app, evening.aki) as actor:
        (taken,) = export.everything_of(actor)["reading"]
        assert list(taken["bookmarks"]) == list(taken["reached"]) == [evening.thread]
        leaving.erase(actor)
    assert len(_rows(evening)) == 1


def _mark_directly(evening: Evening, thread: str) -> None:
    with at_work(evening.app, evening.aki) as actor:
        drawers.reach(actor, thread, 0)


def _drawer(evening: Evening, person: Person) -> drawers.Drawer:
    with looking(evening.app, person) as actor:
        return drawers.of(actor)


def _rows(evening: Evening) -> list[Drawer]:
    with looking(evening.app):
        found = list(db.session().scalars(select(Drawer)))
        db.session().expunge_all()
        return found
