"""Recovery codes: kept at joining, good for one way back each, and another passphrase when one is wanted."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import db
from app.accounts.credentials import Credential, RecoveryCode
from app.accounts.models import BrowserSession
from tests.accounts.pages_read import CodesPage, WordsPage, form_of, seen
from tests.accounts.test_doors import joined
from tests.support.cast import Person, a_member, a_visitor, looking


def keeps_codes(client: FlaskClient, path: str = "/me/recovery") -> CodesPage:
    page = CodesPage(seen(client, path))
    answer = client.post("/me/recovery", data=page.fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return page


def comes_back(client: FlaskClient, code: str) -> WordsPage:
    answer = client.post("/login/recovery", data=form_of(client, "/login/recovery") | {"code": code})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    page = WordsPage(answer.get_data(as_text=True))
    assert client.post("/login/recovery/passphrase", data=page.fields).status_code == 303
    return page


def enters(client: FlaskClient, passphrase: str) -> int:
    form = form_of(client, "/login") | {"passphrase": passphrase}
    return client.post("/login", data=form).status_code


def codes_left(app: Flask) -> int:
    with looking(app):
        return db.session().scalar(select(func.count()).select_from(RecoveryCode)) or 0


def test_right_after_joining_ten_codes_are_shown_and_kept_once_one_is_typed_back(app: Flask) -> None:
    client = a_visitor(app)
    joined(client)
    page = CodesPage(seen(client, "/me/recovery"))
    assert len(set(page.codes)) == 10
    assert codes_left(app) == 0
    answer = client.post("/me/recovery", data=page.fields | {"code": "abc-def"})
    assert (answer.status_code, CodesPage(answer.get_data(as_text=True)).codes) == (422, page.codes)
    assert client.post("/me/recovery", data=page.fields).status_code == 303
    assert codes_left(app) == 10
    assert not any(code in seen(client, "/me/recovery") for code in page.codes)


def test_who_puts_it_off_is_reminded_gently_until_it_is_done(app: Flask) -> None:
    client = a_visitor(app)
    joined(client)
    assert "あとにする" in seen(client, "/me/recovery")
    assert "書きとめておくと安心" in seen(client, "/me")
    keeps_codes(client)
    assert "書きとめておくと安心" not in seen(client, "/me")


def test_no_code_is_kept_in_a_readable_form(app: Flask) -> None:
    page = keeps_codes(a_member(app).client)
    with looking(app):
        for row in db.session().scalars(select(RecoveryCode)):
            assert row.code_hash.startswith("$argon2id$")
            assert not any(code.replace("-", "") in str(vars(row)) for code in page.codes)


def test_a_code_in_any_spelling_leads_to_a_new_passphrase_and_is_used_up(app: Flask) -> None:
    person = a_member(app)
    code = keeps_codes(person.client).codes[4]
    elsewhere = a_visitor(app)
    fresh = comes_back(elsewhere, code.replace("-", " ").upper())
    assert person.mask_name in seen(elsewhere, "/me")
    assert codes_left(app) == 9
    assert person.client.get("/me").status_code == 303, "sessions from before have ended"
    assert enters(a_visitor(app), fresh.passphrase) == 303
    assert enters(a_visitor(app), person.passphrase) == 422
    again = a_visitor(app)
    refused = again.post("/login/recovery", data=form_of(again, "/login/recovery") | {"code": code})
    assert refused.status_code == 422


def test_proving_a_code_without_going_on_uses_nothing_up_and_lets_nobody_in(app: Flask) -> None:
    person = a_member(app)
    code = keeps_codes(person.client).codes[0]
    visitor = a_visitor(app)
    visitor.post("/login/recovery", data=form_of(visitor, "/login/recovery") | {"code": code})
    assert codes_left(app) == 10
    assert visitor.get("/me").status_code == 303
    assert person.client.get("/me").status_code == 200


def test_two_browsers_with_one_code_get_one_way_back(app: Flask) -> None:
    code = keeps_codes(a_member(app).client).codes[0]
    one, other = a_visitor(app), a_visitor(app)
    pages = []
    for client in (one, other):
        shown = client.post("/login/recovery", data=form_of(client, "/login/recovery") | {"code": code})
        pages.append(WordsPage(shown.get_data(as_text=True)))
    assert one.post("/login/recovery/passphrase", data=pages[0].fields).status_code == 303
    assert other.post("/login/recovery/passphrase", data=pages[1].fields).status_code == 422
    assert other.get("/me").status_code == 303


def test_new_codes_take_the_place_of_the_old_ones(app: Flask) -> None:
    person = a_member(app)
    old = keeps_codes(person.client)
    keeps_codes(person.client, "/me/recovery?new=1")
    assert codes_left(app) == 10
    visitor = a_visitor(app)
    form = form_of(visitor, "/login/recovery") | {"code": old.codes[0]}
    assert visitor.post("/login/recovery", data=form).status_code == 422


def test_sending_the_page_of_codes_again_cannot_bring_back_used_ones(app: Flask) -> None:
    person = a_member(app)
    page = keeps_codes(person.client)
    comes_back(person.client, page.codes[0])
    again = person.post("/me/recovery", **{**page.fields, "csrf_token": form_of(person.client, "/me")["csrf_token"]})
    assert again.status_code == 422
    assert codes_left(app) == 9


def test_somebody_elses_page_of_codes_cannot_be_sent_as_ones_own(app: Flask) -> None:
    theirs = CodesPage(seen(a_member(app).client, "/me/recovery"))
    person = a_member(app)
    answer = person.post("/me/recovery", offer=theirs.fields["offer"], code=theirs.fields["code"])
    assert answer.status_code == 422
    assert codes_left(app) == 0


def change(person: Person, **changes: str) -> tuple[WordsPage, int]:
    page = WordsPage(seen(person.client, "/me/passphrase"))
    fields = page.fields | {"passphrase": person.passphrase} | changes
    return page, person.client.post("/me/passphrase", data=fields).status_code


def test_a_new_passphrase_takes_the_old_ones_place_and_signs_out_everywhere_else(app: Flask) -> None:
    person, other = a_member(app), a_visitor(app)
    assert enters(other, person.passphrase) == 303
    page, status = change(person)
    assert status == 303
    assert person.client.get("/me").status_code == 200
    assert other.get("/me").status_code == 303
    with looking(app):
        assert len(db.session().scalars(select(BrowserSession.id)).all()) == 1
    assert enters(a_visitor(app), person.passphrase) == 422
    assert enters(a_visitor(app), page.passphrase) == 303


def test_without_the_present_passphrase_or_the_asked_words_nothing_changes(app: Flask) -> None:
    person, stranger = a_member(app), a_member(app)
    with looking(app):
        before = set(db.session().execute(select(Credential.member_id, Credential.lookup_tag)))
    for wrong in ({"passphrase": "ちがう"}, {"passphrase": stranger.passphrase}, {"first_word": "ちがう"}):
        assert change(person, **wrong)[1] == 422
    with looking(app):
        assert set(db.session().execute(select(Credential.member_id, Credential.lookup_tag))) == before
