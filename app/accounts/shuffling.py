"""PostgreSQL keeps rows in the order in which they were written; this lays masks down again in the order of their identifiers.

A dump lists rows as they lie, so two masks that one member made one after the other would stand side by side, and their
transaction numbers would follow each other. SQLite needs no help: there, these tables have no row numbers (see models).
"""

import logging
import secrets

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError

from app import db
from app.accounts.models import Mask

log = logging.getLogger(__name__)

# On average one mask in so many lies where it was written; small sites lay everything down anew each time.
ONE_IN = 200


def after_making() -> None:
    """A mask was made: perhaps lay all of them down anew once that is on disk."""
    engine = db.session().get_bind().engine
    if engine.dialect.name != "postgresql":
        return
    number = db.session().scalar(select(func.count()).select_from(Mask)) or 0
    if secrets.randbelow(number // ONE_IN + 1) == 0:
        db.after_commit(lambda: _try_to_shuffle(engine))


def shuffle(engine: Engine) -> bool:
    """Write every mask anew, all in one transaction, in the order of random identifiers; says whether it could.

    It waits only a moment: while a backup reads the table, everybody else would have to wait behind us.
    """
    try:
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '250ms'"))
            connection.execute(text("LOCK TABLE masks IN ACCESS EXCLUSIVE MODE"))
            connection.execute(text("UPDATE masks SET badge = badge"))
            connection.execute(text("CLUSTER masks USING pk_masks"))
    except DBAPIError:
        return False
    return True


def _try_to_shuffle(engine: Engine) -> None:
    if not shuffle(engine):
        log.info("masks were not laid down anew this time: somebody was reading them for long")
