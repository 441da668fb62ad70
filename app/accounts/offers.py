"""What a page proposes (a passphrase, recovery codes), sealed into the page itself: nothing is stored for who only looks."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import clock
from app.accounts.passphrases import WORDS, normalise, word_list
from app.keys import Keys

HOLDS_FOR = timedelta(hours=12)
ASKED_WORDS = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """A generated passphrase (or a set of codes) and which of its words must be typed again (positions counted from 0)."""

    words: list[str]
    asked: list[int]
    made_at: datetime

    @property
    def passphrase(self) -> str:
        return " ".join(self.words)

    def is_confirmed_by(self, typed: list[str]) -> bool:
        """Were the asked words typed again, in any reasonable spelling?"""
        wanted = [normalise(self.words[position]) for position in self.asked]
        return [normalise(word) for word in typed] == wanted


def make(locale: str) -> Offer:
    """A fresh offer with words of the page's language."""
    asked = sorted(secrets.SystemRandom().sample(range(WORDS), ASKED_WORDS))
    return Offer(word_list(locale).draw(), asked, clock.now())


def make_word(locale: str) -> Offer:
    """One word to be typed again by who wants to do what cannot be undone."""
    return Offer(word_list(locale).draw()[:1], [0], clock.now())


def seal(keys: Keys, offer: Offer, place: str = "join") -> str:
    """Only we can make or read this; the page carries it back, and it opens only at the same `place`."""
    plain = json.dumps({"words": offer.words, "asked": offer.asked, "made_at": offer.made_at.isoformat()})
    return keys.seal("join-offer", plain.encode(), place).hex()


def unseal(keys: Keys, sealed: str, place: str = "join") -> Offer | None:
    """The offer, or None when it was not made by us, not for this place, or is too old."""
    try:
        opened = keys.unseal("join-offer", bytes.fromhex(sealed), place)
    except ValueError:
        return None
    if opened is None:
        return None
    given = json.loads(opened)
    offer = Offer(given["words"], given["asked"], datetime.fromisoformat(given["made_at"]))
    return offer if clock.now() - offer.made_at < HOLDS_FOR else None
