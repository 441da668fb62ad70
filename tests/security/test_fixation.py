"""A session that somebody else could know is worth nothing: its identifier changes with every change of power."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import db
from app.accounts import authenticators, current
from app.accounts.models import BrowserSession
from app.permissions import Role
from tests.accounts.pages_read import WordsPage, seen
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking, token

SECRET = "LANTERNLANTERNLANTERNLANTERNLANT"


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


def marks(app: Flask, person: Person) -> set[tuple[str, bytes]]:
    """The identifiers and token hashes of this person's sessions."""
    with looking(app):
        rows = db.session().scalars(select(BrowserSession).where(BrowserSession.member_id == person.member_id))
        return {(row.id, row.token_hash) for row in rows}


def cookie_of(client: FlaskClient) -> str:
    found = client.get_cookie("light")
    return found.value if found else ""


def with_cookie(app: Flask, value: str) -> FlaskClient:
    """A browser that holds a cookie taken from another."""
    client = a_visitor(app)
    client.set_cookie("light", value)
    return client


def is_let_in(client: FlaskClient) -> bool:
    return client.get("/me").status_code == 200


def test_a_planted_cookie_does_not_survive_signing_in(app: Flask) -> None:
    person, planter = a_member(app), a_member(app)
    planted = cookie_of(planter.client)
    victim = with_cookie(app, planted)
    assert is_let_in(victim), "the victim sits in the planter's session without knowing it"
    victim.post("/logout", data={"csrf_token": token(victim)})
    victim = with_cookie(app, cookie_of(victim))
    with victim.session_transaction() as carried:
        carried["planted"] = "mark"
        known_token = carried["csrf_token"] = "known-to-the-planter"
    before = cookie_of(victim)
    victim.post("/login", data={"csrf_token": token(victim), "passphrase": person.passphrase})
    assert is_let_in(victim)
    with victim.session_transaction() as carried:
        assert "planted" not in carried
        assert carried["csrf_token"] != known_token, "a form token from before is worth nothing either"
    assert not is_let_in(with_cookie(app, before))
    assert not is_let_in(with_cookie(app, planted))


def test_signing_in_again_begins_another_session(app: Flask) -> None:
    person = a_member(app)
    before = marks(app, person)
    browser = a_visitor(app)
    browser.post("/login", data={"csrf_token": token(browser), "passphrase": person.passphrase})
    added = marks(app, person) - before
    assert len(added) == 1
    assert not {each for pair in added for each in pair} & {each for pair in before for each in pair}


def test_showing_the_second_factor_gives_the_session_a_new_name_and_the_old_cookie_nothing(app: Flask) -> None:
    person = a_member(app, role=Role.MODERATOR, proved=False)
    with at_work(app):
        authenticators.add(current.keys(), person.member_id, SECRET, authenticators.number_now(SECRET))
        db.session().get_one(authenticators.Authenticator, person.member_id).last_step = 0
    before, stolen = marks(app, person), cookie_of(person.client)
    assert person.post("/second-factor", number=authenticators.number_now(SECRET)).status_code == 303
    after = marks(app, person)
    assert len(before) == len(after) == 1
    assert not {each for pair in after for each in pair} & {each for pair in before for each in pair}
    assert person.client.get("/review").status_code == 200
    assert not is_let_in(with_cookie(app, stolen)), "who had copied the cookie gets no part of the power"


def test_changing_the_passphrase_gives_the_session_a_new_name(app: Flask) -> None:
    person = a_member(app)
    before, stolen = marks(app, person), cookie_of(person.client)
    page = WordsPage(seen(person.client, "/me/passphrase"))
    answer = person.client.post("/me/passphrase", data={**page.fields, "passphrase": person.passphrase})
    assert answer.status_code == 303
    assert is_let_in(person.client)
    assert marks(app, person).isdisjoint(before)
    assert not is_let_in(with_cookie(app, stolen))


def test_taking_on_a_role_gives_the_session_a_new_name(app: Flask) -> None:
    person, runner = a_member(app), app.test_cli_runner()
    code = runner.invoke(args=["staff", "invite", "--role", "watcher"]).output.split("enter ")[1].split()[0]
    before, stolen = marks(app, person), cookie_of(person.client)
    assert person.post("/invited", code=code).status_code == 303
    assert is_let_in(person.client)
    assert marks(app, person).isdisjoint(before)
    assert not is_let_in(with_cookie(app, stolen))
