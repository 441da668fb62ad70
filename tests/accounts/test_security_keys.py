"""Keys in a real browser (Chromium's virtual authenticator), on real pages of a real server."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, CDPSession, Page
from sqlalchemy import select

from app import db
from app.accounts.staff_models import FactorChallenge, SecurityKey, SessionProof
from app.permissions import Role
from tests.support.cast import Person, a_member, an_app, at_work, looking
from tests.support.databases import MakeDatabase
from tests.support.site import Site

TOKEN = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}


@dataclass
class Desk:
    """A running site under a name (keys know no addresses of numbers), and a lead at a browser with a virtual key."""

    app: Flask
    site: Site
    person: Person
    page: Page
    devtools: CDPSession
    authenticator: str

    def at(self, path: str) -> str:
        return f"http://localhost:{self.site.port}{path}"

    def go(self, path: str) -> None:
        self.page.goto(self.at(path))

    def add(self, name: str) -> None:
        self.go("/me/second-factor")
        self.page.get_by_label("キーの名前").fill(name)
        self.page.get_by_role("button", name="キーを加える").click()
        self.page.get_by_text(re.compile(f"「{name}」を覚えました|キーを加えられませんでした")).wait_for()

    def show(self) -> None:
        self.go("/second-factor?next=/review")
        self.page.get_by_role("button", name="キーで確かめる").click()

    def forget_proof(self) -> None:
        """As if the hours of this session's proof were over."""
        with at_work(self.app):
            for proof in db.session().scalars(select(SessionProof)):
                db.session().delete(proof)

    def credentials(self) -> list[dict[str, Any]]:
        asked = {"authenticatorId": self.authenticator}
        return list(self.devtools.send("WebAuthn.getCredentials", asked)["credentials"])  # type: ignore[arg-type]  # by name

    def kept(self) -> list[SecurityKey]:
        with looking(self.app):
            found = list(db.session().scalars(select(SecurityKey).order_by(SecurityKey.name)))
            db.session().expunge_all()
            return found


@pytest.fixture
def desk(
    make_migrated_database: MakeDatabase, tmp_path: Path, visitor: Callable[..., BrowserContext]
) -> Iterator[Desk]:
    with make_migrated_database("sqlite") as url:
        app = an_app(url)
        person = a_member(app, role=Role.LEAD)
        site = Site({"TOMOSHIBI_DATABASE_URL": url}, tmp_path)
        site.settings["TOMOSHIBI_ORIGIN"] = f"http://localhost:{site.port}"
        site.start()
        name, value = person.cookie.split("=", 1)
        yield _at_desk(app, site, person, visitor().new_page(), {"name": name, "value": value})
        site.stop()


def _at_desk(app: Flask, site: Site, person: Person, page: Page, cookie: dict[str, str]) -> Desk:
    page.context.add_cookies([{**cookie, "url": f"http://localhost:{site.port}"}])  # type: ignore[list-item]  # a cookie's fields
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": TOKEN})
    return Desk(app, site, person, page, devtools, made["authenticatorId"])


def test_a_key_is_added_and_lets_its_owner_work(desk: Desk) -> None:
    desk.add("青いキー")
    assert "「青いキー」を覚えました" in desk.page.inner_text("main")
    assert [key.name for key in desk.kept()] == ["青いキー"]
    desk.forget_proof()
    desk.go("/review")
    assert "/second-factor" in desk.page.url
    counted = desk.kept()[0].sign_count
    desk.page.get_by_role("button", name="キーで確かめる").click()
    desk.page.wait_for_url(desk.at("/review"))
    assert desk.kept()[0].sign_count > counted, "a copied key would fall behind and betray itself"
    desk.add("赤いキー")
    assert len(desk.kept()) == 1, "the same device is not added twice"
    assert "キーを加えられませんでした" in desk.page.inner_text("main")


def test_a_copied_key_that_counts_backwards_is_refused(desk: Desk) -> None:
    desk.add("青いキー")
    with at_work(desk.app):
        db.session().scalars(select(SecurityKey)).one().sign_count = 10_000
    desk.forget_proof()
    desk.show()
    desk.page.get_by_text("もう一度たしかめてください：キーを確かめられませんでした").wait_for()
    assert "キーを確かめられませんでした" in desk.page.inner_text("main")
    desk.go("/review")
    assert "/second-factor" in desk.page.url


def test_a_key_of_somebody_else_and_a_used_answer_open_nothing(desk: Desk) -> None:
    desk.add("青いキー")
    desk.forget_proof()
    answers: list[str] = []
    desk.page.on("request", lambda request: answers.append(request.post_data or ""))
    desk.show()
    desk.page.wait_for_url(desk.at("/review"))
    sent = [each for each in answers if "signature" in each]
    assert sent
    desk.forget_proof()
    desk.go("/me")
    again = desk.page.evaluate(
        """async (body) => {
            const token = document.querySelector("[name=csrf_token]").value
            const form = new URLSearchParams(body)
            form.set("csrf_token", token)
            return (await fetch("/second-factor/key", {method: "POST", body: form})).status
        }""",
        sent[0],
    )
    assert again == 422, "what was signed once is good once"
    with looking(desk.app):
        assert db.session().scalars(select(FactorChallenge)).all() == []
    stranger = a_member(desk.app, role=Role.MODERATOR, proved=False)
    with at_work(desk.app):
        other = desk.kept()[0]
        db.session().add(
            SecurityKey(
                member_id=stranger.member_id,
                credential_id=b"other",
                public_key=other.public_key,
                sign_count=0,
                name="n",
            )
        )
    assert stranger.post("/second-factor/key", answer=json.dumps(_fields(sent[0]))).status_code == 422


def test_a_key_that_is_not_there_says_so_kindly_and_nothing_is_kept(desk: Desk) -> None:
    desk.go("/me/second-factor")
    desk.page.get_by_label("キーの名前").fill("ないキー")
    desk.page.evaluate(
        "void (navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError')))"
    )
    desk.page.get_by_role("button", name="キーを加える").click()
    desk.page.get_by_text("キーを加えられませんでした").wait_for()
    assert desk.kept() == []


def test_a_challenge_of_one_session_is_no_good_in_another(sqlite_url: str) -> None:
    app = an_app(sqlite_url, origin="http://localhost:8000")
    first, second = a_member(app, role=Role.LEAD), a_member(app, role=Role.LEAD)
    offered = first.post("/me/second-factor/keys/challenge").get_json()
    assert offered["rp"]["id"] == "localhost"
    assert offered["authenticatorSelection"]["userVerification"] == "preferred"
    assert not re.search(first.member_id, json.dumps(offered)), "the account's own mark is told to no device"
    with looking(app):
        assert len(db.session().scalars(select(FactorChallenge)).all()) == 1
    assert second.post("/me/second-factor/keys", name="n", answer="{}").status_code == 422
    assert first.post("/me/second-factor/keys", name="n", answer="{}").status_code == 422, "rubbish is told kindly"
    with looking(app):
        assert db.session().scalars(select(FactorChallenge)).all() == [], "and uses the challenge up"


def test_on_an_address_of_numbers_the_app_is_offered_alone(sqlite_url: str) -> None:
    lead = a_member(an_app(sqlite_url), role=Role.LEAD)
    page = lead.client.get("/me/second-factor").get_data(as_text=True)
    assert "security-key" not in page
    assert "名前のあるアドレス" in page


def _fields(body: str) -> Any:
    return json.loads(parse_qs(body)["answer"][0])
