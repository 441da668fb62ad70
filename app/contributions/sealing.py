"""Words that are not for everybody lie in the database under a key that is not there (decision 47).

A sealed text reads empty. Whoever has found out that somebody may read it opens it, for this one transaction and in
memory only; so what forgets to ask sees nothing, instead of everything.
"""

import json

from sqlalchemy.orm.attributes import set_committed_value

from app import db
from app.accounts import current
from app.contributions import surfaces
from app.contributions.models import Contribution, Revision

PURPOSE = "sealed-words"
FIELDS = ("title", "body", "html")
OF_REVISIONS = ("title", "body")
# Lengths tell something as well, so every text is a multiple of this long.
BLOCK = 1024


def seal_if_meant(contribution: Contribution) -> None:
    """Seal what its feature does not want read by everybody, before it is written down."""
    # Without a flush in between: not even an earlier version of the row may hold the words.
    with db.session().no_autoflush:
        if surfaces.keeps_sealed(contribution) and contribution.body:
            seal(contribution)


def seal(contribution: Contribution) -> None:
    """Take the words out of the row."""
    contribution.sealed = _sealed(contribution.id, {name: getattr(contribution, name) or "" for name in FIELDS})
    for name in FIELDS:
        setattr(contribution, name, "")


def unseal(contribution: Contribution) -> None:
    """Write the words down for everybody: whoever asked has agreed."""
    for name, words in words_of(contribution).items():
        # As the row has it: if it was opened before, the same words would otherwise count as no change.
        set_committed_value(contribution, name, "")
        setattr(contribution, name, words)
    contribution.sealed = None


def open_up(contribution: Contribution) -> Contribution:
    """Let it say its words, in memory, to somebody who may read them. Nothing of it is written."""
    for name, words in words_of(contribution).items():
        set_committed_value(contribution, name, words)
    return contribution


def words_of(sealed: Contribution | Revision) -> dict[str, str]:
    """What was sealed, by field; nothing when it is not sealed or the key is another one."""
    if sealed.sealed is None:
        return {}
    return opened(sealed.id, sealed.sealed)


def opened(row_id: str, sealed: bytes) -> dict[str, str]:
    """The same, for those who have the row's columns."""
    plain = current.keys().unseal(PURPOSE, sealed, row_id)
    found: dict[str, str] = json.loads(plain) if plain is not None else {}
    return found


def seal_revision(revision: Revision) -> None:
    """What it said before is as private as what it says."""
    revision.sealed = _sealed(revision.id, {name: getattr(revision, name) for name in OF_REVISIONS})
    for name in OF_REVISIONS:
        setattr(revision, name, "")


def unseal_revision(revision: Revision) -> None:
    """As `unseal`."""
    for name, words in words_of(revision).items():
        setattr(revision, name, words)
    revision.sealed = None


def _sealed(row_id: str, words: dict[str, str]) -> bytes:
    plain = json.dumps(words, ensure_ascii=False).encode()
    return current.keys().seal(PURPOSE, plain.ljust(-(-len(plain) // BLOCK) * BLOCK), row_id)
