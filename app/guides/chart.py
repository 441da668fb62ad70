"""The yearly figures as a drawing: where each line and mark goes, in the units of its view box."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.guides.figures import Figure, Provenance, Year

LEFT, TOP, FLOOR = 40, 16, 272
WIDTH, HEIGHT = 360, 300
YEAR_WIDTH = 22
TALLEST = 400_000
STEP = 100_000


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure of one year. Open when nobody has verified it."""

    x: int
    y: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One line: the part that is known, the part that is only remembered, and where its name stands."""

    name: str
    marks: tuple[Mark, ...]
    known: str
    remembered: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything a template needs; it draws and calculates nothing."""

    series: tuple[Series, ...]
    years: tuple[tuple[int, int], ...]  # x, year
    heights: tuple[tuple[int, int], ...]  # y, pupils
    empty: tuple[tuple[int, int], ...]  # x, year without figures
    first: Year
    last: Year


def draw(years: Sequence[Year]) -> Chart:
    """The drawing of a series, oldest year first."""
    places = {year.year: LEFT + YEAR_WIDTH // 2 + YEAR_WIDTH * number for number, year in enumerate(years)}
    told = [year for year in years if year.together]
    return Chart(
        series=(
            _series("together", ((places[year.year], year.together) for year in told)),
            _series("junior", ((places[year.year], year.junior) for year in told)),
            _series("elementary", ((places[year.year], year.elementary) for year in told)),
            _series("high", ((places[year.year], year.high) for year in told)),
        ),
        years=tuple((places[year.year], year.year) for year in years if year.year % 3 == 0),
        heights=tuple((_height(count), count) for count in range(0, TALLEST + 1, STEP)),
        empty=tuple((places[year.year], year.year) for year in years if not year.together),
        first=told[0],
        last=told[-1],
    )


def _series(name: str, figures: Iterable[tuple[int, Figure | None]]) -> Series:
    marks = tuple(
        Mark(x, _height(figure.count), figure.provenance is Provenance.UNVERIFIED) for x, figure in figures if figure
    )
    known = " ".join(_stroke(one, other) for one, other in pairwise(marks) if not (one.is_open or other.is_open))
    remembered = " ".join(_stroke(one, other) for one, other in pairwise(marks) if one.is_open or other.is_open)
    return Series(name, marks, known, remembered)


def _stroke(one: Mark, other: Mark) -> str:
    return f"M{one.x} {one.y}L{other.x} {other.y}"


def _height(count: int) -> int:
    return round(FLOOR - (FLOOR - TOP) * count / TALLEST)
