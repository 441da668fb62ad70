"""Trying out passphrases gets slower and slower, for one place and for all together, and teaches nothing."""

import re
from html import escape

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import db, throttle
from app.accounts.credentials import Credential
from app.errors import TooOften
from app.throttle import Delay, Throttle
from tests.accounts.conftest import Standing
from tests.accounts.pages_read import form_of
from tests.accounts.test_recovery import comes_back, enters, keeps_codes
from tests.support.cast import a_member, a_visitor, an_app, looking
from tests.support.site import SECRET
from tests.support.together import at_once

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
CHANGING = re.compile(r'(name="csrf_token" value=")[^"]+')


class CountingHasher(PasswordHasher):
    """The real one; it also says how often it was at work."""

    computed = 0

    def verify(self, *given: object) -> bool:  # type: ignore[override]  # passed on as it is
        self.computed += 1
        return super().verify(*given)  # type: ignore[arg-type]  # as above


@pytest.fixture
def hasher(app: Flask) -> CountingHasher:
    hashing = app.extensions["tomoshibi_hashing"]
    counting = CountingHasher(1, 64, parallelism=1)
    hashing._hasher = counting
    return counting


def tries(client: FlaskClient, path: str, **fields: str) -> tuple[int, str]:
    answer = client.post(path, data=form_of(client, path) | fields)
    page = CHANGING.sub(r"\1", answer.get_data(as_text=True))
    for typed in fields.values():  # what was typed is kept in its field, and is all that may differ
        page = page.replace(escape(typed), "")
    return answer.status_code, page


def test_the_wait_doubles_after_the_free_tries_and_has_an_end() -> None:
    delay = Delay("x", free=5, longest=900)
    assert [delay.after(count) for count in (0, 5, 6, 7, 8, 14, 16, 10_000)] == [0, 0, 2, 4, 8, 512, 900, 900]


@pytest.mark.usefixtures("counting_stands")
def test_after_some_wrong_tries_even_the_right_passphrase_has_to_wait(app: Flask) -> None:
    person, client = a_member(app), a_visitor(app)
    assert [enters(client, f"ちがう{number}") for number in range(6)] == [422] * 6
    assert enters(client, person.passphrase) == 429
    assert person.client.get("/me").status_code == 200, "who is in stays in"


@pytest.mark.usefixtures("counting_stands")
def test_somebody_in_another_place_does_not_wait(app: Flask) -> None:
    person, client, elsewhere = a_member(app), a_visitor(app), a_visitor(app)
    for number in range(7):
        enters(client, f"ちがう{number}")
    elsewhere.environ_base.update(ELSEWHERE)
    assert enters(elsewhere, person.passphrase) == 303


def test_a_right_one_forgives_the_wrong_ones_before(app: Flask) -> None:
    person, client = a_member(app), a_visitor(app)
    for _round in range(3):
        assert [enters(client, "ちがう") for _try in range(4)] == [422] * 4
        assert enters(client, person.passphrase) == 303
        client.post("/logout", data=form_of(client, "/me"))


@pytest.mark.usefixtures("counting_stands")
def test_codes_and_passphrases_share_their_patience(app: Flask) -> None:
    client = a_visitor(app)
    for number in range(6):
        tries(client, "/login/recovery", code=f"ちがう{number}")
    assert enters(client, "ちがう") == 429


def test_a_flood_from_everywhere_slows_everybody_a_little(
    app: Flask, monkeypatch: pytest.MonkeyPatch, counting_stands: Standing
) -> None:
    monkeypatch.setattr(throttle, "SIGN_IN_OF_ALL", Delay("sign-in-of-all", free=3, longest=1, forgotten_after=60))
    person = a_member(app)
    for number in range(4):
        client = a_visitor(app)
        client.environ_base.update({"REMOTE_ADDR": f"203.0.{number}.7"})
        enters(client, "ちがう")
    newcomer = a_visitor(app)
    newcomer.environ_base.update({"REMOTE_ADDR": "198.51.100.1"})
    assert enters(newcomer, person.passphrase) == 429
    counting_stands.now += 1
    assert enters(newcomer, person.passphrase) == 303


@pytest.mark.usefixtures("counting_stands")
def test_of_many_tries_at_one_moment_only_the_free_ones_pass(sqlite_url: str) -> None:
    patience: Throttle = an_app(sqlite_url).extensions["tomoshibi_throttle"]

    def passes(_number: int) -> bool:
        try:
            patience.take_turn(throttle.SIGN_IN, "tag:one")
        except TooOften:
            return False
        return True

    assert sum(at_once(24, passes)) == throttle.SIGN_IN.free + 1


def test_the_delay_is_shared_by_processes_and_goes_on_without_the_shared_store(
    sqlite_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody can let the clock of Redis stand: the first wait is so long that it is not over before the next try.
    monkeypatch.setattr(Delay, "after", lambda delay, tries: 60 if tries > delay.free else 0)
    one, other = (an_app(sqlite_url, redis_url=redis_url).extensions["tomoshibi_throttle"] for _each in range(2))
    for _try in range(6):
        one.take_turn(throttle.SIGN_IN, "tag:one")
    with pytest.raises(TooOften):
        other.take_turn(throttle.SIGN_IN, "tag:one")
    alone = an_app(sqlite_url, redis_url="redis://127.0.0.1:1/0")
    with alone.app_context():
        for _try in range(6):
            alone.extensions["tomoshibi_throttle"].take_turn(throttle.SIGN_IN, "tag:one")
        with pytest.raises(TooOften):
            alone.extensions["tomoshibi_throttle"].take_turn(throttle.SIGN_IN, "tag:one")


def test_known_and_unknown_cost_one_computation_each(app: Flask, hasher: CountingHasher) -> None:
    person = a_member(app)
    codes = keeps_codes(person.client).codes
    for path, field, known in (
        ("/login", "passphrase", person.passphrase),
        ("/login/recovery", "code", codes[0]),
    ):
        for given in (known, "しらない ことば"):
            before = hasher.computed
            tries(a_visitor(app), path, **{field: given})
            assert hasher.computed - before == 1, (path, given)


def test_the_hash_compared_for_the_unknown_is_as_slow_as_the_others(app: Flask) -> None:
    a_member(app)
    with looking(app):
        known = db.session().scalars(select(Credential.passphrase_hash)).one()
    assert extract_parameters(app.extensions["tomoshibi_hashing"]._nobody) == extract_parameters(known)


def test_a_used_code_an_unknown_one_and_one_of_an_account_that_went_get_the_same_answer(app: Flask) -> None:
    person = a_member(app)
    code = keeps_codes(person.client).codes[0]
    comes_back(a_visitor(app), code)
    used = tries(a_visitor(app), "/login/recovery", code=code)
    unknown = tries(a_visitor(app), "/login/recovery", code="abcdef-ghj234-567kmn")
    assert used == unknown
    assert used[0] == 422
    assert tries(a_visitor(app), "/login", passphrase=person.passphrase) == tries(
        a_visitor(app), "/login", passphrase="だれも しらない"
    )


def test_nothing_about_the_place_is_kept_in_readable_form(app: Flask) -> None:
    client = a_visitor(app)
    client.environ_base.update(ELSEWHERE)
    enters(client, "ちがう")
    memory = app.extensions["tomoshibi_throttle"]._memory
    assert memory.storage, "there is something to look at"
    assert not any("203.0.113" in key for key in memory.storage)
    assert SECRET not in str(memory.storage)
