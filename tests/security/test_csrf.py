"""A form of somebody else's page does nothing: every unsafe way without a token, with a wrong one, with another session's."""

from collections.abc import Callable

import pytest
import websocket
from flask import Flask

from app import db
from app.accounts.access import members_only
from app.forum.models import Board
from app.web import csrf
from tests.security import places, table
from tests.security.conftest import EVERYBODY, Planted, filled_for
from tests.security.walking import SAFE, Walker, Way, ways
from tests.security.world import NAMES
from tests.support.cast import a_member, an_app
from tests.support.databases import MakeDatabase
from tests.support.site import Site

# These must always work, and the worst a stranger could do with them is said beside each in the code.
WITHOUT_TOKEN = {"POST /leave", "POST /return", "POST /preferences"}


def who_may(way: Way) -> str:
    """Somebody who would be let in."""
    of = table.expected().get(str(way), {})
    return next((who for who in reversed(EVERYBODY) if of.get(who) == "+"), "member")


def gone_through(walker: Walker, chosen: list[Way]) -> list[str]:
    """Unsafe ways that did anything for a request without the session's own token."""
    other = walker.tokens["aki"]
    found = []
    for way in chosen:
        who = who_may(way)
        path = filled_for(walker, way, who)
        for name, carried in (
            ("no token", {}),
            ("a wrong token", {"csrf_token": "x" * 91}),
            ("another's", {"csrf_token": other}),
        ):
            seen = walker.send(who, way.method, path, {**places.FIELDS, **carried})
            if seen.status != 400 or seen.changed:
                found.append(
                    f"{way} by {who} with {name}: {seen.status}{' and it changed something' if seen.changed else ''}"
                )
    return found


def unsafe(walker: Walker) -> list[Way]:
    return [way for way in ways(walker.app) if way.method not in SAFE]


def test_no_unsafe_way_does_anything_without_the_sessions_own_token(walker: Walker) -> None:
    assert gone_through(walker, [way for way in unsafe(walker) if str(way) not in WITHOUT_TOKEN]) == []


def test_only_the_ways_named_here_go_without_a_token(walker: Walker) -> None:
    exempt = {str(way) for way in unsafe(walker) if _is_exempt(walker.app, way)}
    assert exempt == WITHOUT_TOKEN


def test_a_way_without_the_check_is_found(planted: Planted) -> None:
    def act() -> str:
        db.session().add(Board(slug="mark", position=9, **NAMES))
        return "done"

    def plant(app: Flask) -> None:
        app.add_url_rule("/planted", "planted", csrf.exempt(members_only(act)), methods=["POST"])

    walker = planted(plant)
    found = gone_through(walker, [way for way in ways(walker.app) if way.path == "/planted"])
    assert [str(way) for way in unsafe(walker) if _is_exempt(walker.app, way) and str(way) not in WITHOUT_TOKEN] == [
        "POST /planted"
    ]
    csrf._exempt_views.discard(f"{act.__module__}.{act.__name__}")
    assert len(found) == 3
    assert "it changed something" in found[0]


def test_a_socket_opened_from_another_site_is_refused(
    make_migrated_database: MakeDatabase, live_server: Callable[..., Site]
) -> None:
    with make_migrated_database("sqlite") as url:
        person, site = a_member(an_app(url)), live_server(TOMOSHIBI_DATABASE_URL=url)
        address = f"{site.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
        for origin in ("https://elsewhere.example", "http://127.0.0.1:1", "null", f"{site.url}.elsewhere.example"):
            with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
                websocket.create_connection(address, origin=origin, cookie=person.cookie)
        websocket.create_connection(address, origin=site.url, cookie=person.cookie).close()


def _is_exempt(app: Flask, way: Way) -> bool:
    view = app.view_functions[way.endpoint]
    return f"{view.__module__}.{view.__name__}" in csrf._exempt_views
