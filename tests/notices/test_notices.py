"""What a member is told: in sentences, with the reason and the way on; seen only by being told so."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app import db
from app.contributions.models import Contribution
from app.notices import queries, wording
from app.notices.models import Notice, NoticeKind
from app.notices.services import Said, tell
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking
from tests.support.threads import a_board, a_thread

CODES = ["", "pii.phone", "scam.mlm", "abuse.threat", "crisis.suicide_self", "flood.repeat", "screening.failed"]
CODES += ["acted", "seen", "unknown.code", *wording.RULES]
CODE = re.compile(r"[a-z_]+\.[a-z_]+|None|\{|%\(")


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    return an_app(migrated_database_url)


def leave(app: Flask, person: Person, kind: NoticeKind, topic: str = "", words: str = "") -> None:
    with at_work(app):
        tell(person.mask_id, kind, None, Said(topic, words))


def has_unread(app: Flask, person: Person) -> bool:
    with looking(app, person) as actor:
        return queries.waiting_for(actor).is_anything_new


def page_of(person: Person) -> str:
    return person.client.get("/notices").get_data(as_text=True)


@pytest.mark.parametrize("kind", list(NoticeKind))
@pytest.mark.parametrize("code", CODES)
def test_every_notice_is_a_sentence_without_codes(kind: NoticeKind, code: str, sentences: Flask) -> None:
    with sentences.test_request_context():
        told = wording.of(Notice(kind=kind, topic=code))
        assert str(told.words).endswith("。")
        for part in (told.words, told.why, told.way):
            assert not CODE.search(str(part)), part
        assert wording.PICTURES[kind]


@pytest.fixture(scope="module")
def sentences() -> Flask:
    """Only the languages are needed here; the database is never asked."""
    return an_app("sqlite://")


@pytest.mark.parametrize("kind", [NoticeKind.HELD, NoticeKind.REMOVED, NoticeKind.WARNED, NoticeKind.RELEASED_MASKED])
@pytest.mark.parametrize("code", CODES)
def test_whatever_happened_to_a_text_there_is_a_reason_and_a_way_on(
    kind: NoticeKind, code: str, sentences: Flask
) -> None:
    with sentences.test_request_context():
        told = wording.of(Notice(kind=kind, topic=code))
        assert str(told.why)
        assert str(told.way)


def test_somebody_in_need_whose_text_waits_is_not_blamed_and_shown_where_to_talk(sentences: Flask) -> None:
    with sentences.test_request_context():
        told = wording.of(Notice(kind=NoticeKind.HELD, topic="crisis.suicide_self"))
        assert "責めるものではありません" in str(told.why)
        assert "「助け」" in str(told.way)


def test_a_notice_says_what_happened_why_and_what_the_moderator_wrote(app: Flask) -> None:
    yuki = a_member(app)
    leave(app, yuki, NoticeKind.REMOVED, "identifies", "学校の名前だけ\nのぞいてください<script>")
    page = page_of(yuki)
    assert "見えないようにしてあります" in page
    assert "手がかりがあったためです" in page
    assert "言いかえると、同じ話を出せます" in page
    assert "のぞいてください&lt;script&gt;" in page


def test_looking_leaves_notices_new_until_one_says_so(app: Flask) -> None:
    yuki = a_member(app)
    leave(app, yuki, NoticeKind.RELEASED)
    for _look in range(2):
        page = page_of(yuki)
        assert "（新しい）" in page
        assert "masthead__mark" in page
    assert has_unread(app, yuki)
    answer = yuki.post("/notices/read")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/notices")
    assert not has_unread(app, yuki)
    page = page_of(yuki)
    assert "（新しい）" not in page
    assert "masthead__mark" not in page
    assert "読みました" not in page


def test_nobody_reads_or_marks_what_another_was_told(app: Flask) -> None:
    yuki, kiku = a_member(app), a_member(app)
    leave(app, yuki, NoticeKind.RELEASED)
    assert "まだお知らせはありません" in page_of(kiku)
    assert "masthead__mark" not in page_of(kiku)
    kiku.post("/notices/read")
    assert has_unread(app, yuki)


def test_visitors_have_no_notices(app: Flask) -> None:
    visitor = a_visitor(app)
    assert visitor.get("/notices").status_code == 303
    assert "masthead__mark" not in visitor.get("/").get_data(as_text=True)


def test_a_care_card_waits_on_every_page_until_it_is_put_away_and_is_no_notice(app: Flask) -> None:
    yuki, kiku = a_member(app), a_member(app)
    leave(app, yuki, NoticeKind.CARE, "self")
    for path in ("/", "/notices", "/me"):
        assert "このカードをしまう" in yuki.client.get(path).get_data(as_text=True)
        assert "このカードをしまう" not in kiku.client.get(path).get_data(as_text=True)
    assert "まだお知らせはありません" in page_of(yuki)
    assert not has_unread(app, yuki)
    yuki.post("/notices/read")
    assert "このカードをしまう" in page_of(yuki)
    kiku.post("/notices/care/remove")
    assert "このカードをしまう" in page_of(yuki)
    answer = yuki.post("/notices/care/remove", next="/me")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert "このカードをしまう" not in page_of(yuki)
    with looking(app):
        assert db.session().scalar(select(func.count()).select_from(Notice)) == 0


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_putting_a_card_away_leads_nowhere_else(app: Flask, elsewhere: str) -> None:
    assert a_member(app).post("/notices/care/remove", next=elsewhere).headers["Location"] == "/"


def test_a_notice_leads_to_what_can_still_be_read_and_nowhere_else(app: Flask) -> None:
    yuki, kiku = a_member(app), a_member(app)
    thread = a_thread(app, yuki, a_board(app))
    with at_work(app):
        about = db.session().get_one(Contribution, thread)
        for kind in (NoticeKind.RELEASED, NoticeKind.REMOVED):
            tell(yuki.mask_id, kind, about)
        tell(kiku.mask_id, NoticeKind.REPORT_ANSWERED, about, Said("acted"))
    assert page_of(yuki).count(f'href="/contributions/{thread}"') == 1
    assert thread not in page_of(kiku)


def test_a_broken_transaction_still_gets_its_kind_page(app: Flask) -> None:
    def break_down() -> str:
        db.session().execute(text("SELECT nothing FROM nowhere"))
        return ""

    break_down.access = "members"  # type: ignore[attr-defined]  # as the decorator would
    app.add_url_rule("/broken", "broken", break_down)
    yuki = a_member(app)
    leave(app, yuki, NoticeKind.CARE, "self")
    answer = yuki.client.get("/broken")
    assert answer.status_code == 500
    assert "すぐ閉じる" in answer.get_data(as_text=True)
