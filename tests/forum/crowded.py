"""A thread with very many replies, written straight into the tables: the door would take minutes."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import insert, update

from app import clock, db
from app.contributions.models import Contribution, State
from app.forum.models import Reply, Thread
from tests.support.cast import Person, at_work


def crowd(app: Flask, thread_id: str, person: Person, number: int) -> list[str]:
    """So many visible replies by this person; their identifiers in order."""
    ids = [f"r{thread_id[:6]}{each:07}" for each in range(1, number + 1)]
    begun = clock.now() - timedelta(seconds=number)
    with at_work(app) as _nobody:
        texts = [
            {
                "id": reply_id,
                "kind": "reply",
                "mask_id": person.mask_id,
                "state": State.VISIBLE,
                "body": f"返事 {seq}",
                "html": f"<p>返事 {seq}</p>",
                "written_at": begun + timedelta(seconds=seq),
            }
            for seq, reply_id in enumerate(ids, 1)
        ]
        db.session().execute(insert(Contribution.__table__), texts)
        places = [{"id": reply_id, "thread_id": thread_id, "seq": seq} for seq, reply_id in enumerate(ids, 1)]
        db.session().execute(insert(Reply.__table__), places)
        counted = update(Thread.__table__).where(Thread.__table__.c.id == thread_id)
        db.session().execute(counted.values(last_seq=number, reply_count=number, rises=False))
    return ids
