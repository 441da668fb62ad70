"""Does a text give away a secret of its author? Compared by keyed tags only: nothing readable is kept anywhere."""

import re
from collections.abc import Iterator

from sqlalchemy import select

from app import db
from app.accounts import recovery
from app.accounts.credentials import Credential, RecoveryCode
from app.accounts.passphrases import WORDS, normalise, passphrase_tag, word_list
from app.ids import ALPHABET
from app.keys import Keys

CODE_LIKE = re.compile(f"[{ALPHABET}]{{{recovery.LENGTH},}}")
LOCALES = ("ja", "en")


def are_in(keys: Keys, member_id: str, text: str) -> bool:
    """Does `text`, in whatever spelling, hold this member's passphrase or one of their recovery codes?"""
    plain = normalise(text)
    codes = {recovery.tag(keys, code) for code in _like_codes(plain)}
    phrases = {passphrase_tag(keys, phrase) for phrase in _like_passphrases(plain)}
    return (bool(codes) and _has_code(member_id, codes)) or (bool(phrases) and _has_phrase(member_id, phrases))


def _like_codes(plain: str) -> Iterator[str]:
    for run in CODE_LIKE.findall(plain):
        for start in range(len(run) - recovery.LENGTH + 1):
            candidate = run[start : start + recovery.LENGTH]
            if not candidate.isalpha() and not candidate.isdigit():
                yield candidate


def _like_passphrases(plain: str) -> Iterator[str]:
    for locale in LOCALES:
        next_at = _word_ends(plain, locale)
        for start in range(len(plain)):
            end: int | None = start
            for _word in range(WORDS):
                end = next_at.get(end) if end is not None else None
            if end is not None:
                yield plain[start:end]


def _word_ends(plain: str, locale: str) -> dict[int, int]:
    """Where the word that begins at each place ends; no word of a list begins another, so there is only one."""
    words, lengths = word_list(locale).known, word_list(locale).lengths
    return {
        start: start + length
        for start in range(len(plain))
        for length in lengths
        if plain[start : start + length] in words
    }


def _has_code(member_id: str, tags: set[bytes]) -> bool:
    own = select(RecoveryCode.lookup_tag).where(RecoveryCode.member_id == member_id)
    return not tags.isdisjoint(db.session().scalars(own))


def _has_phrase(member_id: str, tags: set[bytes]) -> bool:
    own = select(Credential.lookup_tag).where(Credential.member_id == member_id)
    return not tags.isdisjoint(db.session().scalars(own))
