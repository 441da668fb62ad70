"""Looking at one's own words, changing them and taking them back; and nobody else can."""

from pathlib import Path

import pytest
from sqlalchemy import select, text

from app import db
from app.contributions import services
from app.contributions.models import Concern, Contribution, Report, Revision
from app.contributions.services import Attempt, Words
from tests.support.cast import a_member, at_work, looking, state_of
from tests.support.threads import PHONE, Evening, a_held_reply, a_reply, a_thread, statements


def revise(evening: Evening, contribution: str, **fields: object):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return evening.yuki.post(f"/contributions/{contribution}/revisions", **fields)


def test_one_finds_the_text_its_place_and_what_one_may_do(evening: Evening) -> None:
    own = evening.read(evening.yuki, f"/contributions/{evening.thread}")
    assert "また行けませんでした。" in own
    assert f'href="{evening.page}"' in own
    assert f"/contributions/{evening.thread}/edit" in own
    assert f"/contributions/{evening.thread}/withdrawal" in own
    assert "/reports" not in own
    others = evening.read(evening.aki, f"/contributions/{evening.thread}")
    assert f"/contributions/{evening.thread}/reports" in others
    assert "/edit" not in others
    visitors = evening.read(path=f"/contributions/{evening.thread}")
    assert "また行けませんでした。" in visitors
    assert "/reports" not in visitors
    assert 'href="/join"' in visitors


def test_new_words_take_the_place_of_the_old_ones_which_are_kept_aside(evening: Evening) -> None:
    form = evening.read(evening.yuki, f"/contributions/{evening.thread}/edit")
    assert "また行けませんでした。" in form
    sent = revise(evening, evening.thread, title="朝のこと", body="きょうは行けました。", warning="よい話")
    assert sent.status_code == 303
    page = evening.read()
    for words in ("朝のこと", "きょうは行けました。", "よい話", "書きなおしあり"):
        assert words in page
    assert "また行けませんでした" not in page
    with looking(evening.app):
        kept = db.session().scalars(select(Revision)).one()
        assert (kept.title, kept.body, kept.version) == ("朝が来るのがこわい", "また行けませんでした。", 1)


def test_a_form_sent_back_unchanged_changes_nothing(evening: Evening) -> None:
    revise(evening, evening.thread, title="朝が来るのがこわい", body="また行けませんでした。")
    assert "書きなおしあり" not in evening.read()
    with looking(evening.app):
        assert db.session().scalars(select(Revision)).all() == []


def test_new_words_pass_the_same_door(evening: Evening) -> None:
    asked = revise(evening, evening.thread, title="題", body=PHONE).get_data(as_text=True)
    assert "<mark>090-1234-5678</mark>" in asked
    assert f'action="/contributions/{evening.thread}/revisions"' in asked
    assert "また行けませんでした。" in evening.read()
    back = revise(evening, evening.thread, title="題", body=PHONE, choice="rewrite").get_data(as_text=True)
    assert PHONE in back
    revise(evening, evening.thread, title="題", body=PHONE, choice="masked")
    assert "うちの番号は" in evening.read()
    assert "1234-5678" not in evening.read()


def test_an_edit_that_must_wait_takes_the_text_out_of_sight(evening: Evening) -> None:
    reply = a_reply(evening.app, evening.yuki, evening.thread, "はじめのことば")
    sent = revise(evening, reply, body=PHONE, choice="as_is")
    assert sent.status_code == 303
    assert state_of(evening.app, reply) == "held"
    assert "1234-5678" in evening.read(evening.yuki)
    for words in ("1234-5678", "はじめのことば"):
        assert words not in evening.read()
    revise(evening, reply, body="おだやかなことば")
    assert state_of(evening.app, reply) == "held"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"body": "あ" * 10_000}, "body"),
        ({"body": ""}, "body"),
        ({"title": ""}, "title"),
        ({"title": "あ" * 81}, "title"),
        ({"warning": "090-1234-5678"}, "warning"),
    ],
)
def test_an_edit_that_lacks_something_comes_back_with_the_words(
    quick_evening: Evening, fields: dict[str, str], field: str
) -> None:
    typed = {"title": "のこる題", "body": "のこる本文", "warning": "まえおき"} | fields
    sent = revise(quick_evening, quick_evening.thread, **typed)
    page = sent.get_data(as_text=True)
    assert sent.status_code == 422
    assert f'href="#{field}"' in page
    for name in typed.keys() - {field}:
        assert typed[name] in page
    assert "また行けませんでした。" in quick_evening.read()


def test_words_taken_back_are_gone_from_the_page_and_from_the_database(evening: Evening) -> None:
    thread = a_thread(
        evening.app, evening.yuki, evening.board, title="きえる題", body="きえる本文", warning="きえるまえおき"
    )
    with at_work(evening.app, evening.yuki) as actor:
        row = db.session().get_one(Contribution, thread)
        services.revise(actor, row, Words("きえる題2", "きえる本文2"), Attempt.FIRST)
    answer = a_reply(evening.app, evening.aki, thread, "のこる返事", quotes=thread)
    assert "きえる本文2" in evening.read(evening.yuki, f"/contributions/{thread}/withdrawal")
    gone = evening.yuki.post(f"/contributions/{thread}/withdrawal")
    assert gone.location == f"/threads/{thread}"
    page = evening.read(path=f"/threads/{thread}")
    for words in ("のこる返事", "取り下げられた話", "このことばは取り下げられました。", "取り下げられたことばです。"):
        assert words in page
    assert f'id="post-{answer}"' in page
    assert "きえる" not in page
    assert "きえる" not in evening.read(evening.aki, f"/boards/{evening.board}")
    assert evening.yuki.client.get(f"/contributions/{thread}").status_code == 404
    assert "きえる" not in _everything_stored(evening)


def test_a_thread_nobody_answered_is_gone_altogether(evening: Evening) -> None:
    gone = evening.yuki.post(f"/contributions/{evening.thread}/withdrawal")
    assert gone.location == f"/boards/{evening.board}"
    assert "取り下げました" in evening.read(evening.yuki, gone.location)
    assert evening.yuki.client.get(evening.page).status_code == 404


def test_a_quote_of_words_taken_back_says_only_that(evening: Evening) -> None:
    reply = a_reply(evening.app, evening.yuki, evening.thread, "きえることば")
    a_reply(evening.app, evening.aki, evening.thread, "のこることば", quotes=reply)
    assert evening.read().count("きえることば") == 2
    evening.yuki.post(f"/contributions/{reply}/withdrawal")
    page = evening.read()
    assert "きえることば" not in page
    assert "取り下げられたことばです。" in page
    assert "のこることば" in page


def test_what_waits_can_be_taken_back_too(evening: Evening) -> None:
    waiting = a_held_reply(evening.app, evening.yuki, evening.thread)
    assert evening.yuki.post(f"/contributions/{waiting}/withdrawal").status_code == 303
    assert "1234-5678" not in evening.read(evening.yuki)
    with looking(evening.app):
        assert db.session().scalars(select(Concern)).all() == []
    assert "1234-5678" not in _everything_stored(evening)


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "edit"), ("post", "revisions"), ("get", "withdrawal"), ("post", "withdrawal")],
)
def test_nobody_touches_the_words_of_others(evening: Evening, method: str, path: str) -> None:
    waiting = a_held_reply(evening.app, evening.yuki, evening.thread)
    for contribution, status in ((evening.thread, 403), (waiting, 404), ("nothing", 404)):
        target = f"/contributions/{contribution}/{path}"
        if method == "get":
            assert evening.aki.client.get(target).status_code == status
        else:
            sent = evening.aki.post(target, title="x", body="ほかの人のことば")
            assert sent.status_code == status
    assert "また行けませんでした。" in evening.read()


def test_a_visitor_is_asked_to_come_in_first(evening: Evening) -> None:
    for path in ("edit", "withdrawal"):
        sent = evening.visitor.get(f"/contributions/{evening.thread}/{path}")
        assert sent.location.startswith("/login?next=")


def test_a_page_about_one_text_asks_few_questions(evening: Evening) -> None:
    path = f"/contributions/{evening.thread}"
    evening.aki.client.get(path)  # what a process asks once a day and remembers is not this page's doing
    with statements(evening.app) as before:
        evening.aki.client.get(path)
    for _number in range(5):
        a_reply(evening.app, a_member(evening.app), evening.thread)
    with statements(evening.app) as after:
        evening.aki.client.get(path)
    assert len(after) == len(before) <= 14


def _everything_stored(evening: Evening) -> str:
    """Every text in every table, and on SQLite the bytes of the files themselves."""
    database = evening.app.extensions["tomoshibi_db"]
    with looking(evening.app):
        session = db.session()
        tables = [Contribution, Revision, Concern, Report]
        rows = [str(session.execute(text(f"SELECT * FROM {table.__tablename__}")).all()) for table in tables]
    if not database.is_sqlite:
        return "".join(rows)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return "".join(rows) + Path(str(database.url.database)).read_bytes().decode("utf-8", "replace")
