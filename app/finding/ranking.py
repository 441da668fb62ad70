"""The order of what was found: by how well it fits, or the newest first; page by page, by what was seen last.

How well a text fits is worked out among the newest that hold the words and the newest that hold them in the heading;
what is older than these follows by age, so that nothing is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.finding import queries
from app.finding.models import Entry
from app.finding.queries import Wanted

Placed = tuple[int | None, int]
WEIGHED = 120
MOST_TIMES = 5
USUAL_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """How far one has read: the newest entry when the search began, and the last one seen with its score.

    score is None where the order is by age alone.
    """

    anchor: int
    number: int | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page: numbers in order, and where the next one begins (None at the end)."""

    numbers: Sequence[int]
    following: Seen | None


def newest_first(wanted: Wanted, seen: Seen, limit: int) -> Found:
    """The newest first."""
    found = queries.newest(wanted, seen.number or seen.anchor + 1, limit + 1)
    return _page([(None, number) for number in found], seen, limit)


def best_first(wanted: Wanted, seen: Seen, limit: int) -> Found:
    """What fits best first."""
    headed = queries.in_titles(wanted, seen.anchor + 1, WEIGHED)
    latest = queries.newest(wanted, seen.anchor + 1, WEIGHED)
    is_among_weighed = seen.number is None or seen.score is not None
    found: list[Placed] = _left(wanted, {*headed, *latest}, seen) if is_among_weighed else []
    if len(found) <= limit and len(latest) == WEIGHED:
        before = min(latest) if is_among_weighed else seen.number
        older = queries.newest(wanted, before, limit + 1 + len(headed))
        found += [(None, number) for number in older if number not in headed]
    return _page(found, seen, limit)


def _page(found: Sequence[Placed], seen: Seen, limit: int) -> Found:
    following = Seen(seen.anchor, found[limit - 1][1], found[limit - 1][0]) if len(found) > limit else None
    return Found([number for _score, number in found[:limit]], following)


def _left(wanted: Wanted, numbers: set[int], seen: Seen) -> list[Placed]:
    """Score and number of each not seen yet, the best first; of equals the newest."""
    weighed = [(score(wanted, entry), number) for number, entry in queries.entries(numbers).items()]
    left = weighed if seen.score is None else [each for each in weighed if each < (seen.score, seen.number or 0)]
    return [*sorted(left, reverse=True)]


def score(wanted: Wanted, entry: Entry) -> int:
    """In thousandths: words in the heading weigh most, then how much of the text is about them, then openings."""
    total = 300 if entry.is_opening else 0
    crowd = 1 + len(entry.body) / USUAL_LENGTH
    for clause in wanted.clauses:
        total += 3000 if clause.needle in entry.title else 0
        total += round(1000 * min(entry.body.count(clause.needle), MOST_TIMES) / crowd)
    return total
