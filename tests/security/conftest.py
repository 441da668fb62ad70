"""One walk over everything for all the tests that look at what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.security import places
from tests.security.walking import Seen, Walker, Way, filled, ways
from tests.security.world import PROVED, UNPROVED, VISITOR, a_world
from tests.support.databases import MakeDatabase

EVERYBODY = (VISITOR, *PROVED, *UNPROVED)


@dataclass(frozen=True)
class Walk:
    """Everybody has called every way once."""

    walker: Walker
    seen: dict[tuple[str, Way], Seen]


@pytest.fixture(scope="session")
def walker(make_migrated_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walker]:
    with make_migrated_database("sqlite") as url:
        yield Walker(a_world(url), tmp_path_factory.mktemp("walk"))


@pytest.fixture(scope="session")
def walk(walker: Walker) -> Walk:
    return walk_of(walker, ways(walker.app))


def walk_of(walker: Walker, chosen: list[Way]) -> Walk:
    """Everybody calls each of these."""
    seen = {}
    for way in chosen:
        for who in EVERYBODY:
            path = filled_for(walker, way, who)
            seen[who, way] = walker.go(who, way, path)
    return Walk(walker, seen)


def filled_for(walker: Walker, way: Way, who: str) -> str:
    """The path as this person would call it."""
    return filled(walker.app, way, places.path_arguments(walker.world, way, who))
