"""The second factor: powers come into a session only with it, a number is good once, and guessing takes ever longer."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.accounts import authenticators, current
from app.accounts.staff_models import Authenticator, SessionProof
from app.config import Settings, UnsafeSettings
from app.errors import SecondFactorFirst
from app.forum.models import Board, Wants
from app.forum.services import Heading, Post, start
from app.ids import new_id
from app.permissions import Permission, Role, allows
from tests.support.cast import Person, a_member, actor_of, an_app, at_work, looking, token
from tests.support.site import SECRET as SITE_SECRET

SECRET = "LANTERNLANTERNLANTERNLANTERNLANT"
STAFF = [role for role in Role if role is not Role.MEMBER]


def with_app(app: Flask, role: Role = Role.MODERATOR, **fields: object) -> Person:
    """Staff with a number app, in a session that has shown nothing yet."""
    person = a_member(app, role=role, proved=False, **fields)  # type: ignore[arg-type]  # passed on as they are
    with at_work(app):
        authenticators.add(current.keys(), person.member_id, SECRET, authenticators.number_now(SECRET))
        db.session().get_one(Authenticator, person.member_id).last_step = 0
    return person


def number(at: int = 0) -> str:
    """What the app shows `at` half minutes from now."""
    with clock.standing_at(clock.now() + timedelta(seconds=authenticators.STEP * at)):
        return authenticators.number_now(SECRET)


def shows(person: Person, typed: str) -> bool:
    return person.post("/second-factor", number=typed).status_code == 303


@pytest.mark.parametrize("role", STAFF)
def test_without_it_staff_are_members_and_with_it_they_are_staff(app: Flask, role: Role) -> None:
    person = with_app(app, role)
    with looking(app):
        before = current.describe(db.session().get_one(current.Member, person.member_id), None)
        after = actor_of(person)
    assert (before.role, before.entrusted, after.role) == (Role.MEMBER, role, role)
    staff_only = [Permission.Review.LOOK, Permission.Review.RULE, Permission.Review.HIDE, Permission.Line.CONFIRM]
    assert not any(
        allows(before, permission) for permission in [*staff_only, Permission.Staff.INVITE, Permission.Question.ANSWER]
    )
    assert shows(person, number())
    opens = {
        Role.WATCHER: "/review",
        Role.MODERATOR: "/review",
        Role.LEAD: "/review/staff",
        Role.OPERATOR: "/review/staff",
    }
    if role in opens:
        assert person.client.get(opens[role]).status_code == 200


def test_it_holds_for_an_evening_of_work_and_no_longer(app: Flask) -> None:
    person = with_app(app)
    person.post("/second-factor", number=number())
    began = clock.now()
    with looking(app):
        until = db.session().scalars(select(SessionProof.until)).one()
    assert timedelta(hours=11, minutes=59) < until - began <= timedelta(hours=12)
    with at_work(app):
        db.session().scalars(select(SessionProof)).one().until = clock.now() - timedelta(seconds=1)
    assert person.client.get("/review").location.startswith("/second-factor")


def test_a_number_in_full_width_with_spaces_is_a_number(app: Flask) -> None:
    person = with_app(app)
    wide = number().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert shows(person, f"{wide[:3]} {wide[3:]}")


def test_a_number_is_good_once_and_older_ones_are_not_good_after_it(app: Flask) -> None:
    person = with_app(app)
    with clock.standing_at(clock.now()):
        assert shows(person, number())
        assert not shows(person, number()), "somebody who read it over the shoulder comes too late"
        assert not shows(person, number(-1))
        assert shows(person, number(1)), "the telephone may run half a minute ahead"


@pytest.mark.parametrize("away", [-3, -2, 2, 3, 100])
def test_a_number_of_another_time_is_refused(app: Flask, away: int) -> None:
    person = with_app(app)
    with clock.standing_at(clock.now()):
        assert not shows(person, number(away))
        assert person.client.get("/review").status_code == 303


@pytest.mark.usefixtures("counting_stands")
def test_guessing_takes_ever_longer_and_a_right_one_forgives(app: Flask) -> None:
    person = with_app(app)
    tried = [person.post("/second-factor", number="000000").status_code for _try in range(7)]
    assert tried[:5] == [422] * 5
    assert set(tried[5:]) == {429}
    assert person.post("/second-factor", number=number()).status_code == 429, "the right one has to wait as well"


def test_another_browser_of_the_same_person_has_no_power_by_it(app: Flask) -> None:
    person = with_app(app)
    assert shows(person, number())
    other = app.test_client()
    other.post("/login", data={"csrf_token": token(other), "passphrase": person.passphrase})
    assert person.client.get("/review").status_code == 200
    assert other.get("/review").status_code == 303


def test_the_secret_is_kept_sealed_and_shown_never_again(app: Flask) -> None:
    person = with_app(app)
    with looking(app):
        kept = db.session().get_one(Authenticator, person.member_id).secret_sealed
    assert SECRET.encode() not in kept
    shows(person, number())
    assert SECRET not in person.client.get("/me/second-factor").get_data(as_text=True)


def test_an_offered_secret_opens_only_in_the_session_it_was_offered_to(app: Flask) -> None:
    first, second = a_member(app, role=Role.LEAD), a_member(app, role=Role.LEAD)
    page = first.client.get("/me/second-factor").get_data(as_text=True)
    offer = re.findall(r'name="offer" value="([0-9a-f]+)"', page)[0]
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", page)[0]
    typed = authenticators.number_now(secret)
    assert second.post("/me/second-factor/authenticator", offer=offer, number=typed).status_code == 422
    with looking(app):
        assert db.session().scalars(select(Authenticator)).all() == [], "looking at the page keeps nothing either"
    assert first.post("/me/second-factor/authenticator", offer=offer, number=typed).status_code == 303


def test_a_session_without_the_factor_adds_and_removes_none(app: Flask) -> None:
    person = with_app(app)
    for path in ("authenticator", "authenticator/remove", "keys", "keys/challenge", "keys/none/remove"):
        assert person.post(f"/me/second-factor/{path}", number="1", name="n", answer="{}").status_code == 403, path


def test_the_last_factor_stays(app: Flask) -> None:
    person = with_app(app)
    shows(person, number())
    answer = person.post("/me/second-factor/authenticator/remove")
    assert answer.status_code == 422
    assert "最後のひとつは消せません" in answer.get_data(as_text=True)


def test_the_picture_says_the_secret_and_needs_no_script_no_style_and_no_address(app: Flask) -> None:
    person = a_member(app, role=Role.LEAD)
    page = person.client.get("/me/second-factor").get_data(as_text=True)
    picture = page[page.index('<svg class="qr"') :].split("</svg>")[0]
    assert "<path d=" in picture
    assert "style=" not in picture
    assert "http" not in picture


def test_nothing_is_written_under_a_badge_before_it(app: Flask) -> None:
    person = with_app(app, Role.COUNSELLOR, badge="看護師")
    with at_work(app):
        names = {"name_ja": "広場", "name_en": "B", "purpose_ja": "話す", "purpose_en": "T"}
        db.session().add(Board(slug="first", position=1, **names))
    assert (
        person.post("/boards/first/threads", title="題", body="ことば", wants="listening", nonce="n").status_code == 403
    )
    with at_work(app, person) as actor:
        board = db.session().scalars(select(Board)).one()
        resting = current.describe(db.session().get_one(current.Member, person.member_id), None)
        masked = type(actor)(
            **{**{name: getattr(resting, name) for name in resting.__slots__}, "usual_mask": person.mask_id}
        )
        with pytest.raises(SecondFactorFirst):
            start(masked, board, Heading(Wants.LISTENING, "題", ""), Post("ことば", new_id()))
    shows(person, number())
    assert (
        person.post("/boards/first/threads", title="題", body="ことば", wants="listening", nonce="n").status_code == 303
    )


def test_a_written_text_is_not_lost_when_the_factor_is_asked_for(app: Flask) -> None:
    person = with_app(app, Role.LEAD)
    answer = person.post("/review/none/rulings", note="書きかけの控え")
    assert answer.status_code == 403
    assert "書きかけの控え" in answer.get_data(as_text=True)
    assert "もう一つの確認" in answer.get_data(as_text=True)


def test_demo_shows_the_number_on_this_machine_and_is_refused_anywhere_else(sqlite_url: str) -> None:
    app = an_app(sqlite_url, demo=True)
    person = with_app(app)
    plain = an_app(sqlite_url)
    again = Person(plain, person.member_id, person.mask_id, person.mask_name, person.passphrase, plain.test_client())
    with clock.standing_at(clock.now()):
        assert number() in person.client.get("/second-factor").get_data(as_text=True)
        assert number() not in again.client.get("/second-factor").get_data(as_text=True)
    for origin in ("https://example.org", "http://example.org", "https://127.0.0.1"):
        with pytest.raises(UnsafeSettings):
            Settings(database_url=sqlite_url, secret_key=SITE_SECRET, origin=origin, demo=True).check()
