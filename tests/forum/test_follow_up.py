"""Thanks and その後: what the author of a thread may still say, and who hears of it."""

from app import db
from app.notices.models import Notice, NoticeKind
from tests.support.cast import Person, a_member, looking
from tests.support.threads import PHONE, Evening, a_held_reply, a_reply, a_thread


def told(evening: Evening, kind: NoticeKind) -> list[tuple[str, str | None]]:
    with looking(evening.app):
        found = db.session().query(Notice).filter(Notice.kind == kind).all()
        return sorted((notice.mask_id, notice.contribution_id) for notice in found)


def follow(person: Person, evening: Evening, **fields: object):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return person.post(f"{evening.page}/sequel", **({"body": "きょう、玄関まで出ました。", "nonce": "eins"} | fields))


def test_how_it_went_on_stands_at_the_top_and_those_who_answered_hear_of_it(evening: Evening) -> None:
    ren = a_member(evening.app)
    a_reply(evening.app, evening.aki, evening.thread)
    a_reply(evening.app, evening.aki, evening.thread, "もうひとこと。")
    a_held_reply(evening.app, ren, evening.thread)
    sent = follow(evening.yuki, evening)
    assert sent.status_code == 303
    sequel = sent.location.partition("post-")[2]
    page = evening.read()
    top = page[page.index('class="sequel"') : page.index("うちも同じです")]
    assert "玄関まで出ました" in top
    assert f'href="{evening.page}/posts/{sequel}"' in top
    assert page.count(f'id="post-{sequel}"') == 1
    # Once per name, not to whoever still waits, and not to the author.
    assert told(evening, NoticeKind.FOLLOWED_UP) == [(evening.aki.mask_id, sequel)]
    assert told(evening, NoticeKind.REPLY) != []
    assert "「その後」が届きました" in evening.read(evening.aki, "/notices")


def test_a_later_one_takes_its_place_and_one_that_was_taken_back_is_gone(quick_evening: Evening) -> None:
    evening = quick_evening
    follow(evening.yuki, evening)
    later = follow(evening.yuki, evening, body="夏になりました。", nonce="zwei").location.partition("post-")[2]
    assert "夏になりました" in _top(evening)
    evening.yuki.post(f"/contributions/{later}/withdrawal")
    assert "夏になりました" not in evening.read()
    assert "玄関まで出ました" in _top(evening)


def test_it_can_be_told_when_the_talk_is_closed_but_by_nobody_else(quick_evening: Evening) -> None:
    evening = quick_evening
    evening.yuki.post(f"{evening.page}/closure")
    assert evening.aki.client.get(f"{evening.page}/sequel/new").status_code == 403
    assert follow(evening.aki, evening).status_code == 403
    assert "その後を書く" not in evening.read(evening.aki)
    assert "その後を書く" in evening.read(evening.yuki)
    assert follow(evening.yuki, evening, warning="けがの話").status_code == 303
    assert "読む前に：けがの話" in _top(evening)


def test_it_passes_the_same_door(quick_evening: Evening) -> None:
    evening = quick_evening
    asked = follow(evening.yuki, evening, body=PHONE)
    assert "電話番号" in asked.get_data(as_text=True)
    too_long = follow(evening.yuki, evening, body="あ" * 9000)
    assert too_long.status_code == 422
    assert "あああ" in too_long.get_data(as_text=True)
    held = follow(evening.yuki, evening, body=PHONE, choice="as_is")
    assert held.status_code == 303
    assert "1234" not in evening.read()
    assert told(evening, NoticeKind.FOLLOWED_UP) == []


def test_thanks_are_said_once_and_heard_by_the_author_of_the_reply_alone(evening: Evening) -> None:
    reply = a_reply(evening.app, evening.aki, evening.thread)
    path = f"{evening.page}/posts/{reply}/thanks"
    assert "この返事にお礼を伝える" in evening.read(evening.yuki)
    for _twice in range(2):
        assert evening.yuki.post(path).status_code == 303
    assert told(evening, NoticeKind.THANKED) == [(evening.aki.mask_id, reply)]
    assert "お礼が届いています" in evening.read(evening.aki)
    assert "お礼が届きました" in evening.read(evening.aki, "/notices")
    for reader in (None, a_member(evening.app)):
        assert "お礼" not in evening.read(reader)
    assert "お礼を取り消す" in evening.read(evening.yuki)
    assert evening.yuki.post(f"{path}/remove").status_code == 303
    assert told(evening, NoticeKind.THANKED) == []
    assert "お礼が届いています" not in evening.read(evening.aki)


def test_only_the_author_thanks_and_only_for_what_others_said_here(quick_evening: Evening) -> None:
    evening = quick_evening
    reply, own = a_reply(evening.app, evening.aki, evening.thread), a_reply(evening.app, evening.yuki, evening.thread)
    other = a_thread(evening.app, evening.yuki, evening.board)
    for other in (evening.aki, a_member(evening.app)):
        assert other.post(f"{evening.page}/posts/{reply}/thanks").status_code == 403
    assert evening.yuki.post(f"{evening.page}/posts/{own}/thanks").status_code == 403
    assert evening.yuki.post(f"{evening.page}/posts/{evening.thread}/thanks").status_code in {403, 404}
    assert evening.yuki.post(f"/threads/{other}/posts/{reply}/thanks").status_code == 404
    assert told(evening, NoticeKind.THANKED) == []


def test_a_warning_before_a_reply_folds_it(quick_evening: Evening) -> None:
    evening = quick_evening
    assert 'name="warning"' in evening.read(evening.aki)
    evening.aki.post(f"{evening.page}/replies", body="血が出ました。", warning="けがの話")
    page = evening.read()
    assert "<summary>" in page
    assert page.index("読む前に：けがの話") < page.index("血が出ました")
    unfit = evening.aki.post(f"{evening.page}/replies", body="のこることば", warning="090-1234-5678 に電話")
    assert unfit.status_code == 422
    assert "のこることば" in unfit.get_data(as_text=True)


def _top(evening: Evening) -> str:
    page = evening.read()
    begins = page.index('class="sequel"')
    return page[begins : page.index("</section>", begins)]
