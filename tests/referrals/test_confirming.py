"""A lead says that a line was looked at; from then on its date is newer, and the record says under which name."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, db
from app.permissions import Role
from app.referrals import confirmations, directory
from app.referrals.commands import due_on
from app.referrals.hours import open_at
from app.referrals.models import LineConfirmation
from tests.referrals.clocks import tokyo
from tests.support.cast import a_member, a_visitor, an_app, looking

OLD = "jp-minna-jinken-110"
NOON = tokyo("2026-11-24 12:00")


@pytest.fixture
def app(migrated_database_url: str, tmp_path: Path) -> Flask:
    return an_app(migrated_database_url, state_folder=str(tmp_path))


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.LEAD, Role.OPERATOR}])
def test_for_everybody_else_there_is_no_such_page(app: Flask, role: Role) -> None:
    person = a_member(app, role=role)
    assert person.client.get("/review/lines").status_code == 404
    assert person.post(f"/review/lines/{OLD}/confirmations").status_code == 404
    assert 'href="/review/lines"' not in person.client.get("/review").get_data(as_text=True)
    with looking(app):
        assert confirmations.newest() == {}


def test_a_visitor_is_sent_to_sign_in(app: Flask) -> None:
    assert a_visitor(app).get("/review/lines").status_code == 303


def test_a_lead_sees_the_old_ones_first_and_confirms_one(app: Flask) -> None:
    with clock.standing_at(NOON):
        lead = a_member(app, role=Role.LEAD)
        page = lead.client.get("/review/lines").get_data(as_text=True)
        assert page.index(f"/review/lines/{OLD}/") < page.index("ほかの窓口") < page.index("/review/lines/jp-119/")
        console = lead.client.get("/review").get_data(as_text=True)
        assert 'href="/review/lines"' in console
        assert "半年たったものがあります" in console
        help_page = a_visitor(app).get("/help").get_data(as_text=True)
        assert "2023-07-18" in help_page

        assert lead.post(f"/review/lines/{OLD}/confirmations").status_code == 303
        page = lead.client.get("/review/lines").get_data(as_text=True)
        assert page.index("ほかの窓口") < page.index(f"/review/lines/{OLD}/")
        assert "2023-07-18" not in a_visitor(app).get("/help").get_data(as_text=True)
        with looking(app):
            (kept,) = db.session().scalars(select(LineConfirmation))
            assert (kept.line_id, kept.checked_on, kept.mask_id) == (OLD, date(2026, 11, 24), lead.mask_id)


def test_a_line_looked_at_again_has_its_clock_again(app: Flask) -> None:
    with clock.standing_at(NOON), app.app_context():
        assert open_at(directory.line(OLD), NOON).is_open is None
        app.extensions[confirmations.PLACE] = {OLD: date(2026, 11, 24)}
        assert open_at(directory.line(OLD), NOON).is_open is True
        assert directory.line(OLD) not in due_on(date(2026, 11, 24))
    assert directory.line(OLD).checked == date(2023, 7, 18), "the file itself stays as it is"


def test_an_older_word_never_makes_a_line_older(app: Flask) -> None:
    with app.app_context():
        app.extensions[confirmations.PLACE] = {"jp-119": date(2020, 1, 1)}
        assert directory.line("jp-119").checked > date(2026, 1, 1)


def test_a_process_elsewhere_takes_it_over_with_its_next_member(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    settings = app.extensions["tomoshibi_settings"]
    other = an_app(settings.database_url, state_folder=str(tmp_path / "elsewhere"))
    with clock.standing_at(NOON):
        lead = a_member(app, role=Role.LEAD)
        lead.post(f"/review/lines/{OLD}/confirmations")
        assert "2023-07-18" in a_visitor(other).get("/help").get_data(as_text=True)
        assert a_member(other).client.get("/help").status_code == 200
        assert "2023-07-18" not in a_visitor(other).get("/help").get_data(as_text=True)


def test_a_line_there_is_not_cannot_be_confirmed(app: Flask) -> None:
    lead = a_member(app, role=Role.OPERATOR)
    assert lead.post("/review/lines/nothing/confirmations").status_code == 404


def test_every_form_on_the_page_carries_its_token(app: Flask) -> None:
    page = a_member(app, role=Role.LEAD).client.get("/review/lines").get_data(as_text=True)
    forms = re.findall(r'action="/review/lines/[^"]+".*?</form>', page, re.DOTALL)
    assert len(forms) == len(directory.listing().lines)
    assert all('name="csrf_token"' in form for form in forms)
