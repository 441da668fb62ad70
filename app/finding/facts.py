"""What is known of a text besides its words, and the places it may stand in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """place_id: board or expert room. wants: what its thread wants. is_answered: somebody has answered its thread."""

    place_id: str
    wants: str = ""
    is_opening: bool = False
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A board or an expert room, with the school stage it is for ("" for all)."""

    id: str
    name_ja: str
    name_en: str
    stage: str = ""


_places: dict[str, Callable[[], Sequence[Place]]] = {}


def register_places(kind: str, listed: Callable[[], Sequence[Place]]) -> None:
    """A feature says which places its texts stand in; a second registration replaces the first."""
    _places[kind] = listed


def places() -> Sequence[Place]:
    """All of them, in the order the features were registered."""
    return [place for listed in _places.values() for place in listed()]
