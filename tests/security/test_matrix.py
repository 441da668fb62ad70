"""Every route and every event x everybody: what access_table.txt says is what is answered, and a refusal changes nothing."""

from flask import Flask

from app import accounts
from app.accounts.access import allowed, public
from app.permissions import Permission
from tests.security import hearing, places, table
from tests.security.conftest import EVERYBODY, Planted, Walk, walk_of
from tests.security.walking import Seen, Walker, Way, events, ways

assert accounts


def missing(seen: dict[str, dict[str, str]]) -> list[str]:
    """Lines that access_table.txt lacks, ready to be copied once somebody has thought about them."""
    known = table.expected()
    return [
        f"add to {table.FILE.name}, if this is meant: {table.line(way, of)}"
        for way, of in seen.items()
        if way not in known
    ]


def differences(seen: dict[str, dict[str, str]]) -> list[str]:
    """Where an answer is not what the table says."""
    known = table.expected()
    return [
        f"{way}: {who} got {letter}, {table.FILE.name} says {known[way][who]}"
        for way, of in seen.items()
        if way in known
        for who, letter in of.items()
        if letter != known[way][who]
    ]


def letters(walk: Walk) -> dict[str, dict[str, str]]:
    """What everybody got, by way."""
    found: dict[str, dict[str, str]] = {}
    for (who, way), seen in walk.seen.items():
        found.setdefault(str(way), {})[who] = seen.letter
    return found


def refused_and_changed(walk: Walk) -> list[str]:
    return [f"{way} by {who}" for (who, way), seen in walk.seen.items() if seen.letter != "+" and seen.changed]


def heard(walker: Walker) -> dict[str, dict[str, Seen]]:
    """Every event sent by everybody."""
    return {
        event: {who: hearing.send(walker, who, event, places.payload(walker.world, event, who)) for who in EVERYBODY}
        for event in events(walker.app)
    }


def test_every_route_has_a_line_in_the_table_and_no_line_is_left_over(walk: Walk) -> None:
    assert missing(letters(walk)) == []
    routes = {way for way in table.expected() if not way.startswith("/")}
    assert routes - letters(walk).keys() == set(), "these routes are gone; take their lines out"


def test_everybody_gets_what_the_table_says_and_nothing_else(walk: Walk) -> None:
    assert differences(letters(walk)) == []


def test_whoever_is_refused_changes_nothing(walk: Walk) -> None:
    assert refused_and_changed(walk) == []
    assert any(seen.changed for seen in walk.seen.values()), "changes would be seen"


def test_looking_for_the_head_only_is_refused_like_looking(walk: Walk, walker: Walker) -> None:
    for (who, way), seen in walk.seen.items():
        if way.method == "GET" and who == "member" and seen.letter != "+":
            path = walker.last_paths[who, way]
            assert walker.send(who, "HEAD", path).status == seen.status, way
            asked = walker.send(who, "OPTIONS", path)
            assert (asked.page, asked.changed) == ("", False) or asked.letter == seen.letter, way


def test_every_event_has_a_payload_and_a_line_and_does_what_the_line_says(walker: Walker) -> None:
    unknown = [
        f"say in EVENTS of tests/security/places.py what to send with {each}"
        for each in events(walker.app)
        if each not in places.EVENTS
    ]
    assert unknown == []
    came = heard(walker)
    told = {event: {who: seen.letter for who, seen in of.items()} for event, of in came.items()}
    assert missing(told) == []
    assert differences(told) == []
    assert [
        f"{event} by {who}"
        for event, of in came.items()
        for who, seen in of.items()
        if seen.letter != "+" and seen.changed
    ] == []


def test_a_route_that_is_open_by_mistake_or_has_no_line_is_found(planted: Planted) -> None:
    def plant(app: Flask) -> None:
        app.add_url_rule("/planted", "planted", public(lambda: "everything"))
        app.view_functions["review.queue"] = public(lambda: "the whole queue")
        app.view_functions["notices.notices"] = allowed(Permission.Review.LOOK)(lambda: "nothing for members")

    walker = planted(plant)
    paths = {"/planted", "/review", "/notices"}
    seen = letters(walk_of(walker, [way for way in ways(walker.app) if way.path in paths and way.method == "GET"]))
    assert [line.split(": ")[1].split()[1] for line in missing(seen)] == ["/planted"]
    found = differences(seen)
    assert "GET /review: member got +, access_table.txt says -" in found
    assert "GET /review: watcher without a second factor got +, access_table.txt says 2" in found
    assert "GET /notices: member got -, access_table.txt says +" in found
    assert Way("/planted", "GET", "planted") in ways(walker.app)
