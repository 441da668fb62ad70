"""Every route and every event says who may use it; nothing is open by accident."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.accounts.access import declared
from app.permissions import MAP, Role
from app.realtime import EventNamespace
from tests.support.cast import Person, a_member, a_visitor, an_app

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(scope="module")
def app(make_migrated_database) -> Iterator[Flask]:  # type: ignore[no-untyped-def]  # a fixture's own type
    with make_migrated_database("sqlite") as url:
        yield an_app(url)


def undeclared(app: Flask) -> list[str]:
    return [rule.endpoint for rule in app.url_map.iter_rules() if declared(app, rule.endpoint) is None]


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    assert undeclared(app) == []


def test_a_route_that_says_nothing_is_found_and_closed(sqlite_url: str) -> None:
    app = an_app(sqlite_url)
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert undeclared(app) == ["forgotten"]
    assert a_visitor(app).get("/forgotten").status_code == 403
    assert a_member(app, role=Role.LEAD).client.get("/forgotten").status_code == 403


def test_every_permission_in_use_is_on_the_map(app: Flask) -> None:
    used = {declared(app, rule.endpoint) for rule in app.url_map.iter_rules()} - {"public", "members"}
    assert used <= set(MAP)


def test_every_event_runs_inside_the_guard(app: Flask) -> None:
    namespaces = app.extensions["tomoshibi_namespaces"]
    assert namespaces, "there is something to check"
    bare = [
        f"{type(namespace).__name__}.{name}"
        for namespace in namespaces
        for name in dir(namespace)
        if name.startswith("on_")
        and not hasattr(EventNamespace, name)
        and not hasattr(getattr(namespace, name), "is_guarded")
    ]
    assert bare == []


def test_an_event_defined_past_the_guard_would_be_found() -> None:
    class Planted(EventNamespace):
        def on_shout(self, given: dict[str, object]) -> None:
            """Guarded by the base class, whether or not its writer thought of it."""

    assert hasattr(Planted.on_shout, "is_guarded")


def test_a_visitor_who_posts_anywhere_members_only_changes_nothing_and_keeps_the_words(app: Flask) -> None:
    visitor = a_visitor(app)
    for rule in app.url_map.iter_rules():
        if rule.methods & UNSAFE and declared(app, rule.endpoint) != "public":  # type: ignore[operator]  # always a set
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", "none").replace(f"<int:{name}>", "1")
            answer = visitor.post(path, data={"body": "書きかけのことば"})
            assert answer.status_code in {400, 401, 403, 404}, path
            assert "書きかけのことば" in answer.get_data(as_text=True), path


def test_staff_pages_do_not_exist_for_others(app: Flask) -> None:
    people: list[Person] = [a_member(app), a_member(app, role=Role.COUNSELLOR)]
    for rule in app.url_map.iter_rules():
        if (
            str(declared(app, rule.endpoint)).startswith("Review.")
            and "GET" in (rule.methods or ())
            and not rule.arguments
        ):
            for person in people:
                assert person.client.get(rule.rule).status_code == 404, rule.rule


def test_every_answer_carries_the_headers_also_when_something_is_wrong(app: Flask) -> None:
    visitor = a_visitor(app)
    for path in ("/", "/nowhere", "/static/css/base.css", "/me", "/healthz"):
        with visitor.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe-" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
