"""What everybody in the evening shares: who takes part, what stands by now, and what became of each text."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from app import clock
from app.contributions.models import Contribution
from app.contributions.services import Attempt, Receipt, Submission
from app.forum.models import Thread
from app.permissions import Actor
from app.seeds.people import Cast

Said = list[Contribution | None]
"""The texts of one thread or room so far; None for one that was refused."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that somebody did, and when."""

    moment: datetime
    act: Callable[[], None]


@dataclass(slots=True)
class Story:
    """The evening as far as it has been told; threads are found by their title."""

    cast: Cast
    threads: dict[str, Thread] = field(default_factory=dict)
    receipts: Counter[Receipt] = field(default_factory=Counter)

    def who(self, key: str) -> Actor:
        """The person of this key in people.toml."""
        return self.cast[key]

    def send(self, write: Callable[[Attempt], Submission]) -> Contribution | None:
        """Send a text the way people do: whoever is asked to think again sends it as it is."""
        submission = write(Attempt.FIRST)
        if submission.receipt is Receipt.ASKED:
            submission = write(Attempt.INSISTING)
        self.receipts[submission.receipt] += 1
        return submission.contribution


def tell(happenings: list[Happening]) -> None:
    """Let everything happen in its order, each at its moment."""
    for happening in sorted(happenings, key=lambda one: one.moment):
        with clock.standing_at(happening.moment):
            happening.act()
