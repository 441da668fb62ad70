"""Reading boards and threads: everybody may, page by page, and no page costs more for what stands on it."""

import re

import pytest

from app import db
from app.finding import neighbours
from app.forum.listing import THREADS_SHOWN
from app.forum.models import Reply
from tests.support.cast import a_member, at_work
from tests.support.threads import Evening, a_board, a_held_reply, a_reply, a_thread, statements

NEXT = re.compile(r'href="(/(?:boards|threads)/[^"]+\?after=[^"]+)"')
THREAD = re.compile(r'class="thread__title" href="/threads/(\w+)"')
POST = re.compile(r'id="post-(\w+)"')


def test_a_visitor_reads_everything_and_is_shown_the_way_in(evening: Evening) -> None:
    a_reply(evening.app, evening.aki, evening.thread, "うちもです")
    assert f"/boards/{evening.board}" in evening.read(path="/boards")
    assert "朝が来るのがこわい" in evening.read(path=f"/boards/{evening.board}")
    page = evening.read()
    assert "また行けませんでした。" in page
    assert "うちもです" in page
    assert "<textarea" not in page
    assert 'href="/join"' in page
    assert f'href="/login?next={evening.page}"' in page


def test_the_name_of_the_page_says_nothing(evening: Evening) -> None:
    assert "<title>メモ</title>" in evening.read()


@pytest.mark.parametrize(
    "path", ["/boards/nowhere", "/boards/nowhere/threads/new", "/threads/nothing", "/threads/a%00b"]
)
def test_what_does_not_exist_is_said_kindly(evening: Evening, path: str) -> None:
    assert evening.yuki.client.get(path).status_code == 404


def test_a_board_is_read_in_pages_without_gaps_or_doubles(evening: Evening) -> None:
    written = [
        a_thread(evening.app, evening.yuki, evening.board, title=f"夜 {number}") for number in range(THREADS_SHOWN + 3)
    ]
    path, seen = f"/boards/{evening.board}", list[str]()
    for _page in range(2):
        page = evening.read(path=path)
        seen += THREAD.findall(page)
        following = NEXT.search(page)
        if following is None:
            break
        path = following[1]
    assert seen == [*reversed(written), evening.thread]


def test_the_address_of_the_next_page_does_not_tell_when_somebody_wrote(evening: Evening) -> None:
    for number in range(THREADS_SHOWN + 1):
        a_thread(evening.app, evening.yuki, evening.board, title=f"夜 {number}")
    following = NEXT.search(evening.read(path=f"/boards/{evening.board}"))
    assert following is not None
    assert not re.search(r"20\d\d|\d\d:\d\d", following[1])
    other = a_board(evening.app)
    cursor = following[1].partition("after=")[2]
    for stolen in (f"/boards/{other}?after={cursor}", f"/boards/{evening.board}?after=x{cursor[:-4]}"):
        assert evening.visitor.get(stolen).status_code == 200


def test_a_thread_is_read_in_pages_of_fifty_in_the_order_of_arrival(evening: Evening) -> None:
    written = [a_reply(evening.app, evening.aki, evening.thread, f"返事 {number}") for number in range(52)]
    first = evening.read()
    assert POST.findall(first) == [evening.thread, *written[:50]]
    following = NEXT.search(first)
    assert following is not None
    assert POST.findall(evening.read(path=following[1])) == written[50:]


def test_an_address_leads_to_the_page_on_which_the_reply_stands(evening: Evening) -> None:
    written = [a_reply(evening.app, evening.aki, evening.thread, f"返事 {number}") for number in range(51)]
    waiting = a_held_reply(evening.app, evening.aki, evening.thread)
    for reply, after in ((written[49], ""), (written[50], "?after=50"), (waiting, "?after=50")):
        page = evening.read(evening.aki, f"/contributions/{reply}")
        assert f'href="{evening.page}{after}#post-{reply}"' in page
        assert f'id="post-{reply}"' in evening.read(evening.aki, f"{evening.page}{after}")


@pytest.mark.parametrize("after", ["-5", "abc", "9" * 40, "2147483648", "%00", "5&quote=%00"])
def test_an_odd_page_number_is_no_trouble(evening: Evening, after: str) -> None:
    assert evening.visitor.get(f"{evening.page}?after={after}").status_code == 200
    assert evening.visitor.get(f"/boards/{evening.board}?after={after}").status_code == 200


def test_a_folded_text_does_not_show_in_lists_and_quotes(evening: Evening) -> None:
    thread = a_thread(evening.app, evening.yuki, evening.board, body="手首のこと", warning="けがの話")
    board = evening.read(path=f"/boards/{evening.board}")
    assert "けがの話" in board
    assert "手首のこと" not in board
    page = evening.read(evening.aki, f"/threads/{thread}?quote={thread}")
    assert page.count("手首のこと") == 1
    assert re.search(r"<details.*?けがの話.*?手首のこと.*?</details>", page, re.S)
    a_reply(evening.app, evening.aki, thread, "読みました。", quotes=thread)
    assert evening.read(path=f"/threads/{thread}").count("手首のこと") == 1


def test_a_page_asks_the_same_number_of_questions_however_much_stands_on_it(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is asked must not depend on how long ago somebody asked.
    monkeypatch.setattr(neighbours, "FRESH_FOR", 3600)
    first = a_reply(evening.app, evening.aki, evening.thread)
    a_reply(evening.app, evening.yuki, evening.thread, quotes=first)
    a_held_reply(evening.app, evening.aki, evening.thread)
    paths = ("/boards", f"/boards/{evening.board}", evening.page, f"{evening.page}?quote={first}")
    before = _questions(evening, paths)
    for number in range(12):
        answer = a_reply(evening.app, a_member(evening.app), evening.thread, f"返事 {number}", quotes=first)
        a_reply(evening.app, evening.yuki, evening.thread, f"はい {number}", quotes=answer)
        a_thread(evening.app, a_member(evening.app), evening.board)
        a_held_reply(evening.app, evening.aki, evening.thread, f"090-1234-56{number:02}")
        a_board(evening.app)
    assert _questions(evening, paths) == before
    assert max(before) <= 24


def test_nothing_counts_in_public(evening: Evening) -> None:
    for _number in range(7):
        a_reply(evening.app, evening.aki, evening.thread)
    with at_work(evening.app):
        assert db.session().query(Reply).count() == 7
    for path in (evening.page, f"/boards/{evening.board}"):
        assert not re.search(r"7\s*(件|人|つ|通)", evening.read(path=path))


def _questions(evening: Evening, paths: tuple[str, ...]) -> list[int]:
    """On pages that were drawn before; words are read only to be drawn anew."""
    numbers = []
    for path in paths:
        evening.aki.client.get(path)
        with statements(evening.app) as asked:
            assert evening.aki.client.get(path).status_code == 200
        numbers.append(len(asked))
    return numbers
