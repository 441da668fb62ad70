"""Run migrations against the database the application uses."""

from alembic import context

import app.chat.models
import app.contributions.models
import app.contributions.policy_models
import app.experts.desk_models
import app.experts.models
import app.finding.models
import app.forum.models
import app.live.models
import app.notices.models
import app.referrals.models
import app.review.desk_models
import app.review.models
import app.review.numbers_models
import app.review.policy_models
import app.review.unmasking_models  # noqa: F401 - importing a model makes its tables known
from app.accounts import credentials, models  # noqa: F401 - as above
from app.config import Settings
from app.db import Base, Database, Moment, Word


def render(kind: str, item: object, autogen: object) -> str | bool:
    """Write our own types as the plain ones they are stored as."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Word):
        return f"sa.String({item.impl.length})"
    return False


def run() -> None:
    url = context.config.attributes.get("database_url") or Settings.from_environment().database_url
    database = Database(url)
    with database.engine.connect() as connection:
        if database.is_sqlite:
            # SQLite changes a table by copying it; dropping the old one must not take along what points at it.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]  # open
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=database.is_sqlite,
            render_item=render,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    database.engine.dispose()


run()
