"""Joining, signing in, signing out, leaving: through the pages people use."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import db
from app.accounts.credentials import Credential
from app.accounts.models import BrowserSession, Mask
from app.accounts.passphrases import WordList, WordListTooSmall, normalise
from tests.accounts.pages_read import HIDDEN, WordsPage
from tests.support.cast import a_member, a_visitor, an_app, looking

NAME = re.compile(r'name="name" type="text" value="([^"]+)"')


class JoinPage(WordsPage):
    """The same with a name."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.fields["name"] = html.unescape(NAME.search(page)[1])  # type: ignore[index]  # the page always has a name


def visit_join(client: FlaskClient) -> JoinPage:
    return JoinPage(client.get("/join").get_data(as_text=True))


def joined(client: FlaskClient, **changes: str) -> JoinPage:
    page = visit_join(client)
    answer = client.post("/join", data=page.fields | changes)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return page


def test_somebody_joins_in_one_page_and_is_in(app: Flask) -> None:
    client = a_visitor(app)
    page = joined(client)
    assert len(page.words) == 8
    assert page.fields["name"] in client.get("/me").get_data(as_text=True)


def test_the_passphrase_alone_opens_the_door_again_in_any_spelling(app: Flask) -> None:
    page = joined(a_visitor(app))
    katakana = "　".join("".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in word) for word in page.words)
    elsewhere = a_visitor(app)
    form = dict(HIDDEN.findall(elsewhere.get("/login").get_data(as_text=True)))
    assert elsewhere.post("/login", data=form | {"passphrase": katakana}).status_code == 303
    assert elsewhere.get("/me").status_code == 200


def test_an_unknown_passphrase_is_answered_kindly_and_opens_nothing(app: Flask) -> None:
    client = a_visitor(app)
    form = dict(HIDDEN.findall(client.get("/login").get_data(as_text=True)))
    answer = client.post("/login", data=form | {"passphrase": "あさ よる そら"})
    assert answer.status_code == 422
    assert "ことばの順番" in answer.get_data(as_text=True)
    assert client.get("/me").status_code == 303


def test_wrong_confirmation_keeps_the_name_and_the_same_passphrase(app: Flask) -> None:
    client = a_visitor(app)
    page = visit_join(client)
    answer = client.post("/join", data=page.fields | {"first_word": "ちがう", "name": "えんがわの猫"})
    again = JoinPage(answer.get_data(as_text=True))
    assert (answer.status_code, again.words, again.fields["name"]) == (422, page.words, "えんがわの猫")


def test_another_name_can_be_proposed_without_scripts(app: Flask) -> None:
    client = a_visitor(app)
    page = visit_join(client)
    again = JoinPage(client.post("/join", data=page.fields | {"reroll": "1"}).get_data(as_text=True))
    assert again.words == page.words
    assert again.fields["name"] != page.fields["name"]


@pytest.mark.parametrize("name", ["090-1234-5678", "死ねよ", "test@example.com", "", "あ" * 21])
def test_a_name_that_identifies_insults_or_does_not_fit_is_refused(app: Flask, name: str) -> None:
    client = a_visitor(app)
    page = visit_join(client)
    assert client.post("/join", data=page.fields | {"name": name}).status_code == 422


def test_a_name_that_looks_like_another_is_refused(app: Flask) -> None:
    a_member(app, name="夕やけロード")
    client = a_visitor(app)
    page = visit_join(client)
    answer = client.post("/join", data=page.fields | {"name": "タやけ口ード"})
    assert answer.status_code == 422
    assert "もう使われています" in answer.get_data(as_text=True)


def test_a_passphrase_of_ones_own_cannot_be_smuggled_in(app: Flask) -> None:
    client = a_visitor(app)
    page = visit_join(client)
    forged = page.fields["offer"][:-2] + ("00" if page.fields["offer"][-2:] != "00" else "11")
    answer = client.post("/join", data=page.fields | {"offer": forged})
    assert answer.status_code == 422
    assert JoinPage(answer.get_data(as_text=True)).words != page.words


def test_signing_in_gives_a_new_session_whatever_the_browser_brought(app: Flask) -> None:
    client = a_visitor(app)
    page = joined(client)
    with client.session_transaction() as before:
        first = before["light"]
    form = dict(HIDDEN.findall(client.get("/").get_data(as_text=True)))
    client.post("/logout", data=form)
    form = dict(HIDDEN.findall(client.get("/login").get_data(as_text=True)))
    client.post("/login", data=form | {"passphrase": " ".join(page.words)})
    with client.session_transaction() as after:
        assert after["light"] != first


def test_logging_out_ends_the_session_on_the_server(app: Flask) -> None:
    person = a_member(app)
    stolen = app.test_client()
    with person.client.session_transaction() as own, stolen.session_transaction() as copied:
        copied.update(own)
    assert stolen.get("/me").status_code == 200
    person.post("/logout")
    assert stolen.get("/me").status_code == 303


def test_leaving_quickly_ends_the_session_and_empties_the_browser_without_any_token(app: Flask) -> None:
    person = a_member(app)
    answer = person.client.post("/leave")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Location"] == "/away"
    with looking(app):
        assert db.session().scalar(select(BrowserSession.id)) is None
    assert "灯" not in person.client.get("/away").get_data(as_text=True)


def test_all_devices_can_be_signed_out_at_once(app: Flask) -> None:
    person = a_member(app)
    person.post("/sessions/remove")
    with looking(app):
        assert db.session().scalar(select(BrowserSession.id)) is None


def test_a_form_without_its_token_changes_nothing(app: Flask) -> None:
    person = a_member(app)
    assert person.client.post("/logout").status_code == 400
    assert person.client.get("/me").status_code == 200


def test_the_cookie_is_not_readable_and_ends_with_the_browser_unless_the_device_is_ones_own(app: Flask) -> None:
    client = a_visitor(app)
    page = visit_join(client)
    cookie = client.post("/join", data=page.fields).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    own = a_visitor(app)
    page = visit_join(own)
    assert "Expires" in own.post("/join", data=page.fields | {"own_device": "1"}).headers["Set-Cookie"]


def test_behind_tls_the_cookie_has_the_host_prefix_and_is_secure(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url, origin="https://example.org")
    answer = app.test_client().get("/join", base_url="https://example.org")
    assert answer.headers["Set-Cookie"].startswith("__Host-light=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nX: y", "javascript:1"]
)
def test_the_way_back_never_leads_elsewhere(app: Flask, target: str) -> None:
    client = a_visitor(app)
    page = visit_join(client)
    assert client.post("/join", data=page.fields | {"next": target}).headers["Location"] == "/me/recovery"


def test_no_passphrase_is_kept_in_a_readable_form(app: Flask) -> None:
    page = joined(a_visitor(app))
    with looking(app):
        kept = db.session().scalars(select(Credential)).one()
        assert kept.passphrase_hash.startswith("$argon2id$")
        assert normalise(" ".join(page.words)) not in str(vars(kept))


def test_the_owner_of_a_mask_cannot_be_read_from_its_row(app: Flask) -> None:
    person = a_member(app)
    with looking(app):
        mask = db.session().scalars(select(Mask)).one()
        assert person.member_id.encode() not in mask.owner_sealed + mask.owner_tag


def test_a_word_list_that_is_too_small_or_repeats_itself_is_refused() -> None:
    with pytest.raises(WordListTooSmall, match="80 bits"):
        WordList([f"ことば{number}" for number in range(1023)])
    with pytest.raises(WordListTooSmall, match="twice"):
        WordList(["あさ", "アサ"] + [f"ことば{number}" for number in range(2000)])
