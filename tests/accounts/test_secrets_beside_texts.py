"""A passphrase that is pasted by mistake stays out of what others read beside a text, too: notes of reports and warnings."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import db
from app.contributions.models import Contribution, Report
from app.forum.models import Board
from tests.accounts.pages_read import form_of
from tests.accounts.test_doors import joined
from tests.accounts.test_recovery import keeps_codes
from tests.support.cast import a_member, a_visitor, an_app, at_work, looking

TOLD = "合いことばか、予備のことばが入っている"


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    app = an_app(sqlite_url)
    with at_work(app):
        names = {"name_ja": "話す", "name_en": "Talk", "purpose_ja": "話す", "purpose_en": "Talk"}
        db.session().add(Board(slug="first", position=1, **names))
    return app


@pytest.mark.parametrize("spelling", ["{}", "まちがえて {} と書きました"])
def test_neither_the_passphrase_nor_a_code_is_kept_in_a_note_or_a_warning(app: Flask, spelling: str) -> None:
    client = a_visitor(app)
    page = joined(client)
    secrets = [page.passphrase, keeps_codes(client).codes[0]]
    other = a_member(app)
    other.post("/boards/first/threads", wants="listening", title="題", body="聞いてください。", nonce="n")
    with looking(app):
        thread_id = db.session().scalars(select(Contribution.id)).one()
    form = form_of(client, "/me")
    for secret in secrets:
        told = client.post(
            f"/contributions/{thread_id}/reports", data=form | {"reason": "other", "note": spelling.format(secret)}
        )
        assert told.status_code == 422
        assert TOLD in told.get_data(as_text=True)
    thread = {"wants": "listening", "title": "題", "body": "本文です。", "nonce": "w"}
    warned = client.post("/boards/first/threads", data=form | thread | {"warning": spelling.format(secrets[1])})
    assert warned.status_code == 422
    assert TOLD in warned.get_data(as_text=True)
    with looking(app):
        assert db.session().scalar(select(func.count()).select_from(Report)) == 0
        assert db.session().scalars(select(Contribution.id)).all() == [thread_id]
