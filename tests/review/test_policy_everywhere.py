"""A new policy is followed by every process within seconds, whether or not there is a Redis; and by none of them sooner or later."""

import json
import time
import urllib.request
from collections.abc import Callable

import pytest
from sqlalchemy import event

from app.contributions import policies
from app.review import policy_drafts, policy_record, policy_trials
from tests.review.conftest import House
from tests.review.test_policy import WORD, Desk
from tests.support.cast import an_app, at_work
from tests.support.site import Site

PROMISED = 5.0
LiveServer = Callable[..., Site]


def followed_by(site: Site) -> str:
    """Which policy this process says it follows."""
    with urllib.request.urlopen(f"{site.url}/readyz", timeout=5) as answer:
        return str(json.loads(answer.read())["moderation"]["policy"])


def follow(sites: list[Site], wanted: Callable[[str], bool]) -> bool:
    """Do all of them within what was promised?"""
    deadline = time.monotonic() + PROMISED
    while time.monotonic() < deadline:
        if all(wanted(followed_by(site)) for site in sites):
            return True
    return False


@pytest.mark.parametrize("has_redis", [False, True])
def test_two_processes_follow_a_new_policy_within_five_seconds_and_its_undoing_as_soon(
    live_server: LiveServer, request: pytest.FixtureRequest, *, has_redis: bool
) -> None:
    url = request.getfixturevalue("sqlite_url")
    settings = {"TOMOSHIBI_DATABASE_URL": url}
    if has_redis:
        settings["TOMOSHIBI_REDIS_URL"] = request.getfixturevalue("redis_url")
    sites = [live_server(**settings), live_server(**settings)]
    assert all("+" not in followed_by(site) for site in sites)
    desk = Desk(House(an_app(url)))
    with at_work(desk.app, desk.lead) as actor:
        draft = policy_drafts.begin(actor)
        policy_drafts.add_word(actor, draft.id, WORD)
        policy_drafts.give_reason(actor, draft.id, "ためし")
        draft_id, version = draft.id, draft.version
        policy_trials.begin(actor, draft_id, 100)
    desk.work()
    assert desk.approve(draft_id, version) == 1
    assert follow(sites, lambda told: told.endswith("+1"))
    with at_work(desk.app, desk.lead) as actor:
        policy_record.undo(actor, 1)
    assert follow(sites, lambda told: told.endswith("+2"))


def test_a_process_asks_for_the_number_only_now_and_then(sqlite_house: House) -> None:
    """Every text is screened; not every text is a question to the database."""
    desk = Desk(sqlite_house)
    desk.in_force()
    shelf = desk.app.extensions[policies.EXTENSION]
    asked: list[str] = []
    listen = lambda _connection, _cursor, statement, *_: asked.append(statement)
    with at_work(desk.app):
        engine = desk.app.extensions["tomoshibi_db"].engine
        event.listen(engine, "before_cursor_execute", listen)
        began = time.monotonic()
        try:
            for _often in range(100):
                shelf.in_force()
        finally:
            event.remove(engine, "before_cursor_execute", listen)
    # However long this machine took for it.
    assert len(asked) <= 2 + (time.monotonic() - began) / policies.LOOK_EVERY
    assert policies.LOOK_EVERY < PROMISED
