"""On a device that others use, a quiet while closes the page; on one's own it does not."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app import clock, db
from app.accounts import locking, sessions
from app.accounts.models import BrowserSession
from app.chat.models import Room
from tests.accounts.pages_read import form_of, seen
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking
from tests.support.promises import kept
from tests.support.site import Site
from tests.support.talkers import Talker


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    """What needs both databases asks for them itself."""
    return an_app(sqlite_url)


LOCKED = "しばらく動きがなかったので"
KEPT = re.compile(r'name="kept" value="([^"]*)"')
WORDS = "五分より長くかけて、ゆっくり書いていました。"


@contextmanager
def later(**how_much: float) -> Iterator[None]:
    with clock.standing_at(clock.now() + timedelta(**how_much)):
        yield


def on_a_shared_device(app: Flask, person: Person) -> FlaskClient:
    client = a_visitor(app)
    form = form_of(client, "/login")
    assert client.post("/login", data=form | {"passphrase": person.passphrase}).status_code == 303
    return client


def on_an_own_device(app: Flask, person: Person) -> FlaskClient:
    client = a_visitor(app)
    form = form_of(client, "/login") | {"own_device": "1"}
    assert client.post("/login", data=form | {"passphrase": person.passphrase}).status_code == 303
    return client


def unlocks(client: FlaskClient, passphrase: str, **more: str):  # type: ignore[no-untyped-def]  # Werkzeug's test response
    return client.post("/unlock", data={**form_of(client, "/me"), "passphrase": passphrase, **more})


def test_five_quiet_minutes_close_the_page_and_show_nothing_of_before(app: Flask) -> None:
    person, start = a_member(app), clock.now()
    with clock.standing_at(start):
        client = on_a_shared_device(app, person)
    with clock.standing_at(start + timedelta(minutes=4, seconds=59)):
        assert client.get("/me", headers={"Sec-Fetch-Mode": "cors"}).status_code == 200
    with clock.standing_at(start + timedelta(minutes=5, seconds=1)):
        answer = client.get("/me")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 401
        assert LOCKED in page
        assert person.mask_name not in page
        assert LOCKED in seen(client, "/boards"), "also where visitors may read"


def test_every_visit_puts_it_off(app: Flask) -> None:
    client = on_a_shared_device(app, a_member(app))
    with later(minutes=4):
        seen(client, "/boards")
    with later(minutes=8):
        assert LOCKED not in seen(client, "/me")
    with later(minutes=13, seconds=1):
        assert LOCKED in seen(client, "/me")


def test_what_a_page_asks_for_by_itself_puts_nothing_off(app: Flask) -> None:
    client = on_a_shared_device(app, a_member(app))
    with later(minutes=4):
        client.get("/me", headers={"Sec-Fetch-Mode": "cors"})
    with later(minutes=5, seconds=1):
        assert LOCKED in seen(client, "/me")


def test_typing_and_scrolling_put_it_off(app: Flask) -> None:
    client = on_a_shared_device(app, a_member(app))
    form = form_of(client, "/me")
    with later(minutes=4):
        assert client.post("/awake", data=form, headers={"Sec-Fetch-Mode": "cors"}).status_code == 204
    with later(minutes=8):
        assert LOCKED not in seen(client, "/me")


def test_ones_own_device_never_asks_and_carries_no_lock(app: Flask) -> None:
    client = on_an_own_device(app, a_member(app))
    with later(hours=9):
        assert LOCKED not in seen(client, "/me")
        assert "<idle-lock" not in seen(client, "/me")
    assert "<idle-lock" in seen(on_a_shared_device(app, a_member(app)), "/me")


def test_the_passphrase_opens_it_where_one_was_and_no_other_does(app: Flask) -> None:
    person, other = a_member(app), a_member(app)
    client = on_a_shared_device(app, person)
    with later(minutes=6):
        assert unlocks(client, other.passphrase).status_code == 422
        assert unlocks(client, "あさ よる").status_code == 422
        assert LOCKED in seen(client, "/me")
        answer = unlocks(client, person.passphrase, next="/boards")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/boards")
        assert person.mask_name in seen(client, "/me")


@pytest.mark.usefixtures("counting_stands")
def test_trying_out_passphrases_at_the_lock_gets_slower(app: Flask) -> None:
    client = on_a_shared_device(app, a_member(app))
    with later(minutes=6):
        form = form_of(client, "/me")
        assert [client.post("/unlock", data=form | {"passphrase": "x"}).status_code for _try in range(7)][-1] == 429


def test_what_was_being_sent_is_not_shown_and_comes_back_after(app: Flask) -> None:
    person = a_member(app)
    client = on_a_shared_device(app, person)
    form = form_of(client, "/me")
    with later(minutes=9):
        answer = client.post("/boards/first/threads", data=form | {"title": "題です", "body": WORDS, "nonce": "n1"})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 401
        assert WORDS not in page
        kept = KEPT.search(page)[1]  # type: ignore[index]  # the page always has the field
        wrong = unlocks(client, "あさ よる", kept=kept).get_data(as_text=True)
        assert KEPT.search(wrong)[1] == kept, "a wrong try loses nothing"  # type: ignore[index]  # as above
        back = unlocks(client, person.passphrase, kept=kept).get_data(as_text=True)
        assert WORDS in back
        assert 'action="/boards/first/threads"' in back
        assert 'name="nonce" value="n1"' in back


def test_what_the_script_brings_along_comes_back_with_the_way_there(app: Flask) -> None:
    person = a_member(app)
    client = on_a_shared_device(app, person)
    answer = client.post("/lock", data=form_of(client, "/me") | {"next": "/boards", "body": WORDS})
    page = answer.get_data(as_text=True)
    assert WORDS not in page
    assert person.mask_name not in page
    assert LOCKED in seen(client, "/me"), "at once, although somebody was there a moment ago"
    kept = KEPT.search(page)[1]  # type: ignore[index]  # the page always has the field
    back = unlocks(client, person.passphrase, kept=kept).get_data(as_text=True)
    assert WORDS in back
    assert 'href="/boards"' in back
    assert "<idle-lock" in back, "what came back does not lie open for ever"


def test_an_address_that_only_takes_forms_is_no_way_back(app: Flask) -> None:
    person = a_member(app)
    client = on_a_shared_device(app, person)
    page = client.post("/lock", data=form_of(client, "/me") | {"next": "/unlock", "body": WORDS}).get_data(as_text=True)
    kept = KEPT.search(page)[1]  # type: ignore[index]  # the page always has the field
    assert unlocks(client, person.passphrase, kept=kept, next="/unlock").status_code == 200
    assert 'name="next" value="/"' in page


def test_kept_words_open_in_no_other_session(app: Flask) -> None:
    person = a_member(app)
    one, other = on_a_shared_device(app, person), on_a_shared_device(app, person)
    page = one.post("/lock", data=form_of(one, "/me") | {"next": "/boards", "body": WORDS}).get_data(as_text=True)
    kept = KEPT.search(page)[1]  # type: ignore[index]  # the page always has the field
    other.post("/lock", data=form_of(other, "/me"))
    assert WORDS not in unlocks(other, person.passphrase, kept=kept).get_data(as_text=True)


def test_secrets_that_were_being_typed_are_not_kept(app: Flask) -> None:
    person = a_member(app)
    client = on_a_shared_device(app, person)
    form = form_of(client, "/me")
    with later(minutes=9):
        page = client.post("/me/passphrase", data=form | {"passphrase": person.passphrase}).get_data(as_text=True)
    assert KEPT.search(page)[1] == ""  # type: ignore[index]  # the page always has the field


def test_help_and_leaving_stay_open_and_leaving_ends_the_locked_session(app: Flask) -> None:
    client = on_a_shared_device(app, a_member(app))
    with later(minutes=9):
        assert client.get("/help").status_code == 200
        with client.get("/static/css/base.css") as sheet:
            assert sheet.status_code == 200
        client.post("/leave")
    with looking(app):
        assert db.session().scalar(select(BrowserSession).where(BrowserSession.locks_at.is_not(None))) is None


def test_the_lock_holds_in_another_process_and_after_a_restart(migrated_database_url: str) -> None:
    one, other = an_app(migrated_database_url), an_app(migrated_database_url)
    person = a_member(one)
    client = on_a_shared_device(one, person)
    with later(minutes=4):
        seen(client, "/me")
        write_down(one)
    moved = browser_of(other, client)
    with later(minutes=8):
        assert LOCKED not in seen(moved, "/me"), "what the first process saw was written down"
    with later(minutes=14):
        assert LOCKED in seen(moved, "/me")


def test_an_asked_for_lock_counts_also_where_a_visit_is_remembered(migrated_database_url: str) -> None:
    one, other = an_app(migrated_database_url), an_app(migrated_database_url)
    client = on_a_shared_device(one, a_member(one))
    moved = browser_of(other, client)
    seen(moved, "/me")
    client.post("/lock", data=form_of(client, "/me"))
    assert LOCKED in seen(moved, "/me")
    write_down(other)
    assert LOCKED in seen(moved, "/me"), "what is remembered there does not open it either"


def test_reading_writes_nothing_down(app: Flask) -> None:
    client = on_a_shared_device(app, a_member(app))
    with looking(app):
        before = db.session().execute(select(BrowserSession.locks_at, BrowserSession.expires_at)).all()
    with later(minutes=3):
        seen(client, "/me")
    with looking(app):
        assert db.session().execute(select(BrowserSession.locks_at, BrowserSession.expires_at)).all() == before


def test_a_shared_device_is_out_after_half_a_day_however_busy(sqlite_url: str) -> None:
    app = an_app(sqlite_url, idle_seconds=5400)
    client = on_a_shared_device(app, a_member(app))
    for hour in range(1, 12):
        with later(hours=hour):
            assert client.get("/me").status_code == 200
            write_down(app)
    with later(hours=12, minutes=1):
        assert client.get("/me").status_code == 303


def test_ones_own_device_stays_in_while_it_is_used_but_not_for_ever(app: Flask) -> None:
    client, forgotten = (on_an_own_device(app, a_member(app)) for _each in range(2))
    with later(days=13):
        assert client.get("/me").status_code == 200
        write_down(app)
    with later(days=15):
        assert forgotten.get("/me").status_code == 303
        assert client.get("/me").status_code == 200
        write_down(app)
    with later(days=28):
        assert client.get("/me").status_code == 200
        write_down(app)
    with later(days=30, hours=1):
        assert client.get("/me").status_code == 303, "the end that no visit moves"


@pytest.fixture
def yoru(sqlite_url: str) -> Flask:
    app = an_app(sqlite_url)
    with at_work(app):
        names = {"name_ja": "夜", "name_en": "Night", "purpose_ja": "話す", "purpose_en": "Talk"}
        db.session().add(Room(slug="yoru", position=1, **names))
    return app


@pytest.mark.parametrize("ends", ["lock", "absolute end", "disuse"])
def test_a_socket_follows_within_two_seconds(
    yoru: Flask, sqlite_url: str, live_server: Callable[..., Site], ends: str
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)
    column = {"lock": "locks_at", "absolute end": "ends_at", "disuse": "expires_at"}[ends]

    def lasts() -> float:
        talker = Talker(site, a_member(yoru), "yoru")
        assert talker.enter()["ok"]
        with at_work(yoru):
            db.session().execute(update(BrowserSession).values({column: clock.now() - timedelta(hours=1)}))
        return talker.lasts()

    assert kept(2.0, lasts)


def test_a_quiet_socket_on_a_shared_device_hears_nothing_more(
    yoru: Flask, sqlite_url: str, live_server: Callable[..., Site]
) -> None:
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url, TOMOSHIBI_IDLE_SECONDS="2")
    person, awake = a_member(yoru), a_member(yoru)

    def locks_in(**time: float) -> None:
        shared, locks_at = BrowserSession.member_id == person.member_id, clock.now() + timedelta(**time)
        with at_work(yoru):
            db.session().execute(update(BrowserSession).where(shared).values(locks_at=locks_at))

    locks_in(hours=1)
    quiet, other = Talker(site, person, "yoru"), Talker(site, awake, "yoru")
    assert quiet.enter()["ok"]
    assert other.enter()["ok"]
    locks_in(seconds=2)
    assert quiet.is_cut_off()
    other.say("まだ起きています")
    assert other.hears_words("まだ起きています")
    assert not quiet.bodies()
    other.go()


def write_down(app: Flask) -> None:
    """What the timer of the server does."""
    memory: locking.Stirring = app.extensions["tomoshibi_stirring"]
    with at_work(app):
        sessions.slide(memory.recent(), memory.idle, memory.unused)


def browser_of(app: Flask, client: FlaskClient) -> FlaskClient:
    """The same browser, at another process of the site."""
    moved = app.test_client()
    with client.session_transaction() as own, moved.session_transaction() as copied:
        copied.update(own)
    return moved
