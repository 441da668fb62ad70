"""Many notices, said calmly: what is new first, and everything about one place in one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.notices import queries, wording
from app.notices.models import OF_OTHERS, Notice, NoticeKind
from app.notices.told import Told
from app.permissions import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: the newest of its notices, and the words for all of them."""

    notice: Notice
    told: Told
    is_new: bool

    @property
    def leads_to_its_place(self) -> bool:
        """Where somebody else answered one wants to read on; about one's own text one wants to see the text."""
        return self.notice.kind in OF_OTHERS


def lines_for(member: Actor, notices: Iterable[Notice]) -> Sequence[Line]:
    """The notices (newest first) as lines, the new ones before those that were read."""
    groups: dict[tuple[object, ...], list[Notice]] = {}
    for notice in notices:
        groups.setdefault((not queries.is_new(member, notice), *_key(notice)), []).append(notice)
    lines = [_line(group, is_new=not key[0]) for key, group in groups.items()]
    return sorted(lines, key=lambda line: not line.is_new)


def _line(group: list[Notice], *, is_new: bool) -> Line:
    newest = group[0]
    return Line(newest, wording.of(newest) if len(group) == 1 else wording.of_several(newest), is_new)


def _key(notice: Notice) -> tuple[object, ...]:
    if notice.kind in OF_OTHERS:
        return notice.kind, notice.place_id or notice.contribution_id
    # Thanks for several reports say the same; what is about one's own texts is said for each.
    if notice.kind is NoticeKind.REPORT_ANSWERED:
        return notice.kind, notice.topic
    return (notice.id,)
