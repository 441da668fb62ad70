"""Writing under several names: choosing, making, putting away, and never giving away that they are one person's."""

import re
import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import db
from app.accounts import current, masks, naming, sanctions, wardrobe
from app.accounts.models import Mask, Member
from app.chat.models import Message, Room
from app.contributions.models import Contribution, Report
from app.forum.models import Reply, Thread
from app.ids import new_id
from app.notices.models import Notice, NoticeKind
from app.permissions import Standing
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.threads import PHONE, a_board, a_reply, a_thread, statements

NAMES = {"name_ja": "ところ", "name_en": "Place", "purpose_ja": "話す", "purpose_en": "Talk"}


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


@pytest.fixture
def any_app(migrated_database_url: str) -> Flask:
    """Where the database has a say in it: once on each kind."""
    return an_app(migrated_database_url)


def another_name(app: Flask, person: Person, name: str) -> str:
    """One more mask; the answer is its identifier."""
    with at_work(app, person) as actor:
        return wardrobe.make(current.keys(), actor, name).id


def author_of(app: Flask, body: str) -> str:
    """The name under which a text stands."""
    with looking(app):
        found = select(Mask.name).join(Contribution, Contribution.mask_id == Mask.id).where(Contribution.body == body)
        return db.session().scalars(found).one()


def count(app: Flask, kind: type) -> int:
    with looking(app):
        return db.session().scalar(select(func.count()).select_from(kind)) or 0


def replies(person: Person, thread: str, body: str, **more: str):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return person.post(f"/threads/{thread}/replies", body=body, nonce=new_id(), **more)


def test_anybody_may_have_any_number_of_masks_and_is_found_with_one_question(any_app: Flask) -> None:
    app = any_app
    yuki, aki = a_member(app), a_member(app)
    with at_work(app, yuki):
        person = db.session().get_one(Member, yuki.member_id)
        made = [masks.make(current.keys(), person, f"灯ノ{number}").id for number in range(70)]
    with looking(app):
        person = db.session().get_one(Member, yuki.member_id)
        assert [mask.id for mask in masks.of_member(current.keys(), person)] == [yuki.mask_id, *made]
        other = db.session().get_one(Member, aki.member_id)
        with statements(app) as asked:
            assert len(masks.of_member(current.keys(), other)) == 1
    assert len(asked) == 1
    with looking(app), statements(app) as asked:
        person = db.session().get_one(Member, yuki.member_id)
        masks.of_member(current.keys(), person)
    assert len([each for each in asked if "owner_tag" in each]) == 2, "once more for each time four times as many"


def test_how_many_masks_somebody_has_changes_nothing_in_the_row_of_the_account(app: Flask) -> None:
    yuki = a_member(app)
    with looking(app):
        before = db.session().get_one(Member, yuki.member_id).choices
    another_name(app, yuki, "ほしの舟")
    with looking(app):
        assert db.session().get_one(Member, yuki.member_id).choices == before


def test_masks_made_at_the_same_moment_are_all_there(make_migrated_database) -> None:  # type: ignore[no-untyped-def]  # a fixture's own type
    with make_migrated_database("postgresql") as url:
        app = an_app(url)
        yuki = a_member(app)
        hands = [threading.Thread(target=another_name, args=(app, yuki, f"いっせいの{number}")) for number in range(4)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        with looking(app, yuki) as actor:
            assert len(actor.masks) == 5


def test_a_text_stands_under_the_name_that_was_chosen_everywhere(any_app: Flask) -> None:
    app = any_app
    yuki = a_member(app)
    other = another_name(app, yuki, "みずいろの舟")
    board = a_board(app)
    with at_work(app):
        db.session().add(Room(slug="yoru", position=1, **NAMES))
    thread = a_thread(app, a_member(app), board)
    fields = {"wants": "listening", "title": "だい", "nonce": new_id(), "mask": other}
    assert yuki.post(f"/boards/{board}/threads", body="はじめました", **fields).status_code == 303
    assert replies(yuki, thread, "よみました", mask=other).status_code == 303
    assert yuki.post("/rooms/yoru/messages", body="こんばんは", nonce=new_id(), mask=other).status_code == 303
    assert {author_of(app, body) for body in ("はじめました", "よみました", "こんばんは")} == {"みずいろの舟"}


def test_within_a_talk_everybody_stays_who_they_were_first(app: Flask) -> None:
    yuki, board = a_member(app), a_board(app)
    other = another_name(app, yuki, "みずいろの舟")
    thread, own = a_thread(app, a_member(app), board), a_thread(app, yuki, board)
    assert replies(yuki, thread, "ひとつめ", mask=other).status_code == 303
    assert replies(yuki, thread, "ふたつめ").status_code == 303
    assert replies(yuki, own, "自分の話に").status_code == 303
    assert (author_of(app, "ふたつめ"), author_of(app, "自分の話に")) == ("みずいろの舟", yuki.mask_name)
    page = yuki.client.get(f"/threads/{thread}").get_data(as_text=True)
    assert re.search(rf'value="{other}" checked', page)


def test_one_tap_writes_under_a_name_for_this_talk_alone(app: Flask) -> None:
    yuki, board = a_member(app), a_board(app)
    thread = a_thread(app, a_member(app), board)
    page = yuki.client.get(f"/threads/{thread}").get_data(as_text=True)
    proposed = re.search(r'name="fresh_name" value="([^"]+)"', page)
    assert proposed
    assert replies(yuki, thread, "そっと", mask="fresh", fresh_name=proposed[1]).status_code == 303
    assert author_of(app, "そっと") == proposed[1]
    assert replies(yuki, thread, "つづき").status_code == 303
    assert author_of(app, "つづき") == proposed[1]


def test_a_new_name_comes_to_be_only_with_a_text_that_is_kept(any_app: Flask) -> None:
    app = any_app
    yuki, board = a_member(app), a_board(app)
    thread, nonce = a_thread(app, a_member(app), board), new_id()
    before = count(app, Mask)
    fields = {"body": PHONE, "nonce": nonce, "mask": "fresh", "fresh_name": "よあけの舟"}
    asked = yuki.post(f"/threads/{thread}/replies", **fields)
    assert "よあけの舟" in asked.get_data(as_text=True), "the choice is not lost while something is asked"
    assert count(app, Mask) == before
    assert yuki.post(f"/threads/{thread}/replies", choice="as_is", **fields).status_code == 303
    assert yuki.post(f"/threads/{thread}/replies", choice="as_is", **fields).status_code == 303
    assert (count(app, Mask), count(app, Reply)) == (before + 1, 1), "sent twice is one text under one new name"
    assert author_of(app, PHONE) == "よあけの舟"


def test_a_name_that_is_not_ones_own_is_refused_without_telling_whether_there_is_one(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    thread = a_thread(app, aki, a_board(app))
    given_up = another_name(app, yuki, "もう使わない名")
    yuki.post(f"/me/masks/{given_up}/retirement")
    answers = [
        replies(yuki, thread, "だれかの名で", mask=mask) for mask in (aki.mask_id, "no-such-mask", given_up, "gone")
    ]
    assert {answer.status_code for answer in answers} == {422}
    troubles = {re.search(r'id="voices-trouble">.*?</p>', a.get_data(as_text=True), re.S)[0] for a in answers}  # type: ignore[index]  # it is there
    assert len(troubles) == 1
    assert all("だれかの名で" in answer.get_data(as_text=True) for answer in answers)
    assert count(app, Reply) == 0


def test_a_name_put_away_is_offered_no_more_and_what_it_wrote_stays_its_writers(app: Flask) -> None:
    yuki, board = a_member(app), a_board(app)
    other = another_name(app, yuki, "しまう名前")
    thread = a_thread(app, a_member(app), board)
    replies(yuki, thread, "しまうまえに", mask=other)
    assert yuki.post(f"/me/masks/{other}/retirement").status_code == 303
    page = yuki.client.get(f"/threads/{thread}").get_data(as_text=True)
    assert f'value="{other}"' not in page
    assert "しまう名前" in page, "what was written keeps its name"
    with looking(app):
        reply = db.session().scalars(select(Reply.id)).one()
    assert yuki.post(f"/contributions/{reply}/revisions", body="なおしました", nonce=new_id()).status_code == 303
    assert author_of(app, "なおしました") == "しまう名前"
    assert yuki.post(f"/contributions/{reply}/withdrawal").status_code == 303
    assert yuki.post(f"/me/masks/{other}/retirement/remove").status_code == 303
    assert f'value="{other}"' in yuki.client.get(f"/threads/{thread}").get_data(as_text=True)


def test_the_usual_name_can_be_another_one_and_cannot_be_put_away(app: Flask) -> None:
    yuki, board = a_member(app), a_board(app)
    other = another_name(app, yuki, "あたらしい灯")
    assert yuki.post(f"/me/masks/{other}/usual").status_code == 303
    thread = a_thread(app, a_member(app), board)
    replies(yuki, thread, "いつもの名で")
    assert author_of(app, "いつもの名で") == "あたらしい灯"
    refused = yuki.post(f"/me/masks/{other}/retirement")
    assert refused.status_code == 422
    assert "いつもの名前はしまえません" in refused.get_data(as_text=True)


def test_nobody_can_do_anything_with_the_names_of_others(app: Flask) -> None:
    yuki, aki = a_member(app), a_member(app)
    ways = ("usual", "retirement", "retirement/remove")
    answers = [yuki.post(f"/me/masks/{mask}/{way}") for mask in (aki.mask_id, "no-such-mask") for way in ways]
    assert {answer.status_code for answer in answers} == {404}


def test_a_new_name_is_made_on_ones_own_page_and_another_proposed(app: Flask) -> None:
    yuki = a_member(app)
    assert yuki.post("/me/masks", name="つくった名前").status_code == 303
    page = yuki.client.get("/me/masks").get_data(as_text=True)
    assert "つくった名前" in page
    proposed = re.search(r'name="name"[^>]*value="([^"]+)"', yuki.post("/me/masks", reroll="1").get_data(as_text=True))
    assert proposed
    assert proposed[1] != "つくった名前"


STAFF_LIKE = (
    *(
        "見守りの人",
        "みまもり",
        "ミマモリ隊",
        "運営より",
        "カウンセラー",
        "力ウンセラー",
        "ｶｳﾝｾﾗｰ花",
        "学校の相談員",
        "m0derator",
    ),
    *(
        "Моderator",
        "ＡＤＭＩＮ",
        "Tom0shibi",
        "0fficial灯",
        "ここを出た人",
        "モデレ一ター",
        "therapist_y",
        "ad rnin",
        "staff",
    ),
)
UNFIT = ("090-1234-5678", "a", "あ" * 21, "死ねばいいのに")
FINE = ("灯台の手帳", "まどべの湯のみ", "Rainy Teapot", "よあけのラジオ", "修理中のモデル")


def test_nobody_goes_by_a_name_that_could_pass_for_staff(app: Flask) -> None:
    yuki = a_member(app)
    with looking(app):
        assert [name for name in STAFF_LIKE if naming.trouble_with(name) is None] == []
    assert yuki.post("/me/masks", name=STAFF_LIKE[0]).status_code == 422
    assert count(app, Mask) == 1


def test_nobody_goes_by_what_stands_on_a_badge_here(app: Flask) -> None:
    a_member(app, badge="ことばの先生")
    answer = a_member(app).post("/me/masks", name="ことばの先生です")
    assert answer.status_code == 422


def test_nobody_goes_by_a_name_that_looks_like_somebody_elses(app: Flask) -> None:
    a_member(app, "はるのゆき")
    yuki, board = a_member(app), a_board(app)
    thread = a_thread(app, a_member(app), board)
    for name in ("はるのゆき", "ハルノユキ", "は る の ゆ き", "ﾊﾙﾉﾕｷ"):
        assert yuki.post("/me/masks", name=name).status_code == 422
        answer = replies(yuki, thread, "のこることば", mask="fresh", fresh_name=name)
        assert answer.status_code == 422
        assert "のこることば" in answer.get_data(as_text=True)


def test_names_are_looked_at_like_any_text_and_ordinary_ones_are_fine(app: Flask) -> None:
    yuki = a_member(app)
    assert {yuki.post("/me/masks", name=name).status_code for name in UNFIT} == {422}
    assert {yuki.post("/me/masks", name=name).status_code for name in FINE} == {303}


def test_a_pause_holds_under_every_name(app: Flask) -> None:
    yuki, board = a_member(app), a_board(app)
    other = another_name(app, yuki, "ほかの名")
    thread = a_thread(app, a_member(app), board)
    with at_work(app):
        sanctions.pause(yuki.mask_id, new_id(), timedelta(hours=1))
    assert replies(yuki, thread, "それでも", mask=other).status_code == 403
    assert replies(yuki, thread, "それでも", mask="fresh", fresh_name="まっさらな名").status_code == 403


def test_standing_and_notices_reach_one_under_every_name(app: Flask) -> None:
    yuki, aki, board = a_member(app, standing=Standing.TRUSTED), a_member(app), a_board(app)
    other = another_name(app, yuki, "ほかの名")
    fields = {"wants": "listening", "title": "だい", "body": "話", "nonce": new_id(), "mask": other}
    yuki.post(f"/boards/{board}/threads", **fields)
    with looking(app, yuki) as actor:
        thread = db.session().scalars(select(Thread.id)).one()
        assert actor.under(other).standing is Standing.TRUSTED
    a_reply(app, aki, thread)
    page = yuki.client.get("/notices").get_data(as_text=True)
    assert "返事が届きました" in page
    assert "（新しい）" in page
    assert yuki.post("/notices/read").status_code == 303
    assert "（新しい）" not in yuki.client.get("/notices").get_data(as_text=True)


def test_that_one_answers_oneself_under_another_name_cannot_be_told_from_a_missing_notice(app: Flask) -> None:
    yuki, board = a_member(app), a_board(app)
    other = another_name(app, yuki, "ほかの名")
    thread = a_thread(app, yuki, board)
    replies(yuki, thread, "じぶんに", mask=other)
    with looking(app):
        assert db.session().scalar(select(func.count()).where(Notice.kind == NoticeKind.REPLY)) == 1


def test_telling_moderators_under_another_usual_name_counts_once(app: Flask) -> None:
    yuki, board = a_member(app), a_board(app)
    other = another_name(app, yuki, "ほかの名")
    thread = a_thread(app, a_member(app), board)
    yuki.post(f"/contributions/{thread}/reports", reason="other", note="")
    yuki.post(f"/me/masks/{other}/usual")
    yuki.post(f"/contributions/{thread}/reports", reason="other", note="")
    assert count(app, Report) == 1


def test_a_flood_is_one_under_changing_names(app: Flask) -> None:
    yuki, board = a_member(app), a_board(app)
    thread = a_thread(app, a_member(app), board)
    states = []
    for number in range(6):
        replies(
            yuki,
            thread,
            "おなじことばをなんども送ります",
            mask="fresh",
            fresh_name=f"かわる名前{'あいうえおか'[number]}",
        )
    with looking(app):
        states = [reply.state.value for reply in db.session().scalars(select(Reply))]
    assert len(states) < 6 or "held" in states


def test_in_a_room_everybody_stays_under_the_name_they_spoke_with(app: Flask) -> None:
    yuki = a_member(app)
    other = another_name(app, yuki, "ほかの名")
    with at_work(app):
        db.session().add(Room(slug="yoru", position=1, **NAMES))
    yuki.post("/rooms/yoru/messages", body="こんばんは", nonce=new_id(), mask=other)
    yuki.post("/rooms/yoru/messages", body="まだいます", nonce=new_id())
    assert author_of(app, "まだいます") == "ほかの名"
    page = yuki.client.get("/rooms/yoru").get_data(as_text=True)
    assert re.search(rf'value="{other}" checked', page)
    assert count(app, Message) == 2
