"""Devices are called softly: one sentence for everything, not at night, only where nobody else looks, and never for long."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from py_vapid import Vapid02
from sqlalchemy import func, select, update

from app import clock, db
from app.accounts import sessions
from app.accounts.models import BrowserSession
from app.contributions import services as door
from app.contributions.models import Contribution
from app.errands import queries as errands
from app.notices.models import NoticeKind, PushSubscription
from app.notices.services import Said, replied, tell
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.push import Browser, PushService, subscribe
from tests.support.threads import a_board, a_reply, a_thread

SENTENCE = {"ja": "お知らせがあります", "en": "You have a notice"}


@pytest.fixture
def app(migrated_database_url: str, service: PushService) -> Flask:
    return an_app(migrated_database_url, push_services=service.url)


@pytest.fixture
def quick_app(sqlite_url: str, service: PushService) -> Flask:
    return an_app(sqlite_url, push_services=service.url)


@contextmanager
def in_tokyo(hour: int, days: int = 1, minute: int = 0) -> Iterator[datetime]:
    """Let it be this hour in Tokyo, some days from now."""
    day = clock.now().astimezone(clock.TOKYO) + timedelta(days=days)
    moment = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    with clock.standing_at(moment):
        yield moment


def go_round(app: Flask) -> None:
    app.extensions["tomoshibi_errands"].go()


def with_a_device(app: Flask, service: PushService) -> tuple[Person, Browser]:
    person = a_member(app)
    browser = service.browser(person.mask_id)
    assert subscribe(person, browser).status_code == 303
    return person, browser


def told(app: Flask, person: Person, kind: NoticeKind = NoticeKind.RELEASED, topic: str = "") -> None:
    with at_work(app):
        tell(person.mask_id, kind, None, Said(topic))


def devices(app: Flask) -> int:
    with looking(app):
        return db.session().scalar(select(func.count()).select_from(PushSubscription)) or 0


def test_a_reply_calls_the_device_with_one_neutral_sentence(app: Flask, service: PushService) -> None:
    yuki, browser = with_a_device(app, service)
    with in_tokyo(12):
        thread = a_thread(app, yuki, a_board(app), title="眠れない夜のこと")
        a_reply(app, a_member(app), thread, "うちも同じでした。")
        go_round(app)
    (call,) = browser.calls
    assert call.words == SENTENCE["ja"]
    for word in ("眠れない", "うちも同じ", yuki.mask_name, "灯", "tomoshibi"):
        assert word.encode() not in call.plain
    assert (call.headers["content-encoding"], call.headers["topic"]) == ("aes128gcm", "notice")
    assert int(call.headers["ttl"]) > 0


def test_the_sentence_is_in_the_members_language_and_its_length_tells_nothing(
    quick_app: Flask, service: PushService
) -> None:
    aki, in_japanese = with_a_device(quick_app, service)
    ben, in_english = a_member(quick_app), service.browser("ben")
    ben.client.set_cookie("words", "en")
    subscribe(ben, in_english)
    with in_tokyo(12):
        told(quick_app, aki)
        told(quick_app, ben)
        go_round(quick_app)
    assert [in_japanese.calls[0].words, in_english.calls[0].words] == [SENTENCE["ja"], SENTENCE["en"]]
    assert len(in_japanese.calls[0].sealed) == len(in_english.calls[0].sealed)


def test_the_service_can_tell_that_it_is_us_and_the_key_is_in_no_database(
    quick_app: Flask, service: PushService
) -> None:
    yuki, browser = with_a_device(quick_app, service)
    page = yuki.client.get("/me/notices").get_data(as_text=True)
    assert "この端末に届きます" in page
    with in_tokyo(12):
        told(quick_app, yuki)
        go_round(quick_app)
    signed = browser.calls[0].headers["authorization"]
    assert Vapid02.verify(signed)
    assert quick_app.extensions["tomoshibi_carrier"].public_key in signed
    again = an_app(str(quick_app.extensions["tomoshibi_settings"].database_url))
    assert again.extensions["tomoshibi_carrier"].public_key in signed


def test_nothing_rings_at_night_and_the_morning_rings_once(app: Flask, service: PushService) -> None:
    yuki, browser = with_a_device(app, service)
    for days, hour in ((1, 23), (2, 2), (2, 6)):
        with in_tokyo(hour, days, minute=30):
            told(app, yuki)
            go_round(app)
    assert browser.calls == []
    with in_tokyo(7, days=2):
        go_round(app)
    assert len(browser.calls) == 1
    for hour in (8, 9, 12):
        with in_tokyo(hour, days=2):
            go_round(app)
    assert len(browser.calls) == 1


def test_who_is_on_duty_is_called_at_once_whatever_the_hour_and_however_lately(
    app: Flask, service: PushService
) -> None:
    mori, browser = with_a_device(app, service)
    for minute in (10, 25):
        with in_tokyo(2, minute=minute):
            told(app, mori, NoticeKind.CALLED)
            go_round(app)
    assert [call.words for call in browser.calls] == [SENTENCE["ja"]] * 2


def test_quiet_hours_are_ones_own(quick_app: Flask, service: PushService) -> None:
    yuki, browser = with_a_device(quick_app, service)
    chosen = yuki.post(
        "/me/notices", replies="1", thanks="1", follow_ups="1", watch="1", quiet="1", quiet_from="20", quiet_until="5"
    )
    assert chosen.status_code == 303
    with in_tokyo(21):
        told(quick_app, yuki)
        go_round(quick_app)
    with in_tokyo(4, days=2):
        go_round(quick_app)
    assert browser.calls == []
    with in_tokyo(5, days=2):
        go_round(quick_app)
    assert len(browser.calls) == 1


def test_whoever_wants_no_quiet_hours_is_called_at_night(quick_app: Flask, service: PushService) -> None:
    yuki, browser = with_a_device(quick_app, service)
    yuki.post("/me/notices", watch="1", quiet_from="23", quiet_until="7")
    with in_tokyo(3):
        told(quick_app, yuki)
        go_round(quick_app)
    assert len(browser.calls) == 1


@pytest.mark.parametrize("meanwhile", ["read", "withdrawn", "hidden", "without its thread"])
def test_what_was_read_or_is_gone_by_the_morning_calls_nobody(
    quick_app: Flask, service: PushService, meanwhile: str
) -> None:
    yuki, browser = with_a_device(quick_app, service)
    aki = a_member(quick_app)
    thread = a_thread(quick_app, aki, a_board(quick_app))
    reply = a_reply(quick_app, aki, thread)
    with in_tokyo(23):
        with at_work(quick_app):
            about, place = (db.session().get_one(Contribution, each) for each in (reply, thread))
            replied(yuki.mask_id, about, place)
        go_round(quick_app)
        if meanwhile == "read":
            yuki.post("/notices/read")
        elif meanwhile == "hidden":
            with at_work(quick_app):
                door.hold(db.session().get_one(Contribution, reply))
        else:
            aki.post(f"/contributions/{reply if meanwhile == 'withdrawn' else thread}/withdrawal")
    with in_tokyo(7, days=2):
        go_round(quick_app)
    assert browser.calls == []


def test_what_one_does_not_want_to_hear_of_neither_rings_nor_is_listed(quick_app: Flask, service: PushService) -> None:
    yuki, browser = with_a_device(quick_app, service)
    yuki.post("/me/notices", watch="1", quiet_from="23", quiet_until="7", quiet="1")
    with in_tokyo(12):
        a_reply(quick_app, a_member(quick_app), a_thread(quick_app, yuki, a_board(quick_app)))
        go_round(quick_app)
        page = yuki.client.get("/notices").get_data(as_text=True)
    assert browser.calls == []
    assert "まだお知らせはありません" in page
    assert "masthead__mark" not in page


def test_what_watchers_decide_is_always_listed_even_when_it_does_not_ring(
    quick_app: Flask, service: PushService
) -> None:
    yuki, browser = with_a_device(quick_app, service)
    yuki.post("/me/notices", replies="1", quiet_from="23", quiet_until="7", quiet="1")
    with in_tokyo(12):
        told(quick_app, yuki, NoticeKind.REMOVED, "identifies")
        go_round(quick_app)
        assert "見えないようにしてあります" in yuki.client.get("/notices").get_data(as_text=True)
    assert browser.calls == []


@pytest.mark.parametrize("kind", [NoticeKind.CARE, NoticeKind.HELD])
def test_care_and_waiting_texts_call_nobody(quick_app: Flask, service: PushService, kind: NoticeKind) -> None:
    yuki, browser = with_a_device(quick_app, service)
    with in_tokyo(12):
        told(quick_app, yuki, kind, "self")
        go_round(quick_app)
    with in_tokyo(13):
        go_round(quick_app)
    assert browser.calls == []


def test_a_lively_evening_rings_once_an_hour_at_most(quick_app: Flask, service: PushService) -> None:
    yuki, browser = with_a_device(quick_app, service)
    for minute in (0, 5, 10, 55):
        with in_tokyo(19, minute=minute):
            told(quick_app, yuki)
            go_round(quick_app)
    assert len(browser.calls) == 1
    with in_tokyo(20):
        go_round(quick_app)
    assert len(browser.calls) == 2


def test_a_notice_for_later_rings_when_its_moment_has_come(quick_app: Flask, service: PushService) -> None:
    yuki, browser = with_a_device(quick_app, service)
    with in_tokyo(12) as moment:
        with at_work(quick_app):
            tell(yuki.mask_id, NoticeKind.UNMASKED, None).made_at = moment + timedelta(days=3)
        go_round(quick_app)
    assert browser.calls == []
    with in_tokyo(12, days=4):
        go_round(quick_app)
    assert len(browser.calls) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten_and_the_other_one_still_called(
    app: Flask, service: PushService, status: int
) -> None:
    yuki, gone = with_a_device(app, service)
    kiku, browser = with_a_device(app, service)
    service.answers[gone.path] = status
    with in_tokyo(12):
        told(app, yuki)
        told(app, kiku)
        go_round(app)
    assert len(browser.calls) == 1
    assert devices(app) == 1
    assert "この端末に届きます" not in yuki.client.get("/me/notices").get_data(as_text=True)


@pytest.mark.parametrize("status", [500, 429, 403, 307])
def test_a_service_in_trouble_is_asked_again_each_hour_and_not_for_ever(
    quick_app: Flask, service: PushService, status: int
) -> None:
    yuki, browser = with_a_device(quick_app, service)
    service.answers[browser.path] = status
    yuki.post("/me/notices", watch="1", quiet_from="0", quiet_until="0")
    with in_tokyo(12) as begin:
        told(quick_app, yuki)
    for hour in range(40):
        with clock.standing_at(begin + timedelta(hours=hour)):
            go_round(quick_app)
    # One for the notice itself, the others at the full hours.
    assert len(service.tries) == 24
    assert service.tries == [browser.path] * 24
    with looking(quick_app):
        assert errands.state().failed["push"] == 24
    service.answers.clear()
    with clock.standing_at(begin + timedelta(hours=41)):
        told(quick_app, yuki)
        go_round(quick_app)
    assert len(browser.calls) == 1


def test_a_service_that_is_away_holds_up_nothing(quick_app: Flask, service: PushService) -> None:
    yuki, browser = with_a_device(quick_app, service)
    away = service.url.rsplit(":", 1)[0] + ":9"
    quick = an_app(quick_app.extensions["tomoshibi_settings"].database_url, push_services=f"{service.url},{away}")
    kiku = a_member(quick)
    assert subscribe(kiku, service.browser("kiku"), endpoint=f"{away}/send/kiku").status_code == 303
    with in_tokyo(12):
        told(quick, kiku)
        told(quick, yuki)
        go_round(quick)
    assert len(browser.calls) == 1


WAYS_OUT = {
    "signing out": lambda person: person.post("/logout"),
    "leaving quickly": lambda person: person.post("/leave"),
    "ending all sessions": lambda person: person.post("/sessions/remove"),
    "switching it off": lambda person: person.post("/me/notices/devices/remove"),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_whoever_goes_is_called_no_more(app: Flask, service: PushService, way: str) -> None:
    yuki, _browser = with_a_device(app, service)
    WAYS_OUT[way](yuki)
    assert devices(app) == 0
    with in_tokyo(12):
        told(app, yuki)
        go_round(app)
    assert service.tries == []


def test_a_session_that_another_browser_ends_takes_its_device_along(app: Flask, service: PushService) -> None:
    yuki, _browser = with_a_device(app, service)
    with looking(app):
        other = db.session().scalars(select(PushSubscription.session_id)).one()
    yuki.post(f"/me/sessions/{other}/remove")
    assert devices(app) == 0


@pytest.mark.parametrize("ended", ["expires_at", "locks_at"])
def test_a_session_that_is_over_or_shared_is_not_called(app: Flask, service: PushService, ended: str) -> None:
    yuki, _browser = with_a_device(app, service)
    with at_work(app):
        db.session().execute(update(BrowserSession).values({ended: clock.now() - timedelta(minutes=1)}))
    with in_tokyo(12):
        told(app, yuki)
        go_round(app)
    assert service.tries == []
    if ended == "expires_at":
        with at_work(app):
            sessions.forget_ended()
        assert devices(app) == 0


def test_leaving_with_everything_leaves_no_device(app: Flask, service: PushService) -> None:
    yuki, _browser = with_a_device(app, service)
    yuki.post("/me/notices", watch="1", quiet_from="23", quiet_until="7")
    from app.leaving import services as leaving

    with at_work(app, yuki) as actor:
        leaving.erase(actor)
    assert devices(app) == 0


def test_a_shared_device_is_not_called_and_says_why(quick_app: Flask, service: PushService) -> None:
    yuki = a_member(quick_app)
    with at_work(quick_app):
        db.session().execute(update(BrowserSession).values(locks_at=clock.now() + timedelta(hours=1)))
    sent = subscribe(yuki, service.browser("yuki"))
    assert sent.status_code == 422
    assert "私だけのもの" in sent.get_data(as_text=True)
    page = yuki.client.get("/me/notices").get_data(as_text=True)
    assert "push-switch" not in page.split("<main")[1]
    assert devices(quick_app) == 0


def test_a_browser_that_changes_hands_is_called_for_its_last_owner_alone(app: Flask, service: PushService) -> None:
    yuki, kiku, browser = a_member(app), a_member(app), service.browser("shared")
    subscribe(yuki, browser)
    subscribe(kiku, browser)
    assert devices(app) == 1
    with in_tokyo(12):
        told(app, yuki)
        go_round(app)
        assert browser.calls == []
        told(app, kiku)
        go_round(app)
    assert len(browser.calls) == 1


ELSEWHERE = [
    "http://127.0.0.1:1/send",
    "http://169.254.169.254/latest",
    "https://example.org/send",
    "https://fcm.googleapis.com.example.org/send",
    "https://fcm.googleapis.com@example.org/send",
    "https://fcm.googleapis.com:8443/send",
    "http://fcm.googleapis.com/send",
    "https://fcm.googleapis.com\\@example.org/",
    "file:///etc/passwd",
    "https://[::1",
    "",
    "https://fcm.googleapis.com/" + "a" * 1300,
]


USUAL = [
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/abc",
    "https://wns2-par02p.notify.windows.com/w/?token=abc",
]


def test_only_the_services_of_the_usual_browsers_are_called(sqlite_url: str, service: PushService) -> None:
    app = an_app(sqlite_url)
    assert [each for each in ELSEWHERE if app.extensions["tomoshibi_carrier"].goes_to(each)] == []
    assert [each for each in USUAL if not app.extensions["tomoshibi_carrier"].goes_to(each)] == []
    sent = subscribe(a_member(app), service.browser("yuki"))
    assert sent.status_code == 422
    assert "もう一度お試しください" in sent.get_data(as_text=True)
    assert devices(app) == 0


def test_keys_that_are_none_are_refused_kindly(quick_app: Flask, service: PushService) -> None:
    yuki, browser = a_member(quick_app), service.browser("yuki")
    for changed in ({"key": "AAAA"}, {"secret": "AAAA"}, {"key": ""}, {"key": "ゆき"}, {"secret": "%"}):
        assert subscribe(yuki, browser, **changed).status_code == 422
    assert devices(quick_app) == 0


def test_a_stolen_database_says_nothing_about_devices_and_wishes(sqlite_url: str, service: PushService) -> None:
    app = an_app(sqlite_url, push_services=service.url)
    people = [with_a_device(app, service) for _number in range(2)]
    people[0][0].post("/me/notices", watch="1", quiet="1", quiet_from="3", quiet_until="4")
    people[1][0].post("/me/notices", watch="1", replies="1", quiet_from="23", quiet_until="7")
    with in_tokyo(12):
        told(app, people[0][0])
        go_round(app)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    for file in path.parent.iterdir():
        stored = file.read_bytes()
        for _person, browser in people:
            for value in (browser.path, *browser.fields.values()):
                assert value.encode() not in stored
    with sqlite3.connect(path) as opened:
        for table in ("push_subscriptions", "notice_choices"):
            sizes = {len(sealed) for (sealed,) in opened.execute(f"SELECT sealed FROM {table}")}
            assert len(sizes) == 1, "the size tells nothing"
    opened.close()
