"""Where one is signed in: seen without any mark of a device, ended one by one, and a number for another phone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import clock, db
from app.accounts import current, entry_codes
from app.accounts.credentials import EntryCode
from app.accounts.models import BrowserSession
from app.chat.models import Room
from tests.accounts.pages_read import form_of, seen
from tests.accounts.test_recovery import enters
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking
from tests.support.promises import kept
from tests.support.site import Site
from tests.support.talkers import Talker

NUMBER = re.compile(r">(\d{4}) (\d{4})<")
CANARY = {"User-Agent": "CanaryPhone/7.1", "Accept-Language": "xx-CANARY", "Sec-CH-UA-Model": "CanaryModel"}


def session_ids(app: Flask, person: Person) -> set[str]:
    with looking(app):
        mine = select(BrowserSession.id).where(BrowserSession.member_id == person.member_id)
        return set(db.session().scalars(mine))


def shown_number(person: Person) -> str:
    page = person.post("/me/entry").get_data(as_text=True)
    found = NUMBER.search(page)
    assert found, page
    return found[1] + found[2]


def test_the_list_tells_this_device_and_about_when_and_nothing_else(app: Flask) -> None:
    person, phone = a_member(app), a_visitor(app)
    phone.environ_base.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in CANARY.items()})
    assert enters(phone, person.passphrase) == 303
    page = seen(person.client, "/me/sessions")
    assert page.count("この端末<") == 1
    assert page.count("ほかの端末 <") == 1
    assert "から</span>" in page
    block = page[page.index("入っている端末") : page.index("合いことばも変えて")]
    assert not re.search(r"\d{1,2}:\d{2}", block)
    assert "Canary" not in page
    with looking(app):
        assert not any("anary" in str(vars(row)) for row in db.session().scalars(select(BrowserSession)))


def test_one_device_is_signed_out_and_the_others_stay(app: Flask) -> None:
    person, phone, tablet = a_member(app), a_visitor(app), a_visitor(app)
    before = session_ids(app, person)
    enters(phone, person.passphrase)
    (of_phone,) = session_ids(app, person) - before
    enters(tablet, person.passphrase)
    assert person.post(f"/me/sessions/{of_phone}/remove").status_code == 303
    assert phone.get("/me").status_code == 303
    assert tablet.get("/me").status_code == 200
    assert person.client.get("/me").status_code == 200


def test_ending_the_own_session_is_signing_out(app: Flask) -> None:
    person = a_member(app)
    assert person.post(f"/me/sessions/{session_ids(app, person).pop()}/remove").headers["Location"] == "/"
    assert person.client.get("/me").status_code == 303


def test_all_other_devices_are_signed_out_at_once(app: Flask) -> None:
    person, phone = a_member(app), a_visitor(app)
    enters(phone, person.passphrase)
    person.post("/me/sessions/elsewhere/remove")
    assert phone.get("/me").status_code == 303
    assert person.client.get("/me").status_code == 200


def test_somebody_elses_session_cannot_be_ended_or_seen(app: Flask) -> None:
    person, stranger = a_member(app), a_member(app)
    (theirs,) = session_ids(app, person)
    assert stranger.post(f"/me/sessions/{theirs}/remove").status_code == 404
    assert theirs not in seen(stranger.client, "/me/sessions")
    assert person.client.get("/me").status_code == 200


def test_a_socket_of_a_device_that_was_signed_out_closes_within_two_seconds(
    sqlite_url: str, live_server: Callable[..., Site]
) -> None:
    app = an_app(sqlite_url)
    with at_work(app):
        names = {"name_ja": "夜", "name_en": "Night", "purpose_ja": "話す", "purpose_en": "Talk"}
        db.session().add(Room(slug="yoru", position=1, **names))
    site = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url)

    def lasts() -> float:
        person, phone = a_member(app), a_visitor(app)
        (of_talker,) = session_ids(app, person)
        enters(phone, person.passphrase)
        talker = Talker(site, person, "yoru")
        assert talker.enter()["ok"]
        form = form_of(phone, "/me/sessions")
        assert phone.post(f"/me/sessions/{of_talker}/remove", data=form).status_code == 303
        return talker.lasts()

    assert kept(2.0, lasts)


def enters_by_number(app: Flask, number: str):  # type: ignore[no-untyped-def]  # Flask's test client
    client = a_visitor(app)
    return client, client.post("/login/code", data=form_of(client, "/login/code") | {"number": number}).status_code


@pytest.mark.parametrize("spelling", ["{0}{1}", "{0} {1}", "{0}-{1}"])
def test_a_number_lets_ones_other_phone_in_once(app: Flask, spelling: str) -> None:
    person = a_member(app)
    number = shown_number(person)
    phone, status = enters_by_number(app, spelling.format(number[:4], number[4:]))
    assert status == 303
    assert person.mask_name in seen(phone, "/me")
    assert enters_by_number(app, number)[1] == 422


def test_full_width_digits_are_digits(app: Flask) -> None:
    person = a_member(app)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in shown_number(person))
    assert enters_by_number(app, wide)[1] == 303


def test_a_number_holds_for_a_minute(app: Flask) -> None:
    person = a_member(app)
    number = shown_number(person)
    with clock.standing_at(clock.now() + timedelta(seconds=61)):
        assert enters_by_number(app, number)[1] == 422
    with at_work(app):
        assert entry_codes.redeem(current.keys(), number) == person.member_id, "it was the minute, not the number"


def test_a_new_number_takes_the_place_of_the_one_before(app: Flask) -> None:
    person = a_member(app)
    first, second = shown_number(person), shown_number(person)
    assert enters_by_number(app, first)[1] == 422
    assert enters_by_number(app, second)[1] == 303


def test_a_number_is_kept_only_as_a_keyed_tag_and_not_shown_again(app: Flask) -> None:
    person = a_member(app)
    number = shown_number(person)
    assert not NUMBER.search(seen(person.client, "/me/entry"))
    with looking(app):
        row = db.session().scalars(select(EntryCode)).one()
        assert number.encode() not in row.lookup_tag


@pytest.mark.usefixtures("counting_stands")
def test_numbers_cannot_be_tried_out(app: Flask) -> None:
    a_member(app)
    tried = [enters_by_number(app, f"{number:08d}")[1] for number in range(7)]
    assert tried[0] == 422
    assert tried[-1] == 429


def test_looking_makes_no_number(app: Flask) -> None:
    person = a_member(app)
    seen(person.client, "/me/entry")
    with looking(app):
        assert db.session().scalar(select(func.count()).select_from(EntryCode)) == 0
