"""`flask --app wsgi audit …`: is every record of powers and of what was done with them as it was written?"""

import click
from flask.cli import AppGroup

from app import records
from app.accounts.staff_models import StaffAct
from app.chat.commands import ROOMS
from app.contributions.models import Unsealing
from app.contributions.policy_models import PolicyVersion
from app.records import Record
from app.referrals.commands import CORRECTIONS
from app.review.models import Ruling
from app.review.unmasking_models import UnmaskingStep

ALL = (
    Record(Ruling, "rulings", "ruling"),
    Record(StaffAct, "powers", "power"),
    Record(UnmaskingStep, "unmaskings", "step", "steps"),
    Record(Unsealing, "unsealings", "unsealing"),
    Record(PolicyVersion, "policies", "version", "versions"),
    ROOMS,
    CORRECTIONS,
)

audit = AppGroup("audit", help="Look after the records that only grow.")


@audit.command()
@click.option("--noted", default="", metavar="HASH", help="A hash this command showed earlier; it must still be there.")
def verify(noted: str) -> None:
    """Check that no row was changed, moved or taken away: rulings, powers, names, seals, policies, acts in rooms, corrected lines.

    A record whose end was cut off still holds together, so note the hash shown here and give it the next time.
    """
    records.verify(ALL, noted)
