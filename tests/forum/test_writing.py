"""Starting and answering threads through the forms people use, with no script at all."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from app import db
from app.contributions import services
from app.contributions.models import Contribution
from app.forum.models import Board, Reply, Thread
from app.notices.models import Notice, NoticeKind
from tests.support.cast import Person, a_member, a_visitor, at_work, looking, token
from tests.support.threads import Evening, a_board, a_held_reply, a_reply

NONCE = re.compile(r'name="nonce" value="([^"]+)"')
ODD = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7777*7777}}\u202e'


def start(person: Person, board: str, **fields: object):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    usual = {"wants": "advice", "title": "学校からの電話", "body": "鳴るたびに心臓がぎゅっとなります。"}
    return person.post(f"/boards/{board}/threads", **(usual | fields))


def answer(person: Person, evening: Evening, **fields: object):  # type: ignore[no-untyped-def]  # as above
    return person.post(f"{evening.page}/replies", **({"body": "読みました。"} | fields))


def test_a_parent_starts_a_thread_that_says_what_it_wants(evening: Evening) -> None:
    form = evening.read(evening.yuki, f"/boards/{evening.board}/threads/new")
    nonce = NONCE.search(form)
    assert nonce is not None
    sent = start(evening.yuki, evening.board, nonce=nonce[1])
    assert sent.status_code == 303
    shown = evening.yuki.client.get(sent.location).get_data(as_text=True)
    for words in ("届きました。", "学校からの電話", "助言がほしい", "心臓がぎゅっと"):
        assert words in shown
    assert "学校からの電話" in evening.read(path=f"/boards/{evening.board}")


def test_a_reply_is_in_its_place_and_its_author_is_led_there(evening: Evening) -> None:
    sent = answer(evening.aki, evening)
    assert sent.status_code == 303
    path, _, place = sent.location.partition("#")
    shown = evening.read(evening.aki, path)
    assert f'id="{place}"' in shown
    assert "届きました。" in shown
    assert "読みました。" in evening.read()


def test_the_same_form_sent_twice_is_one_reply(evening: Evening) -> None:
    first, second = (answer(evening.aki, evening, nonce="eins") for _ in range(2))
    assert first.location == second.location
    assert answer(evening.yuki, evening, nonce="eins").location != first.location
    with looking(evening.app):
        assert db.session().scalar(select(func.count()).select_from(Reply)) == 2
        assert db.session().get_one(Thread, evening.thread).reply_count == 2


def test_a_visitor_who_writes_keeps_the_words_and_is_asked_to_come_in(evening: Evening) -> None:
    visitor = a_visitor(evening.app)
    fields = {"csrf_token": token(visitor), "title": "だれか", "body": "消したくないことば", "wants": "advice"}
    for path in (f"{evening.page}/replies", f"/boards/{evening.board}/threads"):
        turned_away = visitor.post(path, data=fields)
        assert turned_away.status_code == 401
        assert "消したくないことば" in turned_away.get_data(as_text=True)
    assert visitor.get(f"/boards/{evening.board}/threads/new").location.startswith("/login?next=/boards/")


def test_too_many_words_are_told_kindly_and_kept(evening: Evening) -> None:
    long = "あ" * 9_990 + "おしまいのことば"
    for sent in (answer(evening.aki, evening, body=long), start(evening.aki, evening.board, body=long)):
        page = sent.get_data(as_text=True)
        assert sent.status_code == 422
        assert "少し長いようです。8000文字まで" in page
        assert "おしまいのことば" in page
        assert "エラー" not in page
    with looking(evening.app):
        assert db.session().scalar(select(func.count()).select_from(Contribution)) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"wants": ""}, "wants"),
        ({"wants": "likes"}, "wants"),
        ({"title": "  "}, "title"),
        ({"title": "あ" * 81}, "title"),
        ({"body": " \u200b\n "}, "body"),
        ({"warning": "あ" * 41}, "warning"),
        ({"warning": "090-1234-5678 に電話"}, "warning"),
    ],
)
def test_a_thread_that_lacks_something_comes_back_with_everything_typed(
    quick_evening: Evening, fields: dict[str, str], field: str
) -> None:
    typed = {"title": "のこる題", "body": "のこる本文", "warning": "のこるまえおき"} | fields
    sent = start(quick_evening.yuki, quick_evening.board, **typed)
    page = sent.get_data(as_text=True)
    assert sent.status_code == 422
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    for name in {"title", "body", "warning"} - {field}:
        assert typed[name] in page
    assert quick_evening.read(path=f"/boards/{quick_evening.board}").count("thread__title") == 1


def test_words_that_look_like_a_program_are_only_words(evening: Evening) -> None:
    sent = start(evening.yuki, evening.board, title=ODD, body=ODD, warning="<b>けが</b>")
    reply = answer(evening.aki, evening, body=ODD, quotes=evening.thread)
    bad = start(evening.yuki, evening.board, title=ODD, body=ODD, wants="")
    pages = [
        evening.read(path=sent.location),
        evening.read(path=reply.location),
        evening.read(path=f"/boards/{evening.board}"),
        evening.read(evening.aki, f"{evening.page}?quote={reply.location.partition('post-')[2]}"),
        bad.get_data(as_text=True),
    ]
    for page in pages:
        assert "&lt;script&gt;" in page
        for harm in ("<script>alert", "<img src=x", "<b>けが", "60481729", "\u202e"):
            assert harm not in page


def test_a_reply_that_goes_is_counted_no_longer_and_leaves_its_number(evening: Evening) -> None:
    reply = a_reply(evening.app, evening.aki, evening.thread)
    evening.aki.post(f"/contributions/{reply}/withdrawal")
    with looking(evening.app):
        thread = db.session().get_one(Thread, evening.thread)
        assert (thread.reply_count, thread.last_seq) == (0, 1)


def test_only_the_author_of_a_thread_closes_and_opens_it(evening: Evening) -> None:
    assert evening.aki.post(f"{evening.page}/closure").status_code == 403
    assert evening.yuki.post(f"{evening.page}/closure").status_code == 303
    assert "この話はしめきられました" in evening.read(evening.aki)
    refused = answer(evening.aki, evening, body="おそかったことば")
    assert refused.status_code == 403
    assert "おそかったことば" in refused.get_data(as_text=True)
    assert evening.aki.post(f"{evening.page}/closure/remove").status_code == 403
    assert evening.yuki.post(f"{evening.page}/closure/remove").status_code == 303
    assert answer(evening.aki, evening).status_code == 303


def test_many_who_answer_at_once_each_get_a_place_of_their_own(evening: Evening) -> None:
    people = [a_member(evening.app) for _number in range(4)]
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(lambda person: [a_reply(evening.app, person, evening.thread) for _each in range(5)], people))
    with looking(evening.app):
        thread = db.session().get_one(Thread, evening.thread)
        assert (thread.reply_count, thread.last_seq) == (20, 20)
        assert sorted(db.session().scalars(select(Reply.seq))) == list(range(1, 21))


def test_a_reply_tells_the_author_of_the_thread_once_and_never_of_their_own(evening: Evening) -> None:
    a_reply(evening.app, evening.yuki, evening.thread)
    assert _told(evening) == []
    reply = a_reply(evening.app, evening.aki, evening.thread)
    assert _told(evening) == [reply]
    with at_work(evening.app):
        row = db.session().get_one(Contribution, reply)
        services.hold(row)
        services.publish(row)
    assert _told(evening) == [reply]
    with looking(evening.app):
        thread = db.session().get_one(Thread, evening.thread)
        assert (thread.reply_count, thread.last_seq) == (2, 2)


def test_a_reply_that_waits_tells_nobody_until_a_person_lets_it_out(evening: Evening) -> None:
    waiting = a_held_reply(evening.app, evening.aki, evening.thread)
    later = a_reply(evening.app, evening.aki, evening.thread)
    assert _told(evening) == [later]
    with at_work(evening.app):
        services.publish(db.session().get_one(Contribution, waiting))
    assert _told(evening) == sorted([later, waiting])
    with looking(evening.app):
        assert db.session().get_one(Reply, waiting).seq == 2


def test_somebody_who_writes_very_much_is_asked_to_rest_and_keeps_the_words(evening: Evening) -> None:
    member = a_member(evening.app)
    answers = [answer(member, evening, body=f"ことば{number}") for number in range(13)]
    assert answers[-1].status_code == 429
    assert "ことば12" in answers[-1].get_data(as_text=True)


def test_an_odd_mark_of_the_browser_is_no_trouble(evening: Evening) -> None:
    for nonce in ("a\0b", "\0", "", "あ"):
        assert answer(evening.aki, evening, nonce=nonce, quotes="\0", choice="\0").status_code == 303
    assert answer(evening.aki, evening, nonce="x" * 65).status_code == 422


def test_a_board_of_another_address_cannot_be_written_to(evening: Evening) -> None:
    assert start(evening.yuki, "nowhere").status_code == 404
    other = a_board(evening.app)
    start(evening.yuki, other)
    with looking(evening.app):
        boards = select(func.count()).select_from(Thread).join(Board).where(Board.slug == other)
        assert db.session().scalar(boards) == 1


def _told(evening: Evening) -> list[str]:
    with looking(evening.app):
        told = select(Notice.contribution_id).where(
            Notice.mask_id == evening.yuki.mask_id, Notice.kind == NoticeKind.REPLY
        )
        return sorted(str(about) for about in db.session().scalars(told))
