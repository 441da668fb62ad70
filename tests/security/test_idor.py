"""Another's identifier opens nothing: for every way and event that takes one, nothing is told and nothing is changed."""

from flask import Flask

from app import db
from app.accounts.access import public
from app.contributions import sealing
from app.contributions.models import Contribution
from app.contributions.places import CHANNELS
from tests.security import hearing, places
from tests.security.conftest import Planted, Walk
from tests.security.walking import SAFE, Walker, Way, arguments, events, filled, ways
from tests.security.world import World

REFUSED = {"-", "x", "s", "2"}


def opened(walker: Walker, chosen: list[Way]) -> list[str]:
    """Where a foreign identifier told or changed something."""
    found = []
    for way in chosen:
        for who, thing in places.FOREIGN.get(way.endpoint, ()):
            seen = walker.go(who, way, _path(walker, way, who, thing), places.FIELDS)
            letter = "-" if way.endpoint in places.ALIKE else seen.letter
            # What was typed into a composer is kept for whoever typed it, whatever became of the form.
            changed = seen.tables - ({"drafts"} if way.endpoint in CHANNELS else set())
            trouble = _trouble(walker.world, letter, seen.page, bool(changed))
            if trouble:
                found.append(f"{way}: {who} with {thing} {trouble} {sorted(changed)} ({seen.status})")
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


def test_no_page_tells_anybody_words_that_are_not_for_them(walk: Walk, walker: Walker) -> None:
    """Whoever calls whatever as they may: what waits, what is gone and what is for a few stands on no page of theirs."""
    told = [
        f"{way} told {who} the {thing}"
        for (who, way), seen in walk.seen.items()
        for thing, words in walker.world.words.items()
        if words in seen.page and not places.may_be_told(who, way, thing)
    ]
    assert told == []
    assert any(words in seen.page for seen in walk.seen.values() for words in walker.world.words.values()), (
        "moderators and counsellors read them, so that they would be seen"
    )


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


def test_composing_beside_what_one_may_not_read_tells_nothing(walker: Walker) -> None:
    """A form names its place by an address, and a place may hold an identifier."""
    for thing in ("held", "removed", "private question"):
        place = f"/contributions/{walker.world.things[thing]}/revisions"
        fields = {"csrf_token": walker.tokens["member"], "place": place, "body": "ほかの人のことばに手を入れます。"}
        for path in ("/checks", "/preview", "/drafts"):
            assert _trouble(walker.world, "-", walker.send("member", "POST", path, fields).page, changed=False) == "", (
                path
            )


def test_a_page_that_tells_whatever_it_is_asked_is_found(planted: Planted) -> None:
    def tell(contribution_id: str) -> str:
        # Opened, too: a sealed text that is merely shown reads empty.
        return sealing.open_up(db.session().get_one(Contribution, contribution_id)).body

    def plant(app: Flask) -> None:
        app.view_functions["contributions.contribution"] = public(tell)
        app.add_url_rule("/planted/<contribution_id>", "planted", public(tell))

    walker = planted(plant)
    assert len(places.without_foreign(walker.app, ways(walker.app))) == 1
    found = opened(walker, [way for way in ways(walker.app) if way.endpoint == "contributions.contribution"])
    assert len(found) == len(places.FOREIGN["contributions.contribution"])
    assert all("was told" in each for each in found)


def _path(walker: Walker, way: Way, who: str, thing: places.Foreign) -> str:
    given = places.path_arguments(walker.world, way, who)
    if isinstance(thing, str):
        thing = {next(name for name in given if name not in places.FOR_EVERYBODY): thing}
    return filled(walker.app, way, given | {name: walker.world.things[each] for name, each in thing.items()})


def _trouble(world: World, letter: str, page: str, changed: bool) -> str:
    told = [words for words in world.words.values() if words in page]
    if told:
        return f"was told {told[0]}"
    if changed:
        return "changed something"
    return "" if letter in REFUSED else f"was answered {letter}"


assert SAFE
