"""Rows that are found by any of many keyed tags: one parameter for the database, however many tags are asked about.

A page asks about some 180 tags (masks, drafts, what was given to each post). One parameter for each was a third of the work of
these questions on SQLite, and two thirds on PostgreSQL.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, bindparam, text

SIZE = 16
# Cuts the one parameter into tags; the same words on both databases.
_CUT = text(
    f"WITH RECURSIVE place(n) AS (SELECT 1 UNION ALL SELECT n + {SIZE} FROM place WHERE n + {SIZE} <= length(:tags))"  # noqa: S608 - a number
    f" SELECT substr(:tags, n, {SIZE}) FROM place"
).bindparams(bindparam("tags", type_=LargeBinary))


def is_among(column: Any) -> ColumnElement[bool]:
    """The tag in `column` is one of those that are asked about."""
    among: ColumnElement[bool] = column.in_(_CUT)
    return among


def asked(tags: Iterable[bytes]) -> dict[str, bytes]:
    """The parameter of a question with `is_among`: tags of 16 bytes each."""
    return {"tags": b"".join(tags)}
