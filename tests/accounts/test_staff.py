"""Roles come by an invitation that is good once, and go at once: for pages, for sockets, and in the record."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from app import chain, clock, db
from app.accounts import authenticators
from app.accounts.models import Mask, Member
from app.accounts.staff_models import Authenticator, SecurityKey, StaffAct, StaffInvitation
from app.chat.models import Room
from app.leaving import services as leaving
from app.permissions import GIVES, Role
from tests.support.cast import Person, a_member, a_visitor, an_app, at_work, looking, token
from tests.support.databases import MakeDatabase
from tests.support.promises import kept
from tests.support.site import Site
from tests.support.talkers import Talker

CODE = re.compile(r"enter (\S+)")
OFFER = re.compile(r'name="offer" value="([0-9a-f]+)"')
LETTERS = re.compile(r"<code>([A-Z2-7]{32})</code>")


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["staff", *words])


def invited(app: Flask, role: str, *more: str) -> str:
    """The code of a fresh invitation from the terminal."""
    done = run(app, "invite", "--role", role, *more)
    assert done.exit_code == 0, done.output
    return CODE.findall(done.output)[0]


def role_of(app: Flask, person: Person) -> Role:
    with looking(app):
        return db.session().get_one(Member, person.member_id).role


def acts(app: Flask) -> list[str]:
    with looking(app):
        return [
            f"{act.kind.value} {act.role.value}"
            for act in db.session().scalars(select(StaffAct).order_by(StaffAct.position))
        ]


def add_app(person: Person) -> str:
    """Add a number app on the page, as somebody without scripts would; returns its secret."""
    page = person.client.get("/me/second-factor").get_data(as_text=True)
    secret = LETTERS.findall(page)[0]
    answer = person.post(
        "/me/second-factor/authenticator", offer=OFFER.findall(page)[0], number=authenticators.number_now(secret)
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return secret


def test_the_whole_way_from_an_invitation_to_the_queue(app: Flask) -> None:
    person = a_member(app)
    code = invited(app, "moderator")
    assert person.client.get("/review").status_code == 404
    assert person.post("/invited", code=code).location == "/me/second-factor"
    assert role_of(app, person) is Role.MODERATOR
    assert person.client.get("/review").location.startswith("/second-factor?next="), "a role alone opens nothing"
    add_app(person)
    assert person.client.get("/review").status_code == 200
    assert acts(app) == ["invited moderator", "accepted moderator", "factor_added moderator"]


def test_the_code_in_any_spelling_is_good_once_and_for_seven_days(app: Flask) -> None:
    first, second = a_member(app), a_member(app)
    code = invited(app, "watcher")
    assert first.post("/invited", code=f" {code.upper().replace('-', ' ')} ").status_code == 303
    assert second.post("/invited", code=code).status_code == 422
    late = invited(app, "watcher")
    with clock.standing_at(clock.now() + timedelta(days=7, minutes=1)):
        assert second.post("/invited", code=late).status_code in {422, 401}
    assert role_of(app, second) is Role.MEMBER


def test_no_code_is_kept_in_a_readable_form(app: Flask) -> None:
    code = invited(app, "lead")
    with looking(app):
        rows = str(
            [
                row
                for table in ("staff_invitations", "staff_acts")
                for row in db.session().execute(text(f"SELECT * FROM {table}"))
            ]
        )
    assert code not in rows
    assert code.replace("-", "") not in rows


def test_a_visitor_is_shown_the_ways_in_and_comes_back_to_the_page(app: Flask) -> None:
    visitor = a_visitor(app)
    page = visitor.get("/invited").get_data(as_text=True)
    assert 'href="/join?next=/invited"' in page
    assert 'href="/login?next=/invited"' in page


@pytest.mark.usefixtures("counting_stands")
def test_codes_cannot_be_tried_out(app: Flask) -> None:
    person = a_member(app)
    answers = [person.post("/invited", code=f"wrong-{number}").status_code for number in range(8)]
    assert answers[:5] == [422] * 5
    assert answers[-1] == 429


def test_a_counsellor_wears_the_profession_under_a_name_of_its_own(app: Flask) -> None:
    person = a_member(app, "いつもの名前")
    code = invited(app, "counsellor", "--profession", "看護師")
    nameless = person.post("/invited", code=code)
    assert nameless.status_code == 422
    assert code in nameless.get_data(as_text=True), "what was typed is still there"
    assert person.post("/invited", code=code, name="よるの水筒").status_code == 303
    with looking(app):
        badges = {mask.name: mask.badge for mask in db.session().scalars(select(Mask))}
    assert badges == {"いつもの名前": None, "よるの水筒": "看護師"}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("invite", "--role", "counsellor"), "--profession"),
        (("invite", "--role", "watcher", "--profession", "看護師"), "--profession"),
        (("invite", "--role", "member"), "member"),
        (("retire", "だれでもない"), "nobody works under"),
        (("reset-second-factor", "だれでもない"), "nobody works under"),
    ],
)
def test_the_terminal_says_what_it_needs(app: Flask, words: tuple[str, ...], complaint: str) -> None:
    done = run(app, *words)
    assert done.exit_code != 0
    assert complaint in done.output


def test_the_terminal_lists_who_works_and_who_has_no_second_factor(app: Flask) -> None:
    a_member(app, "まだの人", role=Role.LEAD)
    a_member(app, "ただの人")
    listed = run(app, "list").output
    assert "lead" in listed
    assert "まだの人" in listed
    assert "NO SECOND FACTOR YET" in listed
    assert "ただの人" not in listed


def test_a_retired_colleague_loses_role_badge_factors_and_every_session(app: Flask) -> None:
    person = a_member(app, "ひるの水筒", role=Role.COUNSELLOR, badge="看護師")
    assert run(app, "retire", "ひるの水筒").exit_code == 0
    assert role_of(app, person) is Role.MEMBER
    assert person.client.get("/me").status_code == 303
    with looking(app):
        assert db.session().scalars(select(Mask.badge).where(Mask.id == person.mask_id)).one() is None
        assert db.session().scalars(select(SecurityKey)).all() == []
        assert db.session().scalars(select(Authenticator)).all() == []
    assert acts(app) == ["retired counsellor"]
    assert run(app, "retire", "ひるの水筒").exit_code != 0


def test_a_name_that_is_not_the_name_of_work_finds_nobody(app: Flask) -> None:
    a_member(app, "よるのペン", role=Role.COUNSELLOR, badge="看護師")
    a_member(app, "ただの親")
    assert run(app, "retire", "ただの親").exit_code != 0, "the terminal is no way to ask whose a name is"


def test_after_a_reset_only_the_new_invitation_lets_new_factors_in(app: Flask) -> None:
    person = a_member(app, "なくした人")
    person.post("/invited", code=invited(app, "moderator"))
    add_app(person)
    done = run(app, "reset-second-factor", "なくした人")
    assert person.client.get("/me").status_code == 303, "every session has ended"
    again = a_visitor(app)
    sign_in(again, person)
    back = Person(app, person.member_id, person.mask_id, person.mask_name, person.passphrase, again)
    page = again.get("/me/second-factor").get_data(as_text=True)
    assert "招待を使う" in page
    assert not LETTERS.findall(page), "the passphrase alone adds no factor"
    assert back.post("/me/second-factor/authenticator", offer="00", number="123456").status_code == 403
    assert back.post("/invited", code=CODE.findall(done.output)[0]).status_code == 303
    add_app(back)
    assert again.get("/review").status_code == 200
    assert acts(app)[-4:] == [
        "factors_reset moderator",
        "invited moderator",
        "accepted moderator",
        "factor_added moderator",
    ]


def sign_in(client: FlaskClient, person: Person) -> None:
    client.post("/login", data={"csrf_token": token(client), "passphrase": person.passphrase})


@pytest.mark.parametrize("inviter", list(Role))
def test_each_role_invites_only_to_what_the_map_allows(app: Flask, inviter: Role) -> None:
    person = a_member(app, role=inviter)
    for role in Role:
        fields = {"role": role.value, "profession": "看護師" if role is Role.COUNSELLOR else ""}
        answer = person.post("/review/staff/invitations", **fields)
        made = "招待ができました" in answer.get_data(as_text=True)
        assert made == (role in GIVES.get(inviter, ())), (inviter, role, answer.status_code)
    with looking(app):
        assert len(db.session().scalars(select(StaffInvitation)).all()) == len(GIVES.get(inviter, ()))


def test_the_page_of_a_lead_makes_a_code_that_works_and_shows_it_once(app: Flask) -> None:
    lead, person = a_member(app, "せわやく", role=Role.LEAD), a_member(app)
    page = lead.post("/review/staff/invitations", role="watcher").get_data(as_text=True)
    code = re.findall(r'passphrase__words">([^<]+)<', page)[0]
    assert code not in lead.client.get("/review/staff").get_data(as_text=True)
    assert person.post("/invited", code=code).status_code == 303
    assert role_of(app, person) is Role.WATCHER
    everybody = lead.client.get("/review/staff").get_data(as_text=True)
    assert "せわやく" in everybody
    assert person.mask_name in everybody


def test_the_record_of_powers_shows_a_changed_row(app: Flask) -> None:
    person = a_member(app)
    person.post("/invited", code=invited(app, "watcher"))
    verify = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert verify.exit_code == 0
    assert "powers: 2" in verify.output
    with app.app_context(), app.extensions["tomoshibi_db"].writing() as session:
        session.execute(text("UPDATE staff_acts SET role = 'lead' WHERE position = 2"))
    with looking(app):
        assert chain.verify(StaffAct).broken_at == 2
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code != 0


def test_whoever_leaves_gives_the_power_back_in_the_record(app: Flask) -> None:
    person = a_member(app, role=Role.WATCHER)
    with at_work(app, person) as actor:
        leaving.erase(actor)
    assert acts(app) == ["left watcher"]


def test_sockets_of_a_retired_colleague_close_within_two_seconds(
    make_migrated_database: MakeDatabase, live_server: Callable[..., Site]
) -> None:
    with make_migrated_database("sqlite") as url:
        app = an_app(url)
        with at_work(app):
            db.session().add(
                Room(slug="yoru", position=1, name_ja="夜", name_en="N", purpose_ja="話す", purpose_en="T")
            )
        site = live_server(TOMOSHIBI_DATABASE_URL=url)

        def lasts() -> float:
            person = a_member(app, role=Role.WATCHER)
            talker = Talker(site, person, "yoru")
            assert talker.enter()["ok"]
            site.command("staff", "retire", person.mask_name)
            seconds = talker.lasts()
            talker.go()
            return seconds

        assert kept(2.0, lasts)
