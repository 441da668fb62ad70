"""What a search finds for this member, ready to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectin_polymorphic

from app import db
from app.contributions import surfaces
from app.contributions.models import Contribution
from app.contributions.queries import visible_to
from app.finding import letters, queries, ranking
from app.finding.facts import Place, places
from app.finding.letters import Query
from app.finding.models import Entry
from app.finding.queries import Wanted
from app.finding.ranking import Seen
from app.permissions import Actor
from app.search.slips import Slip
from app.search.snippets import Pieces, marked, snippet

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that was found: where it stands, its heading (that of its thread for replies), and the words around."""

    contribution: Contribution
    address: str
    heading: Pieces
    words: Pieces
    place: Place | None
    wants: str
    is_opening: bool


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found."""

    hits: Sequence[Hit]
    query: Query
    following: Slip | None


def search(member: Actor, slip: Slip) -> Results:
    """The page of a search that a slip stands for."""
    query = letters.read(slip.words)
    wanted = Wanted(query.clauses, _places_of(slip), slip.wants, slip.answered)
    seen = slip.seen or Seen(queries.last_number())
    in_order = ranking.newest_first if slip.order == "new" else ranking.best_first
    found = in_order(wanted, seen, SHOWN) if not _is_nowhere(slip, wanted) else ranking.Found([], None)
    following = slip.after(found.following) if found.following else None
    return Results(_hits(member, found.numbers, query), query, following)


def _places_of(slip: Slip) -> tuple[str, ...]:
    chosen = [place for place in places() if slip.place in {"", place.id} and slip.stage in {"", place.stage}]
    return tuple(place.id for place in chosen) if slip.place or slip.stage else ()


def _is_nowhere(slip: Slip, wanted: Wanted) -> bool:
    """A board and a stage that do not go together."""
    return bool(slip.place or slip.stage) and not wanted.places


def _hits(member: Actor, numbers: Sequence[int], query: Query) -> Sequence[Hit]:
    entries = queries.entries(numbers)
    texts = _texts(member, [entry.contribution_id for entry in entries.values()])
    openings = _texts(member, {text.place_id for text in texts.values() if text.place_id})
    shown = Showing(query.clauses, texts, openings, {place.id: place for place in places()})
    return [shown.hit(entries[number]) for number in numbers if _is_there(number, entries, texts)]


def _is_there(number: int, entries: Mapping[int, Entry], texts: Mapping[str, Contribution]) -> bool:
    """What left between two questions to the database is not shown."""
    return number in entries and entries[number].contribution_id in texts


@dataclass(frozen=True, slots=True)
class Showing:
    """Everything one page of hits is made of, loaded at once; openings are the threads that replies stand in."""

    clauses: Sequence[letters.Clause]
    texts: Mapping[str, Contribution]
    openings: Mapping[str, Contribution]
    places: Mapping[str, Place]

    def hit(self, entry: Entry) -> Hit:
        text = self.texts[entry.contribution_id]
        opening = text if entry.is_opening else self.openings.get(text.place_id or "")
        return Hit(
            contribution=text,
            address=surfaces.of(text).address(text),
            heading=marked(opening.title, self.clauses) if opening else [],
            words=snippet(text.body, self.clauses),
            place=self.places.get(entry.place_id),
            wants=entry.wants,
            is_opening=entry.is_opening,
        )


def _texts(member: Actor, ids: Iterable[str]) -> Mapping[str, Contribution]:
    kinds = [mapper.class_ for mapper in Contribution.__mapper__.self_and_descendants][1:]
    found = select(Contribution).options(joinedload(Contribution.mask), selectin_polymorphic(Contribution, kinds))
    shown = found.where(Contribution.id.in_(list(ids)), visible_to(member))
    return {text.id: text for text in db.session().scalars(shown)}
