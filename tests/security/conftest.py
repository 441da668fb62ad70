"""One walk over everything for all the tests that look at what came of it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.security import places
from tests.security.walking import SAFE, Seen, Walker, Way, filled, ways
from tests.security.world import PROVED, UNPROVED, VISITOR, a_world, once_more
from tests.support.databases import MakeDatabase

Planted = Callable[[Callable[[Flask], None]], Walker]
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


@pytest.fixture
def planted(walker: Walker, tmp_path: Path) -> Planted:
    """planted(plant) is a walker through the same world, in whose application something is planted."""

    def make(plant: Callable[[Flask], None]) -> Walker:
        copy = shutil.copy(walker.database.kept, tmp_path / "site.db")
        return Walker(once_more(walker.world, f"sqlite:///{copy}", plant), tmp_path)

    return make


@pytest.fixture(scope="session")
def walk(walker: Walker) -> Walk:
    return walk_of(walker, ways(walker.app))


def walk_of(walker: Walker, chosen: list[Way]) -> Walk:
    """Everybody calls each of these."""
    seen = {}
    for way in chosen:
        for who in EVERYBODY:
            path, fields = filled_for(walker, way, who), places.sent(walker.world, way, who)
            asked = f"{path}?{urlencode(fields)}" if fields and way.method in SAFE else path
            seen[who, way] = walker.go(who, way, asked, fields)
    return Walk(walker, seen)


def filled_for(walker: Walker, way: Way, who: str) -> str:
    """The path as this person would call it."""
    return filled(walker.app, way, places.path_arguments(walker.world, way, who))
