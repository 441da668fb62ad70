"""How many members told the same, counted in memory from sealed rows: no table of counts exists, and none can leak.

Taken once a day, so that nobody can watch a group become large enough by one newcomer; whoever takes their words back or
leaves is missing from it at once.
"""

import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app import clock, db
from app.accounts import choices, masks
from app.accounts.choices import Choices
from app.accounts.context import NOTHING, Context, shown
from app.accounts.models import Member
from app.keys import Keys

# How long words that were taken back in another process may still stand.
CHECKED_EVERY = timedelta(minutes=10)


class Census:
    """What stands beside which mask today."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._guard = threading.Lock()
        self._taken_on: date | None = None
        self._checked_at: datetime | None = None
        self._told: dict[str, Context] = {}
        self._beside: dict[bytes, str] = {}
        self._shown: dict[Context, Context] = {}

    def beside(self, owner_tag: bytes) -> Context:
        """What to show beside the mask with this tag: nothing, or words that at least twenty members are shown with."""
        return self.beside_each([owner_tag])[owner_tag]

    def beside_each(self, owner_tags: Collection[bytes]) -> Mapping[bytes, Context]:
        """The same for all names on a page."""
        with self._guard:
            self._keep_current()
            told = {tag: self._told.get(self._beside.get(tag, ""), NOTHING) for tag in owner_tags}
            return {tag: self._shown.get(each, NOTHING) for tag, each in told.items()}

    def lose(self, member_id: str) -> None:
        """This member's words count no more and are shown no more, until the census of another day."""
        with self._guard:
            if self._told.pop(member_id, None) is not None:
                self._shown = shown(Counter(self._told.values()))

    def _keep_current(self) -> None:
        if self._taken_on != clock.today():
            self._take()
        elif self._checked_at is None or clock.now() - self._checked_at > CHECKED_EVERY:
            # Other processes hear of those who took their words back by looking; nobody new is let in by this.
            present = {member_id: chosen.context for member_id, chosen in self._chosen()}
            for member_id in [each for each, told in self._told.items() if present.get(each) != told]:
                del self._told[member_id]
            self._shown = shown(Counter(self._told.values()))
            self._checked_at = clock.now()

    def _chosen(self) -> Iterator[tuple[str, Choices]]:
        for member_id, sealed in db.session().execute(select(Member.id, Member.choices)):
            yield member_id, choices.opened(self._keys, member_id, sealed)

    def _take(self) -> None:
        self._told, self._beside = {}, {}
        self._taken_on, self._checked_at = clock.today(), clock.now()
        for member_id, chosen in self._chosen():
            if chosen.context.says_something:
                self._told[member_id] = chosen.context
                if chosen.shown is not None:
                    self._beside[masks.owner_tag(self._keys, member_id, chosen.shown)] = member_id
        self._shown = shown(Counter(self._told.values()))
