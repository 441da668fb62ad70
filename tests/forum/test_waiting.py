"""What waits for a person: asked first where the author can mend it, unseen by others until somebody has read it."""

import html
import re

from app import db
from app.contributions import services
from app.contributions.models import Contribution
from app.permissions import Standing
from tests.support.cast import Person, a_member, at_work, looking, state_of
from tests.support.threads import PHONE, Evening, a_held_reply, a_reply, a_thread

SCAM = "必ず学校に行けるようになる講座です。残り3席、今だけ30万円。LINE登録はこちらから。"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send back from the page that asks."""
    form = page[page.index('class="nudge"') :].partition("</form>")[0]
    return {name: html.unescape(value) for name, value in HIDDEN.findall(form) if name != "csrf_token"}


def start(person: Person, evening: Evening, **fields: object):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    usual = {"wants": "experience", "title": "相談", "body": PHONE, "warning": "けがの話", "nonce": "eins"}
    return person.post(f"/boards/{evening.board}/threads", **(usual | fields))


def test_a_number_is_asked_about_first_and_nothing_is_kept(evening: Evening) -> None:
    asked = start(evening.yuki, evening)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 200
    assert "<mark>090-1234-5678</mark>" in page
    assert "電話番号" in page
    assert fields_of(page) == {
        "wants": "experience",
        "title": "相談",
        "body": PHONE,
        "warning": "けがの話",
        "nonce": "eins",
        "mask": "",
        "fresh_name": "",
    }
    with looking(evening.app):
        assert db.session().query(Contribution).count() == 1


def test_the_masked_words_are_posted_without_the_number(evening: Evening) -> None:
    kept = fields_of(start(evening.yuki, evening).get_data(as_text=True))
    sent = evening.yuki.post(f"/boards/{evening.board}/threads", **kept, choice="masked")
    assert sent.status_code == 303
    page = evening.read(path=sent.location)
    assert "相談" in page
    assert "けがの話" in page
    assert "経験を聞きたい" in page
    assert "うちの番号は" in page
    assert "1234-5678" not in page


def test_whoever_would_rather_rewrite_finds_everything_as_it_was(evening: Evening) -> None:
    kept = fields_of(start(evening.yuki, evening).get_data(as_text=True))
    page = evening.yuki.post(f"/boards/{evening.board}/threads", **kept, choice="rewrite").get_data(as_text=True)
    for words in (PHONE, 'value="相談"', 'value="けがの話"', 'value="experience" required checked'):
        assert words in page
    reply = evening.aki.post(f"{evening.page}/replies", body=PHONE, quotes=evening.thread)
    kept = fields_of(reply.get_data(as_text=True))
    page = evening.aki.post(f"{evening.page}/replies", **kept, choice="rewrite").get_data(as_text=True)
    assert PHONE in page
    assert f'name="quotes" value="{evening.thread}"' in page


def test_whoever_insists_waits_for_a_person_and_is_told_why(evening: Evening) -> None:
    kept = fields_of(start(evening.yuki, evening).get_data(as_text=True))
    sent = evening.yuki.post(f"/boards/{evening.board}/threads", **kept, choice="as_is")
    own = evening.yuki.client.get(sent.location).get_data(as_text=True)
    assert "いまは確認待ちです" in own
    assert "いまはあなたにだけ見えています" in own
    assert "電話番号のような部分があったので" in own
    assert "返事はお休み" in own
    assert "確認待ち（あなたにだけ見えています）" in evening.read(evening.yuki, f"/boards/{evening.board}")
    _unseen_by_others(evening, sent.location, "相談", f"/boards/{evening.board}")


def test_a_reply_that_waits_is_shown_to_its_author_alone_at_the_end(evening: Evening) -> None:
    waiting = a_held_reply(evening.app, evening.aki, evening.thread)
    a_reply(evening.app, evening.yuki, evening.thread, "あとから")
    own = evening.read(evening.aki)
    assert own.index("あとから") < own.index("1234-5678")
    for reader in (evening.yuki, None):
        assert "1234-5678" not in evening.read(reader)
        assert "1234-5678" not in evening.read(reader, f"/contributions/{waiting}")
        assert "1234-5678" not in evening.read(reader, f"{evening.page}?quote={waiting}")
    quoting = evening.yuki.post(f"{evening.page}/replies", body="どうでしょう", quotes=waiting)
    assert quoting.status_code == 303
    assert "quoted" not in evening.read()


def test_a_solicitation_waits_with_the_reason_and_nobody_else_sees_it(evening: Evening) -> None:
    seller = a_member(evening.app, standing=Standing.NEWCOMER)
    sent = start(seller, evening, title="ご案内です", body=SCAM, warning="")
    assert sent.status_code == 303
    assert "勧誘" in seller.client.get(sent.location).get_data(as_text=True)
    _unseen_by_others(evening, sent.location, "ご案内です", f"/boards/{evening.board}")
    reply = seller.post(f"{evening.page}/replies", body=SCAM)
    assert "勧誘" in evening.read(seller, reply.location.partition("#")[0])
    assert "30万円" not in evening.read()


def test_what_a_person_lets_out_takes_its_place_now(evening: Evening) -> None:
    sent = start(evening.aki, evening, choice="as_is")
    waiting = sent.location.rpartition("/")[2]
    newer = a_thread(evening.app, evening.yuki, evening.board)
    with at_work(evening.app):
        services.publish(db.session().get_one(Contribution, waiting))
    order = re.findall(r'class="thread__title" href="/threads/(\w+)"', evening.read(path=f"/boards/{evening.board}"))
    assert order == [waiting, newer, evening.thread]


def test_what_is_taken_out_of_sight_keeps_its_place_but_not_its_words(evening: Evening) -> None:
    reply = a_reply(evening.app, evening.aki, evening.thread, "きえることば")
    answer = a_reply(evening.app, evening.yuki, evening.thread, "のこることば", quotes=reply)
    for verb, said in ((services.hold, "いま見守りの人が確認しています"), (services.remove, "取り下げられました")):
        with at_work(evening.app):
            verb(db.session().get_one(Contribution, reply))
        page = evening.read()
        assert "きえることば" not in page
        assert page.index(said) < page.index(f"post-{answer}")
        assert "取り下げられたことばです" in page
        assert evening.aki.mask_name not in page
        # Its author reads it where it was while it waits, once, and not at all when it was removed.
        own = evening.read(evening.aki)
        assert own.count("きえることば") == (verb is services.hold)


def test_replies_stay_readable_when_the_opening_waits_again(evening: Evening) -> None:
    a_reply(evening.app, evening.aki, evening.thread, "のこることば")
    with at_work(evening.app):
        services.hold(db.session().get_one(Contribution, evening.thread))
    page = evening.read(evening.aki)
    assert "のこることば" in page
    assert "朝が来るのがこわい" not in page
    assert "また行けませんでした" not in page
    assert "<textarea" not in page
    assert "朝が来るのがこわい" in evening.read(evening.yuki)
    assert "朝が来るのがこわい" not in evening.read(path=f"/boards/{evening.board}")
    assert evening.aki.post(f"{evening.page}/replies", body="まだ").status_code == 403


def test_words_of_despair_are_posted_at_once(evening: Evening) -> None:
    sent = evening.aki.post(f"{evening.page}/replies", body="もう消えてしまいたい")
    assert state_of(evening.app, sent.location.partition("post-")[2]) == "visible"
    assert "もう消えてしまいたい" in evening.read()


def _unseen_by_others(evening: Evening, path: str, words: str, board: str) -> None:
    for client in (evening.aki.client, evening.visitor):
        assert client.get(path).status_code == 404
        assert words not in client.get(board).get_data(as_text=True)
