"""A new policy is followed by every process within seconds, whether or not there is a Redis; and by none of them sooner or later."""

import itertools
import json
import time
import urllib.request
from collections.abc import Callable

import pytest

from app.contributions import policies
from app.review import policy_drafts, policy_record, policy_trials
from tests.review.conftest import House
from tests.review.test_policy import WORD, Desk
from tests.support.cast import an_app, at_work
from tests.support.promises import kept
from tests.support.site import Site
from tests.support.threads import statements

PROMISED = 5.0
PATIENCE = 30.0
LiveServer = Callable[..., Site]


def followed_by(site: Site) -> str:
    """Which policy this process says it follows."""
    with urllib.request.urlopen(f"{site.url}/readyz", timeout=PATIENCE) as answer:
        return str(json.loads(answer.read())["moderation"]["policy"])


def follow(sites: list[Site], version: int) -> float:
    """Seconds until all of them follow it, which they have to."""
    began = time.monotonic()
    while not all(followed_by(site).endswith(f"+{version}") for site in sites):
        assert time.monotonic() < began + PATIENCE
    return time.monotonic() - began


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
    positions = itertools.count(1)

    def changed_and_undone() -> float:
        with at_work(desk.app, desk.lead) as actor:
            draft = policy_drafts.begin(actor)
            policy_drafts.add_word(actor, draft.id, WORD)
            policy_drafts.give_reason(actor, draft.id, "ためし")
            draft_id, version = draft.id, draft.version
            policy_trials.begin(actor, draft_id, 100)
        desk.work()
        assert desk.approve(draft_id, version) == next(positions)
        seconds = follow(sites, last := next(positions) - 1)
        with at_work(desk.app, desk.lead) as actor:
            policy_record.undo(actor, last)
        return max(seconds, follow(sites, last + 1))

    assert kept(PROMISED, changed_and_undone)


def test_a_process_asks_for_the_number_only_now_and_then(sqlite_house: House) -> None:
    """Every text is screened; not every text is a question to the database."""
    desk = Desk(sqlite_house)
    desk.in_force()
    shelf = desk.app.extensions[policies.EXTENSION]
    with at_work(desk.app), statements(desk.app) as asked:
        shelf.in_force()
        asked.clear()
        began = time.monotonic()
        for _often in range(100):
            shelf.in_force()
    # However long this machine took for it.
    assert len(asked) <= 1 + (time.monotonic() - began) / policies.LOOK_EVERY
    assert policies.LOOK_EVERY < PROMISED
