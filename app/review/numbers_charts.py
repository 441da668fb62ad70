"""The numbers as drawings: where everything goes, in the units of a view box. The tables beside them say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

from app.review.numbers import CLASSES, Line, Night, Seen, Week

WIDTH = 360
LEFT, RIGHT, TOP, FLOOR = 34, 352, 14, 150
SHOWN = 10
# Minutes, from the left edge of the drawing of times to the right one: four days.
LONGEST = 5760
TICKS = ((1, "1"), (5, "5"), (30, "30"), (720, "720"))
ROW = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle; `name` is the class it is drawn in."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Weeks:
    """Two columns a week: what came, and what was handled."""

    bars: Sequence[Bar]
    labels: Sequence[tuple[float, str]]
    heights: Sequence[tuple[float, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a drawing with rows: where its name stands, its bars, a tick, and where the promise is."""

    y: int
    name: str
    what: str
    bars: Sequence[Bar]
    tick: float | None = None
    promise: float | None = None


def weeks(told: Sequence[Week]) -> Weeks:
    """Columns as high as the busiest week allows."""
    most = max((sum(side.values()) for week in told for side in (week.arrived, week.handled)), default=0)
    top = _round_up(most)
    step = (RIGHT - LEFT) / max(len(told), 1)
    bars: list[Bar] = []
    for number, week in enumerate(told):
        x = LEFT + number * step
        bars += _column(week.arrived, x + step * 0.12, step * 0.34, top)
        bars += _column(week.handled, x + step * 0.54, step * 0.34, top)
    every = max(1, len(told) // 4)
    labels = [
        (round(LEFT + (number + 0.5) * step, 1), f"{week.day.month}/{week.day.day}")
        for number, week in enumerate(told)
        if number % every == 0
    ]
    return Weeks(bars, labels, [(_height(part * top // 2, top), part * top // 2) for part in (0, 1, 2)])


def times(lines: Sequence[Line]) -> Sequence[Row]:
    """For every class two rows: to the first look and to the ruling. A long way is a hundred times a short one, so by powers."""
    rows = []
    for number, line in enumerate(lines):
        for part, (what, taken) in enumerate((("look", line.look), ("ruling", line.ruling))):
            y = TOP + (2 * number + part) * ROW
            bars = [] if taken.median is None else [Bar(what, LEFT, y, _along(taken.median) - LEFT, 12)]
            tick = None if taken.ninth is None else _along(taken.ninth)
            rows.append(Row(y, line.name, what, bars, tick, _along(line.promise)))
    return rows


def agreement(seen: Sequence[Seen]) -> Sequence[Row]:
    """Of what each saw, the part that was acted on and the part that was let through; danger apart, where this says nothing."""
    rows = []
    for number, one in enumerate([each for each in seen if not each.is_danger][:SHOWN]):
        y = TOP + number * ROW
        middle = round((RIGHT - LEFT) * one.acted / one.number, 1)
        bars = [Bar("acted", LEFT, y, middle, 12), Bar("let", LEFT + middle, y, round(RIGHT - LEFT - middle, 1), 12)]
        rows.append(Row(y, one.kind, one.detector, [bar for bar in bars if bar.width]))
    return rows


def nights(told: Sequence[Night]) -> Sequence[Bar]:
    """A column a night; full where somebody was there from seven to six."""
    step = (RIGHT - LEFT) / max(len(told), 1)
    tops = [_height(night.percent, 100) for night in told]
    return [
        Bar("night", round(LEFT + number * step + step * 0.15, 1), top, round(step * 0.7, 1), round(FLOOR - top, 1))
        for number, top in enumerate(tops)
    ]


def ticks() -> Sequence[tuple[float, str]]:
    """The minutes under the drawing of times."""
    return [(_along(minutes), words) for minutes, words in TICKS]


def _column(parts: Mapping[str, int], x: float, width: float, top: int) -> list[Bar]:
    found, reached = [], 0
    for name in CLASSES:
        many = parts.get(name, 0)
        if many:
            high = _height(reached + many, top)
            found.append(Bar(name, round(x, 1), high, round(width, 1), round(_height(reached, top) - high, 1)))
        reached += many
    return found


def _height(number: int, top: int) -> float:
    return round(FLOOR - (FLOOR - TOP) * number / top, 1)


def _along(minutes: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * log10(1 + min(minutes, LONGEST)) / log10(1 + LONGEST), 1)


def _round_up(number: int) -> int:
    """A top for the scale that is easy to halve."""
    step = 10 ** max(len(str(number)) - 1, 1)
    return max(step, -(-number // step) * step)
