"""A small cast: an application on a real database, and people in it with their browsers.

app = an_app(migrated_database_url)
yuki = a_member(app)                  # has .mask_name, .passphrase, .client (a signed-in Flask test client)
mori = a_member(app, role=Role.MODERATOR)
with at_work(app, yuki) as actor:     # one writing transaction, committed at the end
    services.start(actor, …)
"""

import itertools
import re
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import CodeType

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from app import clock, create_app, db
from app.accounts import current, masks, services, sessions
from app.accounts.models import Member
from app.accounts.staff_models import ProofKind, SessionProof
from app.config import Settings
from app.contributions.models import Contribution
from app.permissions import Actor, Role, Standing
from tests.support.site import SECRET

NAMES = itertools.count(1)
APPS: "weakref.WeakSet[Flask]" = weakref.WeakSet()
# Held until the test is over: one that went out of scope would be collected with its connections still open.
OF_THIS_TEST: list[Flask] = []
TOKEN_FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')


class CompiledTemplates(BytecodeCache):
    """Templates that every application of a run shares: compiling them anew for each was a fifth of its time."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._kept[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = CompiledTemplates()


@dataclass(frozen=True)
class Person:
    """A member and their browser."""

    app: Flask
    member_id: str
    mask_id: str
    mask_name: str
    passphrase: str
    client: FlaskClient

    @property
    def cookie(self) -> str:
        """What this browser sends, for servers in other processes that know the same secret."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        found = self.client.get_cookie(name)
        assert found, "a member is signed in"
        return f"{name}={found.value}"

    def cookies_at(self, url: str) -> list[dict[str, str]]:
        """The same for a browser of Playwright, to whom the site stands at this address."""
        name, _equals, value = self.cookie.partition("=")
        return [{"name": name, "value": value, "url": url}]

    def post(self, path: str, **fields: object):  # type: ignore[no-untyped-def]  # Werkzeug's test response
        """Send a form the way a browser would, with the token of a page of the site."""
        return self.client.post(path, data={"csrf_token": token(self.client), **fields})


def an_app(database_url: str, **settings: object) -> Flask:
    """The application on a migrated database; Argon2 is made cheap, everything else is as in production."""
    cheap: dict[str, object] = {"argon2_memory_kib": 64, "argon2_passes": 1}
    app = create_app(Settings(database_url=database_url, secret_key=SECRET, **(cheap | settings)))  # type: ignore[arg-type]  # settings by name
    app.jinja_env.bytecode_cache = TEMPLATES
    app.testing = False  # errors become pages, as people see them
    APPS.add(app)
    OF_THIS_TEST.append(app)
    return app


def let_connections_go() -> None:
    """Close every idle connection of every application made so far; one still in use opens new ones by itself."""
    for app in list(APPS):
        app.extensions["tomoshibi_db"].engine.dispose()
    OF_THIS_TEST.clear()


def a_visitor(app: Flask) -> FlaskClient:
    """A browser that is not signed in."""
    return app.test_client()


def a_member(
    app: Flask,
    name: str = "",
    role: Role = Role.MEMBER,
    standing: Standing = Standing.KNOWN,
    badge: str | None = None,
    *,
    proved: bool = True,
) -> Person:
    """A member with one mask, already signed in; staff have shown their second factor, unless they have not `proved`."""
    number = next(NAMES)
    mask_name, passphrase = name or f"しずかな灯{number}", f"あさ よる そら うみ かぜ ほし つき {number}"
    with app.app_context(), app.extensions["tomoshibi_db"].writing() as session:
        hashed = app.extensions["tomoshibi_hashing"].hash(passphrase)
        member = services.join(current.keys(), services.Joining(mask_name, passphrase, hashed, role, badge))
        member.standing = standing
        mask = masks.of_member(current.keys(), member)[0]
        row, cookie_token = sessions.begin(member, 30)
        if proved:
            # For ever: tests let days pass, and the hours of a proof have tests of their own.
            until = clock.now() + timedelta(days=3650)
            session.add(SessionProof(session_id=row.id, kind=ProofKind.SHOWN, until=until))
        session.flush()
        member_id, mask_id = member.id, mask.id
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie[current.COOKIE_FIELD] = cookie_token
    return Person(app, member_id, mask_id, mask_name, passphrase, client)


def token(client: FlaskClient) -> str:
    """The form token this browser would send."""
    found = TOKEN_FIELD.search(client.get("/login", follow_redirects=True).get_data(as_text=True))
    assert found, "every page carries a form with a token"
    return found[1]


@contextmanager
def at_work(app: Flask, person: Person | None = None) -> Iterator[Actor]:
    """Act on the database as this person (or as nobody) in one transaction that is committed."""
    with app.test_request_context(), app.extensions["tomoshibi_db"].writing():
        yield actor_of(person) if person else Actor()


@contextmanager
def looking(app: Flask, person: Person | None = None) -> Iterator[Actor]:
    """Read the database as this person (or as nobody)."""
    with app.test_request_context(), app.extensions["tomoshibi_db"].reading():
        yield actor_of(person) if person else Actor()


def actor_of(person: Person) -> Actor:
    """The acting view of a person, inside an open transaction."""
    return current.describe(db.session().get_one(Member, person.member_id), None).at_work


def state_of(app: Flask, contribution_id: str) -> str:
    """What became of a contribution."""
    with looking(app):
        return db.session().get_one(Contribution, contribution_id).state.value
