"""Was it right to notice? What people decided about what each detector saw, from sums alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LET_THROUGH = "publish"
TENTHS = range(3, 10)
MOST = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of what one detector saw of one kind. by_tenth: by score, how many, and how many of them were acted on."""

    kind: str
    detector: str
    number: int
    acted: int
    by_tenth: tuple[tuple[int, int], ...]

    @property
    def share(self) -> int:
        return round(100 * self.acted / self.number)

    @property
    def is_danger(self) -> bool:
        """Danger is rightly published and answered with care, so a ruling says nothing about whether it was there."""
        return self.kind.startswith("crisis.")


def told_by(told: Counter[str]) -> Sequence[Seen]:
    """From sums by "kind|detector|outcome|tenth", the most frequent first."""
    number: Counter[tuple[str, str, int]] = Counter()
    acted: Counter[tuple[str, str, int]] = Counter()
    for about, many in told.items():
        kind, detector, outcome, tenth = about.split("|")
        number[kind, detector, int(tenth)] += many
        acted[kind, detector, int(tenth)] += many if outcome != LET_THROUGH else 0
    pairs = {(kind, detector) for kind, detector, _tenth in number}
    found = [
        Seen(
            kind,
            detector,
            sum(number[kind, detector, tenth] for tenth in range(10)),
            sum(acted[kind, detector, tenth] for tenth in range(10)),
            tuple((number[kind, detector, tenth], acted[kind, detector, tenth]) for tenth in TENTHS),
        )
        for kind, detector in pairs
    ]
    return sorted(found, key=lambda one: (-one.number, one.kind, one.detector))[:MOST]
