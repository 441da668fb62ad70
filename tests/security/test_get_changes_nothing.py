"""Looking changes nothing: after every GET by everybody the whole database is as it was."""

from flask import Flask

from app import db, web
from app.accounts.access import public
from app.forum.models import Board
from tests.security.conftest import Planted, Walk, walk_of
from tests.security.walking import ways
from tests.security.world import NAMES


def changed_by_looking(walk: Walk) -> list[str]:
    return [f"{way} by {who}" for (who, way), seen in walk.seen.items() if way.method == "GET" and seen.changed]


def test_looking_changes_nothing_for_anybody(walk: Walk) -> None:
    assert changed_by_looking(walk) == []


def test_a_page_that_changes_something_is_found(planted: Planted) -> None:
    def leave_a_mark() -> str:
        web.switch_to_writing()
        db.session().add(Board(slug="mark", position=9, **NAMES))
        return "only looking"

    def plant(app: Flask) -> None:
        app.add_url_rule("/planted", "planted", public(leave_a_mark))

    walker = planted(plant)
    walk = walk_of(walker, [way for way in ways(walker.app) if way.path in {"/planted", "/boards"}])
    found = changed_by_looking(walk)
    assert len(found) == len({who for who, _way in walk.seen}), (
        "everybody's look left a mark, and every mark was wiped away"
    )
    assert all(each.startswith("GET /planted") for each in found)
