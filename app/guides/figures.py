"""The figures of the yearly survey, each with where it comes from."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.guides.library import WrongGuide

DATA = Path(__file__).parent / "data" / "absence.csv"


class Provenance(StrEnum):
    """V stated in a published source, D derived from published figures, M remembered and never verified."""

    STATED = "V"
    DERIVED = "D"
    UNVERIFIED = "M"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of pupils and how far it can be trusted."""

    count: int
    provenance: Provenance

    @property
    def text(self) -> str:
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class Year:
    """One school year; everything is None while the survey has not been entered."""

    year: int
    elementary: Figure | None
    junior: Figure | None
    together: Figure | None
    rate: str | None
    high: Figure | None


def read(path: Path = DATA) -> list[Year]:
    """The series, newest last; raises WrongGuide when parts and total of a year do not agree."""
    rows = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    years = [_year(row) for row in csv.DictReader(rows)]
    for year in years:
        if year.elementary and year.junior and year.together:
            total = year.elementary.count + year.junior.count
            if total != year.together.count:
                raise WrongGuide(f"{path.name}: {year.year} adds up to {total}, not {year.together.count}")
    return years


def _year(row: Mapping[str, str]) -> Year:
    return Year(
        int(row["fiscal_year"]),
        _figure(row["elem"], row["elem_src"]),
        _figure(row["jhs"], row["jhs_src"]),
        _figure(row["elem_jhs"], row["elem_jhs_src"]),
        row["elem_jhs_rate"] or None,
        _figure(row["hs"], row["hs_src"]),
    )


def _figure(count: str, provenance: str) -> Figure | None:
    return Figure(int(count), Provenance(provenance)) if count else None
