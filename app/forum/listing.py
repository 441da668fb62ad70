"""What the database says about the threads of a list without their words; the order is that of app/forum/order.py."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, and_, bindparam, or_, select, true, union_all

from app import clock, db
from app.accounts.models import Mask
from app.contributions.models import Contribution, State
from app.forum import order
from app.forum.drawers import Drawer
from app.forum.models import Board, Thread, Wants
from app.forum.order import Place
from app.paging import Page
from app.permissions import Actor

THREADS_SHOWN = 50
WAITING_SHOWN = 20

CONTRIBUTIONS, MASKS, THREADS = Contribution.__table__.c, Mask.__table__.c, Thread.__table__.c


class Listed(NamedTuple):
    """One thread of a list, as far as its words are not needed."""

    id: str
    author: str
    state: State
    version: int
    warning: str
    wants: Wants
    last_seq: int
    stirred_at: datetime
    rises: bool
    closed_at: datetime | None


def _many(name: str) -> Any:
    return bindparam(name, expanding=True)


# Everybody reads what is visible, and its author what waits; what the member has put aside is left out.
_SHOWN = (
    select(
        *(CONTRIBUTIONS.id, MASKS.name, CONTRIBUTIONS.state, CONTRIBUTIONS.version, CONTRIBUTIONS.warning),
        *(THREADS.wants, THREADS.last_seq, THREADS.stirred_at, THREADS.rises, THREADS.closed_at),
    )
    .select_from(Thread.__table__)
    .join(Contribution.__table__, CONTRIBUTIONS.id == THREADS.id)
    .join(Mask.__table__, MASKS.id == CONTRIBUTIONS.mask_id)
    .where(
        or_(
            CONTRIBUTIONS.state == State.VISIBLE,
            and_(CONTRIBUTIONS.state == State.HELD, CONTRIBUTIONS.mask_id.in_(_many("own"))),
        ),
        CONTRIBUTIONS.mask_id.not_in(_many("muted")),
        CONTRIBUTIONS.id.not_in(_many("hidden")),
    )
)
_WORDS = select(
    *(CONTRIBUTIONS.id, CONTRIBUTIONS.state, CONTRIBUTIONS.version, CONTRIBUTIONS.title, CONTRIBUTIONS.body)
).where(CONTRIBUTIONS.id.in_(_many("ids")))


def _of_one_order(place: Place | None, *, rises: bool) -> Select[Any]:
    found = _SHOWN.where(THREADS.board_id == bindparam("board"), THREADS.rises == rises)
    if place is not None:
        found = found.where(order.after(place, rises=rises))
    ordered = found.order_by(THREADS.stirred_at.desc(), THREADS.id.desc())
    return select(ordered.limit(THREADS_SHOWN + 1).subquery())


def _of_both_orders(place: Place | None) -> CompoundSelect[Any]:
    """Threads that rise and threads that do not: both are walked along an index and put together afterwards."""
    return union_all(_of_one_order(place, rises=True), _of_one_order(place, rises=False))


# Put together once: every first page asks it.
_FIRST = _of_both_orders(None)


def threads_on(member: Actor, board: Board, drawer: Drawer, after: str | None = None) -> Page[Listed]:
    """Threads of a board in the order of app/forum/order.py, with the member's own that wait.

    `after` is the cursor of the page before. Names and threads that the member has put aside are left out.
    """
    place = Place.read(after) if after else None
    at = place.at if place else clock.now()
    rows = db.session().execute(_of_both_orders(place) if place else _FIRST, _left_out(member, drawer, board=board.id))
    found = sorted((Listed._make(row) for row in rows), key=lambda each: order.key(each, at), reverse=True)
    if len(found) <= THREADS_SHOWN:
        return Page(found, None)
    last = found[THREADS_SHOWN - 1]
    return Page(found[:THREADS_SHOWN], str(Place(at, last.stirred_at, last.rises, last.id)))


def waiting_for_morning(member: Actor, drawer: Drawer) -> Sequence[Listed]:
    """What was begun at night and nobody has answered, the longest waiting first; without one's own."""
    recent = THREADS.stirred_at > clock.now() - order.HIGHEST * order.SHARE
    waiting = _SHOWN.where(THREADS.rises == true(), CONTRIBUTIONS.mask_id.not_in(_many("own")), recent)
    found = waiting.order_by(THREADS.stirred_at).limit(WAITING_SHOWN)
    return [Listed._make(row) for row in db.session().execute(found, _left_out(member, drawer))]


def words_of(threads: Collection[Listed]) -> Mapping[str, tuple[str, str]]:
    """Heading and text of some threads of a list, by identifier, without those that have changed since they were listed."""
    if not threads:
        return {}
    listed = {each.id: (each.state, each.version) for each in threads}
    rows = db.session().execute(_WORDS, {"ids": list(listed)})
    return {about: (title, body) for about, state, version, title, body in rows if listed[about] == (state, version)}


def _left_out(member: Actor, drawer: Drawer, **more: str) -> dict[str, Any]:
    return {"own": list(member.masks), "muted": list(drawer.muted), "hidden": list(drawer.hidden), **more}
