"""The waiting time as a drawing: where everything goes, in the units of a view box. The table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.experts.numbers import Line

LEFT, RIGHT, TOP, ROW = 8, 352, 8, 34
A_DAY = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One room in one month: a bar up to the median, a tick where nine of ten lie below."""

    line: Line
    y: int
    width: float
    tick: float


def rows(lines: Sequence[Line]) -> Sequence[Row]:
    """Those of which enough is known."""
    told = [line for line in lines if line.median is not None and line.ninth is not None]
    longest = top(lines)
    return [
        Row(line, TOP + number * ROW, _along(line.median or 0, longest), LEFT + _along(line.ninth or 0, longest))
        for number, line in enumerate(told)
    ]


def top(lines: Sequence[Line]) -> int:
    """The hours at the right edge: whole days."""
    longest = max((line.ninth or 0 for line in lines), default=0)
    return max(1, -(-longest // A_DAY)) * A_DAY


def ticks(lines: Sequence[Line]) -> Sequence[tuple[float, int]]:
    """Where days are written below: none, half, all."""
    days = top(lines) // A_DAY
    return [(LEFT + (RIGHT - LEFT) * part, round(days * part)) for part in ((0, 1) if days < 2 else (0, 0.5, 1))]


def _along(hours: int, longest: int) -> float:
    return round((RIGHT - LEFT) * hours / longest, 1)
