"""What a command says of records that only grow (app/chain.py): whether every row is as it was written."""

from collections.abc import Sequence
from dataclasses import dataclass

import click
from flask import current_app

from app import chain
from app.chain import Link


@dataclass(frozen=True, slots=True)
class Record:
    """kind: its rows. name: what it is called. row, rows: one of them, and several where the name does not say it."""

    kind: type[Link]
    name: str
    row: str
    rows: str = ""


def verify(records: Sequence[Record], noted: str = "") -> None:
    """Walk each from its beginning. The command ends with 1 where one does not hold, or where none has the noted hash any more."""
    wanted = _hash(noted)
    with current_app.extensions["tomoshibi_db"].reading():
        walked = [(record, chain.verify(record.kind, wanted)) for record in records]
    for record, found in walked:
        if found.broken_at is not None:
            raise click.ClickException(f"the record does not hold at {record.row} {found.broken_at}")
    if not any(found.has_noted for _record, found in walked):
        raise click.ClickException("the record holds together, but the noted hash is missing: its end was cut off")
    for record, found in walked:
        counted = f"{record.name}: {found.length} {record.rows}".rstrip()
        click.echo(f"{counted}, all as they were written; last hash {found.head.hex()}")


def _hash(noted: str) -> bytes:
    try:
        return bytes.fromhex(noted) or chain.BEGINNING
    except ValueError as unreadable:
        raise click.ClickException("a noted hash is 64 letters and digits, as this command shows it") from unreadable
