"""Another's identifier opens nothing: for every way and event that takes one, nothing is told and nothing is changed."""

from pathlib import Path

from flask import Flask

from app import db
from app.accounts.access import public
from app.contributions.models import Contribution
from tests.security import hearing, places
from tests.security.conftest import walk_of  # noqa: F401 - the walk of the other files
from tests.security.walking import SAFE, Walker, Way, arguments, events, filled, ways
from tests.security.world import World, a_world
from tests.support.databases import MakeDatabase

REFUSED = {"-", "x", "s", "2"}


def opened(walker: Walker, chosen: list[Way]) -> list[str]:
    """Where a foreign identifier told or changed something."""
    found = []
    for way in chosen:
        for who, thing in places.FOREIGN.get(way.endpoint, ()):
            seen = walker.go(who, way, _path(walker, way, who, thing), places.FIELDS)
            trouble = _trouble(walker.world, seen.letter, seen.page, seen.changed)
            if trouble:
                found.append(f"{way}: {who} with {thing} {trouble} ({seen.status})")
    return found


def test_every_way_with_an_identifier_says_which_must_not_work(walker: Walker) -> None:
    assert places.without_foreign(walker.app, ways(walker.app)) == []
    assert set(events(walker.app)) == set(places.FOREIGN_EVENTS), "events: see FOREIGN_EVENTS in places.py"


def test_nobody_gets_anything_with_anothers_identifier(walker: Walker) -> None:
    assert opened(walker, ways(walker.app)) == []


def test_the_same_identifiers_work_for_those_they_belong_to(walker: Walker) -> None:
    app, things = walker.app, walker.world.things
    own = [
        ("aki", "contributions.contribution", "held"),
        ("counsellor", "experts.question", "private question"),
        ("yuki", "experts.question", "private question"),
        ("nurse", "experts.question", "other room's question"),
        ("moderator", "review.case", "held"),
        ("aki", "contributions.edit", "reply"),
    ]
    for who, endpoint, thing in own:
        way = next(way for way in ways(app) if way.endpoint == endpoint and way.method == "GET")
        path = filled(app, way, {arguments(app, way)[0]: things[thing]})
        assert walker.go(who, way, path).letter == "+", (who, endpoint, thing)


def test_no_event_tells_or_changes_anything_with_anothers_identifier(walker: Walker) -> None:
    found = []
    for event, tries in places.FOREIGN_EVENTS.items():
        for given in tries:
            payload = {name: places.value_of(walker.world, value, "member") for name, value in given.items()}
            seen = hearing.send(walker, "member", event, payload)
            trouble = _trouble(
                walker.world,
                "-" if "quotes" in given else seen.letter,
                seen.page,
                seen.changed and "quotes" not in given,
            )
            if trouble:
                found.append(f"{event} with {given}: {trouble}")
    assert found == []


def test_quoting_what_one_may_not_read_tells_nothing(walker: Walker) -> None:
    """The other door for identifiers: the query and the fields of a form."""
    thread = walker.world.things["thread"]
    for thing in ("held", "removed", "private question"):
        quoted = walker.world.things[thing]
        pages = [walker.send("member", "GET", f"/threads/{thread}?quote={quoted}")]
        carried = {"csrf_token": walker.tokens["member"], **places.FIELDS, "quotes": quoted}
        pages.append(walker.send("member", "POST", f"/threads/{thread}/replies", carried))
        for seen in pages:
            assert walker.world.words[thing] not in seen.page, thing


def test_a_page_that_tells_whatever_it_is_asked_is_found(make_migrated_database: MakeDatabase, tmp_path: Path) -> None:
    def tell(contribution_id: str) -> str:
        return db.session().get_one(Contribution, contribution_id).body

    def plant(app: Flask) -> None:
        app.view_functions["contributions.contribution"] = public(tell)
        app.add_url_rule("/planted/<contribution_id>", "planted", public(tell))

    with make_migrated_database("sqlite") as url:
        walker = Walker(a_world(url, plant), tmp_path)
        assert len(places.without_foreign(walker.app, ways(walker.app))) == 1
        found = opened(walker, [way for way in ways(walker.app) if way.endpoint == "contributions.contribution"])
    assert len(found) == len(places.FOREIGN["contributions.contribution"])
    assert all("was told" in each for each in found)


def _path(walker: Walker, way: Way, who: str, thing: str) -> str:
    given = places.path_arguments(walker.world, way, who)
    chosen = next(name for name in given if name not in places.FOR_EVERYBODY)
    return filled(walker.app, way, {**given, chosen: walker.world.things[thing]})


def _trouble(world: World, letter: str, page: str, changed: bool) -> str:
    told = [words for words in world.words.values() if words in page]
    if told:
        return f"was told {told[0]}"
    if changed:
        return "changed something"
    return "" if letter in REFUSED else f"was answered {letter}"


assert SAFE
