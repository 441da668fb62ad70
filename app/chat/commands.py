"""For operators: does the record of what moderators did in rooms still hold?"""

import click
from flask.cli import AppGroup

from app import records
from app.chat.models import RoomAct
from app.records import Record

ROOMS = Record(RoomAct, "acts in rooms", "act")

record = AppGroup("rooms", help="The chat rooms.")


@record.command("verify")
@click.option("--noted", default="", help="A hash noted earlier; the record must contain it.")
def verify(noted: str) -> None:
    """Walk the record of moderators' acts in rooms; ends with 1 when a row was changed or is missing."""
    records.verify([ROOMS], noted)
