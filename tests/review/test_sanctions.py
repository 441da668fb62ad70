"""What rulings ask of whoever wrote: it holds where it should, nobody learns whose it is, and it falls with its cause."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts import sanctions
from app.accounts.models import Member, Sanction, SanctionKind
from app.chat import services as chat
from app.errors import Invalid, NotAllowed
from app.ids import new_id
from app.notices.models import NoticeKind
from app.permissions import Permission, Role, allows, require
from app.review import bans
from app.review.appeal_models import Appeal
from app.review.ban_models import BanProposal
from app.review.models import Outcome
from tests.chat.conftest import Place, hall, place  # noqa: F401 - fixtures that this module asks for
from tests.leaving.test_leaving import SHOWN
from tests.review import rulings_cast as cast
from tests.review.conftest import House
from tests.support.cast import Person, at_work, looking, state_of


def says(house: House, person: Person, mask_id: str | None = None) -> bool:
    """Can they say something in the room, under this name?"""
    with at_work(house.app, person) as actor:
        speaker = actor.under(mask_id) if mask_id else actor
        try:
            require(speaker, Permission.Room.SPEAK, cast.room_of(house.app))
            chat.say(speaker, cast.room_of(house.app), chat.Line("こんばんは", new_id()))
        except NotAllowed:
            return False
    return True


def may_speak(house: House, person: Person) -> bool:
    return allows(cast.seen_as(house, person), Permission.Room.SPEAK, cast.room_of(house.app))


def kinds(house: House, person: Person) -> list[NoticeKind]:
    return [kind for kind, _topic, _words in house.told(person)]


def test_a_note_is_for_moderators_alone_and_nothing_follows(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    made = cast.ruled(house, mori, text, Outcome.PUBLISH, measure=Outcome.NOTE, note="二度めです")
    assert house.told(yuki) == []
    assert may_speak(house, yuki)
    assert yuki.client.get(f"/me/rulings/{made}").status_code == 404
    house.report(house.member(), text, "other")
    page = mori.client.get(f"/review/{text}").get_data(as_text=True)
    assert "控えを残した" in page
    assert "二度めです" in page


def test_a_request_can_go_along_with_any_outcome_and_is_told_with_the_words(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    cast.ruled(house, mori, text, Outcome.PUBLISH, measure=Outcome.WARN, words="次からは、短くお願いします。")
    assert house.told(yuki) == [(NoticeKind.CAUTIONED, "hurts", "次からは、短くお願いします。")]
    assert state_of(house.app, text) == "visible"
    with looking(house.app):
        assert [each.kind for each in sanctions.of_mask(yuki.mask_id)] == [SanctionKind.WARNING]


def test_whoever_is_paused_reads_sees_until_when_and_has_help_under_every_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    yuki, mori = house.member(), house.moderator()
    other = cast.another_mask(house, yuki)
    cast.ruled(house, mori, cast.reported(house, yuki), measure=Outcome.PAUSE, hours=24)
    assert NoticeKind.PAUSED in kinds(house, yuki)
    assert not may_speak(house, yuki)
    assert not says(house, yuki, other), "a pause counts under every name"
    for path in ("/rooms/yoru", "/boards", "/notices", "/me", "/help"):
        page = yuki.client.get(path)
        assert page.status_code == 200, path
        assert "書くことをお休みしています" in page.get_data(as_text=True), path
        assert 'href="/help"' in page.get_data(as_text=True), path
    until = cast.seen_as(house, yuki).paused_until
    assert until is not None
    assert timedelta(hours=24) <= until - clock.now() + timedelta(seconds=60) <= timedelta(hours=25, seconds=60)
    assert (until.minute, until.second) == (0, 0), "an hour that one can say"
    room = yuki.client.get("/rooms/yoru").get_data(as_text=True)
    assert room.count("から、また書けます") == 2, "at the top, and in the place where one would write"
    assert 'name="body"' not in room
    later = until + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert may_speak(house, yuki), "it ends by itself"


def test_a_closed_name_says_nothing_more_and_other_names_are_as_before(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    other = cast.another_mask(house, yuki)
    text = cast.reported(house, yuki)
    cast.ruled(house, mori, text, Outcome.PUBLISH, measure=Outcome.MASK_BAN, words="この名前では、ここまでにします。")
    actor = cast.seen_as(house, yuki)
    assert (actor.usual_mask, actor.offered) == (other, (other,))
    assert not says(house, yuki, yuki.mask_id)
    assert says(house, yuki, other)
    assert not allows(actor, Permission.Contribution.REVISE, cast.text_of(house, text))
    assert allows(actor, Permission.Contribution.WITHDRAW, cast.text_of(house, text))
    forged = yuki.post("/rooms/yoru/messages", body="こんばんは", nonce=new_id(), mask=yuki.mask_id)
    assert forged.status_code in {403, 422}
    assert "この名前では" in yuki.client.get("/notices").get_data(as_text=True)


def test_nothing_in_the_console_or_the_tables_tells_which_other_name_is_theirs(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    other = cast.another_mask(house, yuki, "ひみつのべつのなまえ")
    text = cast.reported(house, yuki)
    made = cast.ruled(house, mori, text, measure=Outcome.ACCOUNT_BAN, words="お願いが続けて届きませんでした。")
    second = house.moderator()
    cast.second_person(house, second, made)
    house.report(house.member(), text, "other") if state_of(house.app, text) == "visible" else None
    pages = [mori.client.get(p) for p in ("/review", f"/review/{text}", "/review/bans", f"/review/bans/{made}")]
    said = "".join(page.get_data(as_text=True) for page in pages)
    for hidden in (other, "ひみつのべつのなまえ", yuki.member_id):
        assert hidden not in said
    with looking(house.app):
        written = db.session().scalars(select(Sanction)).all()
        assert {each.mask_id for each in written} == {yuki.mask_id}, "only the name that wrote it"


def test_an_account_is_closed_only_when_a_second_person_agrees(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    text = cast.reported(house, yuki)
    made = cast.ruled(house, mori, text, measure=Outcome.ACCOUNT_BAN, words="お願いが続けて届きませんでした。")
    actor = cast.seen_as(house, yuki)
    assert (actor.is_closed, actor.is_paused) == (False, True), "until then there is a pause"
    with pytest.raises(Invalid, match="ふたりめにはなれません"):
        cast.second_person(house, mori, made)
    assert mori.post(f"/review/bans/{made}/confirmation").status_code == 422
    assert not cast.seen_as(house, yuki).is_closed
    assert kawa.post(f"/review/bans/{made}/confirmation").status_code == 303
    actor = cast.seen_as(house, yuki)
    assert (actor.is_closed, actor.paused_until) == (True, None)
    assert NoticeKind.ACCOUNT_BANNED in kinds(house, yuki)
    assert NoticeKind.PAUSED not in kinds(house, yuki), "what was said before is superseded"
    assert kawa.post(f"/review/bans/{made}/refusal").status_code == 422, "they have had their part"
    assert house.moderator().post(f"/review/bans/{made}/refusal").status_code == 409


def test_a_second_person_who_disagrees_ends_the_pause_at_once(house: House) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    made = cast.ruled(house, mori, cast.reported(house, yuki), measure=Outcome.ACCOUNT_BAN, words="続きました。")
    cast.second_person(house, kawa, made, bans.decline)
    assert may_speak(house, yuki)
    assert kinds(house, yuki).count(NoticeKind.RESTORED) == 1


def test_without_a_second_person_it_is_over_after_two_days(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    yuki, mori, kawa = house.member(), house.moderator(), house.moderator()
    made = cast.ruled(house, mori, cast.reported(house, yuki), measure=Outcome.ACCOUNT_BAN, words="続きました。")
    later = clock.now() + timedelta(hours=48, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert may_speak(house, yuki)
    assert kawa.post(f"/review/bans/{made}/confirmation").status_code == 409
    assert "相談はありません" in kawa.client.get("/review/bans").get_data(as_text=True)


def test_whom_it_is_about_cannot_be_the_second_person_nor_see_that_it_waits(house: House) -> None:
    mori, kawa = house.moderator(), house.moderator()
    text = cast.reported(house, kawa, "見守りの人も、ひとりの書き手です")
    made = cast.ruled(house, mori, text, measure=Outcome.ACCOUNT_BAN, words="続きました。")
    for path in ("/review/bans", f"/review/bans/{made}"):
        page = kawa.client.get(path)
        assert page.status_code == 404 or kawa.mask_name not in page.get_data(as_text=True).partition("<main")[2], path
    assert kawa.post(f"/review/bans/{made}/confirmation").status_code == 404
    assert kawa.client.get("/review").status_code == 404, "whoever is paused does not moderate meanwhile"


def test_a_closed_account_hears_why_asks_again_takes_everything_along_and_leaves(house: House) -> None:
    yuki = house.member()
    made = cast.banned(house, yuki)
    open_to_them = (
        "/notices",
        "/me",
        "/me/rulings",
        f"/me/rulings/{made}",
        "/me/export",
        "/me/leaving",
        "/help",
        "/boards",
    )
    for path in open_to_them:
        assert yuki.client.get(path).status_code == 200, path
    assert yuki.client.get("/me/export/memo.zip").status_code == 200
    for path in ("/me/masks", "/me/context", "/me/drafts", "/me/bookmarks", "/boards/first/threads/new"):
        answer = yuki.client.get(path)
        assert (answer.status_code, answer.headers.get("Location")) in {(303, "/me/rulings"), (404, None)}, path
    for path in ("/rooms/yoru/messages", "/me/masks", "/drafts", "/checks"):
        assert yuki.post(path, body="まだ言いたい", name="あたらしいな").status_code == 403, path
    assert "席は閉じています" in yuki.client.get("/").get_data(as_text=True)
    answer = yuki.post(f"/me/rulings/{made}/appeal", words="もう一度、見てください。")
    assert answer.status_code == 303
    assert "願いが届いています" in yuki.client.get(f"/me/rulings/{made}").get_data(as_text=True)


def test_a_closed_account_of_staff_has_no_power_left(house: House) -> None:
    kawa = house.moderator(Role.LEAD)
    cast.banned(house, kawa)
    actor = cast.seen_as(house, kawa)
    assert (actor.role, actor.is_staff) == (Role.MEMBER, False)
    assert kawa.client.get("/review").status_code in {303, 404}


def test_closing_an_account_closes_its_sockets_and_leaves_its_browsers_signed_in(place: Place) -> None:  # noqa: F811 - the fixture
    house, writer = House(place.app), place.member()
    yuki, kiku = place.listener(writer), place.listener()
    said = yuki.say("だれかが悲しむことば")
    house.report(place.member(), said["id"], "hurtful")
    mori, kawa = place.member(role=Role.MODERATOR), place.member(role=Role.MODERATOR)
    made = cast.ruled(house, mori, said["id"], measure=Outcome.ACCOUNT_BAN, words="続きました。")
    refused = yuki.say("まだいます")
    assert refused["error"] == "not_allowed", "a pause needs no new socket"
    assert "お休みしています" in refused["message"]
    cast.second_person(house, kawa, made)
    assert yuki.hears(lambda event, _payload: event == "evicted")
    assert kiku.say("わたしは、まだここにいます")["ok"]
    assert writer.client.get("/me/rulings").status_code == 200, "the browser itself stays signed in"
    again = place.connect(writer)
    assert again.enter()["error"] == "not_allowed"
    cast.taken_back(house, mori, made)
    assert again.enter()["ok"], "what was taken back holds no longer, also on a socket that stayed open"
    assert again.say("ただいま")["ok"]


def test_a_closed_account_really_leaves_and_nothing_of_it_stays(house: House) -> None:
    yuki = house.member()
    made = cast.banned(house, yuki)
    cast.asked(house, yuki, made)
    page = yuki.client.get("/me/leaving").get_data(as_text=True)
    fields = dict(re.findall(r'name="(csrf_token|offer)" value="([^"]+)"', page))
    shown = SHOWN.search(page)
    assert shown
    assert yuki.client.post("/me/leaving", data=fields | {"word": shown[1]}).status_code == 303
    with looking(house.app):
        assert db.session().get(Member, yuki.member_id) is None
        for kept in (Sanction, Appeal, BanProposal):
            assert db.session().scalars(select(kept).where(kept.mask_id == yuki.mask_id)).all() == []


def test_whoever_has_only_the_closed_name_can_take_a_new_one(house: House) -> None:
    yuki, mori = house.member(), house.moderator()
    text = cast.reported(house, yuki)
    cast.ruled(house, mori, text, measure=Outcome.MASK_BAN, words="この名前では、ここまでにします。")
    assert cast.seen_as(house, yuki).usual_mask is None
    for path in ("/", "/rooms/yoru", "/me", "/me/masks", "/notices", "/boards"):
        assert yuki.client.get(path).status_code == 200, path
    assert "もう書けません" in yuki.client.get("/me/masks").get_data(as_text=True)
    said = yuki.post(
        "/rooms/yoru/messages", body="こんばんは", nonce=new_id(), mask="fresh", fresh_name="あたらしいひかり"
    )
    assert said.status_code == 303
    assert "あたらしいひかり" in house.member().client.get("/rooms/yoru").get_data(as_text=True)
