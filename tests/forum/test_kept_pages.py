"""Pages are drawn once for everybody: nothing personal is ever in them, and nothing that was taken back is ever shown."""

from datetime import timedelta

import pytest

from app import clock, db
from app.accounts import masks
from app.accounts.models import Mask
from app.contributions import services as door
from app.contributions import warnings
from app.contributions.models import Contribution
from app.finding import neighbours
from app.forum import drawers, items, labels, listing, posts, queries
from app.forum.fragments import Fragments
from tests.support.cast import a_member, an_app, at_work, looking
from tests.support.threads import Evening, a_reply, a_thread, statements


def kept(evening: Evening) -> Fragments:
    return evening.app.extensions["tomoshibi_fragments"]


def test_a_visitors_page_has_no_cookie_and_is_sent_once(evening: Evening) -> None:
    a_reply(evening.app, evening.aki, evening.thread)
    for path in ("/boards", f"/boards/{evening.board}", evening.page):
        first = evening.visitor.get(path)
        assert "Set-Cookie" not in first.headers
        assert "csrf_token" not in first.get_data(as_text=True)
        assert first.headers["Cache-Control"] == "no-store"
        assert first.headers["CDN-Cache-Control"] == "public, no-cache"
        assert {"Cookie", "Accept-Language"} <= {word.strip() for word in first.headers["Vary"].split(",")}
        again = evening.visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        member = evening.aki.client.get(path)
        assert "ETag" not in member.headers
        assert "CDN-Cache-Control" not in member.headers
        assert member.headers["Cache-Control"] == "no-store"


def test_a_page_is_drawn_once_for_everybody_alike(quick_evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    evening, drawn = quick_evening, []
    draw = posts._draw
    monkeypatch.setattr(posts, "_draw", lambda look, thread: drawn.append(look) or draw(look, thread))
    a_reply(evening.app, evening.aki, evening.thread)
    with clock.standing_at(clock.now()):
        for person in (evening.yuki, evening.aki, a_member(evening.app)):
            evening.read(person)
        assert len(drawn) == 1
        person.post(f"{evening.page}/posts/{evening.thread}/muting")
        evening.aki.post(f"{evening.page}/posts/{evening.thread}/feelings", kind="beside")
        for reader in (person, evening.aki, evening.yuki):
            evening.read(reader)
        assert len(drawn) == 1, "what differs per reader is laid around it"
        for _visit in range(3):
            evening.read()
        assert len(drawn) == 2, "visitors are shown less"


def test_what_changes_is_seen_at_once_by_everybody(evening: Evening) -> None:
    reply = a_reply(evening.app, evening.aki, evening.thread, "きえることば")
    a_reply(evening.app, evening.yuki, evening.thread, "はい", quotes=reply)
    readers = (None, evening.yuki, a_member(evening.app))

    def everybody_reads(words: str) -> list[bool]:
        return [words in evening.read(reader) for reader in readers]

    assert everybody_reads("きえることば") == [True] * 3
    for act, expected in ((door.hold, False), (door.publish, True), (door.remove, False), (door.publish, True)):
        with at_work(evening.app):
            act(db.session().get_one(Contribution, reply))
        assert everybody_reads("きえることば") == [expected] * 3
    evening.aki.post(f"/contributions/{reply}/revisions", body="きえることば", warning="けがの話")
    assert everybody_reads("読む前に：けがの話") == [True] * 3
    evening.aki.post(f"/contributions/{reply}/revisions", body="べつのことば", warning="")
    assert everybody_reads("きえることば") == [False] * 3
    assert everybody_reads("べつのことば") == [True] * 3
    with at_work(evening.app):
        masks.verify(db.session().get_one(Mask, evening.aki.mask_id), "看護師", clock.today())
    assert everybody_reads(f"看護師・{clock.today():%Y}年{clock.today().month}月確認") == [True] * 3
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert everybody_reads("看護師") == [False] * 3, "it has run out, and no page kept from before shows it"
    evening.aki.post(f"/contributions/{reply}/withdrawal")
    assert everybody_reads("べつのことば") == [False] * 3
    evening.yuki.post(f"{evening.page}/closure")
    assert everybody_reads("しめきりました") == [True] * 3
    evening.yuki.post(f"/contributions/{evening.thread}/revisions", title="あたらしい題", body="また行けませんでした。")
    assert everybody_reads("あたらしい題") == [True] * 3
    assert ["あたらしい題" in evening.read(reader, f"/boards/{evening.board}") for reader in readers] == [True] * 3


def test_what_was_taken_back_is_not_kept_in_memory_once_the_page_was_read(quick_evening: Evening) -> None:
    evening = quick_evening
    reply = a_reply(evening.app, evening.aki, evening.thread, "きえることば")
    for reader in (evening.yuki, None):
        evening.read(reader)
    assert "きえることば" in str(kept(evening)._kept)
    evening.aki.post(f"/contributions/{reply}/withdrawal")
    for reader in (evening.yuki, None):
        evening.read(reader)
    assert "きえることば" not in str([each[1] for each in kept(evening)._kept.values()])


def test_what_changes_about_a_thread_is_seen_on_its_board_at_once_by_everybody(quick_evening: Evening) -> None:
    evening, title = quick_evening, "朝が来るのがこわい"
    readers, board = (None, evening.aki, a_member(evening.app)), f"/boards/{evening.board}"

    def everybody_reads(words: str) -> list[bool]:
        return [words in evening.read(reader, board) for reader in readers]

    for act, expected in ((door.hold, False), (door.publish, True), (door.remove, False), (door.publish, True)):
        with at_work(evening.app):
            act(db.session().get_one(Contribution, evening.thread))
        assert everybody_reads(title) == [expected] * 3
    assert everybody_reads("また行けませんでした") == [True] * 3
    with at_work(evening.app):
        warnings.fold(db.session().get_one(Contribution, evening.thread), "けがの話")
    assert everybody_reads("読む前に：けがの話") == [True] * 3
    assert everybody_reads("また行けませんでした") == [False] * 3
    with at_work(evening.app):
        db.session().get_one(Mask, evening.yuki.mask_id).name = "あたらしい名前"
    assert everybody_reads("あたらしい名前") == [True] * 3
    evening.yuki.post(
        f"/contributions/{evening.thread}/revisions", title="あたらしい題", body="べつのことば", warning=""
    )
    assert everybody_reads("あたらしい題") == [True] * 3
    assert not any(title in str(each[1]) for place, each in kept(evening)._kept.items() if place[0] == "item")
    evening.yuki.post(f"/contributions/{evening.thread}/withdrawal")
    assert not any("あたらしい題" in str(each[1]) for place, each in kept(evening)._kept.items() if place[0] == "item")
    assert everybody_reads("あたらしい題") == [False] * 3


def test_what_is_held_while_its_board_is_put_together_is_not_on_it(quick_evening: Evening) -> None:
    evening = quick_evening
    for change in (door.hold, door.remove):
        with looking(evening.app) as nobody:
            listed = listing.threads_on(nobody, queries.board_for(nobody, evening.board), drawers.EMPTY).items
            assert [each.id for each in listed] == [evening.thread]
        with at_work(evening.app):
            change(db.session().get_one(Contribution, evening.thread))
        with looking(evening.app):
            assert items.drawn(listed) == []
        with at_work(evening.app):
            door.publish(db.session().get_one(Contribution, evening.thread))


def test_what_a_reader_put_aside_and_what_is_new_to_them_is_theirs_alone(quick_evening: Evening) -> None:
    evening, board = quick_evening, f"/boards/{quick_evening.board}"
    other = a_thread(evening.app, evening.yuki, evening.board, title="ほかの話")
    evening.aki.post(f"/threads/{other}/hiding")
    evening.aki.post(f"{evening.page}/reading", seen="1")
    a_reply(evening.app, evening.yuki, evening.thread)
    for _twice in range(2):
        assert "ほかの話" not in evening.read(evening.aki, board)
        assert "ほかの話" in evening.read(evening.yuki, board)
        assert "ほかの話" in evening.read(None, board)


def test_times_grow_older_on_kept_pages_too(quick_evening: Evening) -> None:
    evening, now = quick_evening, clock.now()
    assert "さきほど" in evening.read()
    with clock.standing_at(now + timedelta(days=3)):
        for path in (evening.page, f"/boards/{evening.board}"):
            assert "3日前" in evening.read(path=path)
            assert "さきほど" not in evening.read(path=path)


def test_times_put_into_words_by_the_hour_are_the_same_words(quick_evening: Evening) -> None:
    now = clock.now()
    with quick_evening.app.test_request_context():
        for minutes in range(0, 60 * 24 * 16, 7):
            written = now - timedelta(minutes=minutes)
            assert labels.when(written, now, "ja") == clock.coarse(written, now), minutes


def test_what_one_reader_waits_for_is_kept_for_nobody(quick_evening: Evening) -> None:
    evening = quick_evening
    reply = a_reply(evening.app, evening.aki, evening.thread, "まつことば")
    with at_work(evening.app):
        door.hold(db.session().get_one(Contribution, reply))
    assert "まつことば" in evening.read(evening.aki)
    assert "まつことば" not in evening.read(evening.yuki)
    assert "まつことば" not in evening.read()
    assert "まつことば" not in str([each[1] for each in kept(evening)._kept.values()])


def test_languages_are_kept_apart(quick_evening: Evening) -> None:
    evening = quick_evening
    for _twice in range(2):
        assert "すぐ閉じる" in evening.read(path=f"{evening.page}?lang=ja")
        assert "すぐ閉じる" not in evening.read(path=f"{evening.page}?lang=en")


def test_while_nothing_is_committed_visitors_ask_for_nothing_and_whatever_is_committed_anywhere_is_seen_at_once(
    evening: Evening,
) -> None:
    other_process = an_app(evening.app.extensions["tomoshibi_db"].url.render_as_string(hide_password=False))
    paths = ("/boards", f"/boards/{evening.board}", evening.page)
    with clock.standing_at(clock.now()), statements(evening.app) as asked:  # what is kept is kept for a minute
        for path in paths:
            evening.read(path=path)
        asked.clear()
        for path in paths:
            evening.read(path=path)
    assert not [each for each in asked if "pg_current_snapshot" not in each and each != "BEGIN"]
    words = a_reply(other_process, evening.aki, evening.thread, "となりの係からの返事")
    assert "となりの係からの返事" in evening.read()
    with at_work(other_process):
        door.remove(db.session().get(Contribution, words))
    assert "となりの係からの返事" not in evening.read()


def test_a_page_that_was_drawn_asks_less_and_never_more(
    quick_evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = quick_evening
    # What is asked must not depend on how long ago somebody asked.
    monkeypatch.setattr(neighbours, "FRESH_FOR", -1)
    a_reply(evening.app, evening.aki, evening.thread)
    numbers, now = [], clock.now()
    for _visit in range(3):
        a_member(evening.app)  # something that has nothing to do with the page is committed
        with clock.standing_at(now), statements(evening.app) as asked:
            evening.read()
        numbers.append(len(asked))
    assert numbers[1] == numbers[2] <= numbers[0]
    assert numbers[2] <= 8
    other = a_thread(evening.app, evening.aki, evening.board)
    assert other in evening.read(path=f"/boards/{evening.board}")


def test_the_longest_unused_give_way() -> None:
    fragments = Fragments(most=10)
    for place in ("a", "b"):
        fragments.put(place, 1, place, 5)
    assert fragments.get("a", 1) == "a"
    fragments.put("c", 1, "c", 5)
    assert [fragments.get(place, 1) for place in "abc"] == ["a", None, "c"]
    assert fragments.get("a", 2) is None
    fragments.put("a", 2, "A", 5)
    assert fragments.get("a", 1) is None
