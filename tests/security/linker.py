"""Somebody with the whole database and without the key, who tries to find out which masks belong to one member.

Knows nothing of our code: takes every table and every column, the order in which rows lie, the transaction numbers where
the database keeps them, and looks for masks that are neighbours, that share a value, or that share one with an account.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, inspect, text

Row = dict[str, Any]
# What more people than this have in common says nothing.
FEW = 12
PHYSICAL = {"sqlite": ("rowid",), "postgresql": ("ctid", "xmin", "xmax")}


@dataclass
class Linker:
    """One copy of the database; `mask_ids` and `member_ids` are read from it, as anybody could."""

    tables: dict[str, list[Row]]
    mask_ids: frozenset[str]
    member_ids: frozenset[str]
    guesses: dict[str, dict[str, str]] = field(default_factory=dict)


def steal(engine: Engine) -> Linker:
    """Copy everything there is, row by row as it lies in the file."""
    with engine.connect() as connection:
        tables = {
            name: list(_rows(connection, name, engine.dialect.name))
            for name in inspect(engine).get_table_names()
            if name != "alembic_version"
        }
    ids = {name: frozenset(row["id"] for row in tables[name]) for name in ("masks", "members")}
    return Linker(tables, ids["masks"] - {"gone"}, ids["members"])


def attack(stolen: Linker) -> dict[str, dict[str, str]]:
    """Every way to guess, each with a partner for every mask it has an idea about."""
    for table, rows in stolen.tables.items():
        of_masks = [(row, masks) for row in rows if (masks := _among(row, stolen.mask_ids))]
        if not of_masks:
            continue
        _keep(stolen, f"{table}: neighbours as they lie", _neighbours(masks for _row, masks in of_masks))
        for column in rows[0]:
            ordered = sorted(of_masks, key=lambda each: _sortable(each[0][column]))
            _keep(stolen, f"{table}: neighbours by {column}", _neighbours(masks for _row, masks in ordered))
            for what, seen in _aspects(of_masks, column):
                _keep(stolen, f"{table}: the same {what} of {column}", _shared(seen))
    _keep(stolen, "the same value anywhere", _shared(_values(stolen, stolen.mask_ids)))
    _keep(stolen, "the same value as an account", _through_accounts(stolen))
    return stolen.guesses


def accuracy(guesses: dict[str, str], owner_of: dict[str, str]) -> float:
    """How many of all masks got a partner that is really the same person's."""
    right = sum(owner_of[mask] == owner_of.get(partner) for mask, partner in guesses.items() if mask in owner_of)
    return right / len(owner_of)


def _rows(connection: Any, table: str, dialect: str) -> Iterator[Row]:
    hidden = ", ".join(f"{name} AS _{name}" for name in PHYSICAL[dialect])
    try:
        with connection.begin_nested():
            found = (
                connection.execute(text(f"SELECT {hidden}, * FROM {table} ORDER BY {PHYSICAL[dialect][0]}"))
                .mappings()
                .all()
            )
    except Exception:  # noqa: BLE001 - a table without row numbers: it is taken as it comes
        found = connection.execute(text(f"SELECT * FROM {table}")).mappings().all()
    return ({name: _plain(value) for name, value in row.items()} for row in found)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _sortable(value: Any) -> tuple[bool, Any]:
    if isinstance(value, bytes):
        return (value is None, value.hex())
    if isinstance(value, str) and re.fullmatch(r"\(\d+,\d+\)", value):
        page, place = value.strip("()").split(",")
        return (False, f"{int(page):09}.{int(place):09}")
    return (
        value is None,
        ""
        if value is None
        else value
        if isinstance(value, int | float) and not isinstance(value, bool)
        else str(value),
    )


def _among(row: Row, ids: frozenset[str]) -> list[str]:
    return [value for value in row.values() if isinstance(value, str) and value in ids]


def _neighbours(sequence: Iterable[list[str]]) -> dict[str, str]:
    """Whoever stands most often beside it."""
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    line = [mask for masks in sequence for mask in masks]
    for distance in (1, 2):
        for one, other in zip(line, line[distance:], strict=False):
            if one != other:
                beside[one][other] += 3 - distance
                beside[other][one] += 3 - distance
    return {mask: others.most_common(1)[0][0] for mask, others in beside.items()}


def _aspects(rows: list[tuple[Row, list[str]]], column: str) -> Iterator[tuple[str, dict[Any, set[str]]]]:
    """The value itself, its length, and how it begins and ends."""
    for what, see in {
        "value": lambda value: value,
        "length": lambda value: len(value) if isinstance(value, bytes | str) else None,
        "beginning": lambda value: value[:6] if isinstance(value, bytes | str) else None,
        "end": lambda value: value[-6:] if isinstance(value, bytes | str) else None,
        "second": lambda value: str(value)[:19] if "_at" in column else None,
    }.items():
        seen: dict[Any, set[str]] = defaultdict(set)
        for row, masks in rows:
            value = see(row[column])
            if value is not None and value not in masks:
                seen[value].update(masks)
        yield what, seen


def _shared(seen: dict[Any, set[str]]) -> dict[str, str]:
    """Whoever most often has something in common with it that few have."""
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for masks in seen.values():
        if 1 < len(masks) <= FEW:
            for mask in masks:
                together[mask].update({other: 1 / len(masks) for other in masks if other != mask})
    return {mask: others.most_common(1)[0][0] for mask, others in together.items()}


def _values(stolen: Linker, ids: frozenset[str]) -> dict[Any, set[str]]:
    """Moments, transaction numbers and bytes, wherever they stand beside one of these."""
    seen: dict[Any, set[str]] = defaultdict(set)
    for row in (row for rows in stolen.tables.values() for row in rows):
        if found := _among(row, ids):
            for value in _telling(row):
                seen[value].update(found)
    return {value: masks for value, masks in seen.items() if value not in ids}


def _telling(row: Row) -> Iterator[str]:
    for name, value in row.items():
        if name in {"_xmin", "_xmax"}:
            yield from [f"transaction {value}"] if str(value) != "0" else []
        elif isinstance(value, bytes | str) and len(value) > 6:
            yield str(value)


def _through_accounts(stolen: Linker) -> dict[str, str]:
    """A mask and an account in one transaction, or at one moment; then masks with the same account."""
    of_members = _values(stolen, stolen.member_ids)
    masks_of: dict[str, Counter[str]] = defaultdict(Counter)
    for value, masks in _values(stolen, stolen.mask_ids).items():
        members = of_members.get(value, set())
        if len(masks) <= 3 * FEW and 0 < len(members) <= FEW:
            for member in members:
                masks_of[member].update({mask: 1 / len(masks) for mask in masks})
    together: dict[Any, set[str]] = {
        member: {m for m, _n in found.most_common(FEW)} for member, found in masks_of.items()
    }
    return _shared(together)


def _keep(stolen: Linker, way: str, guessed: dict[str, str]) -> None:
    if guessed:
        stolen.guesses[way] = guessed
