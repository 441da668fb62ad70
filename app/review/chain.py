"""The record of rulings: a chain, so that a changed or missing ruling shows."""

from app import chain
from app.chain import BEGINNING, Verification, append, digest, walk
from app.review.models import Ruling

__all__ = ["BEGINNING", "Verification", "append", "digest", "verify", "walk"]


def verify(noted: bytes = BEGINNING) -> Verification:
    """Walk the whole record from its beginning, looking out for a hash noted earlier."""
    return chain.verify(Ruling, noted)
