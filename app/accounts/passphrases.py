"""Passphrases that are made, never chosen: eight words, at least 80 bits, typed again in any reasonable spelling."""

import os
import secrets
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.config import Settings
from app.errors import TooOften
from app.keys import Keys

Answer = TypeVar("Answer")

WORDS = 8
LEAST_BITS = 80
DATA = Path(__file__).parent / "data"
# Every one of them keeps a thread of the server waiting, and pages need some as well.
MOST_WAITING = 24
SECONDS_TO_CATCH_UP = 5
LEAST_URGENT = 19


class WordListTooSmall(Exception):
    """A word list cannot carry 80 bits in eight words; the site refuses to start with it."""


class WordList:
    """Words to draw from; refuses duplicates, words that spell the same, and lists that are too small."""

    def __init__(self, words: list[str]) -> None:
        if len({normalise(word) for word in words}) != len(words):
            raise WordListTooSmall("the list holds a word twice, or two that are typed the same")
        if len(words) ** WORDS < 2**LEAST_BITS:
            raise WordListTooSmall(f"{len(words)} words are too few: eight of them must carry {LEAST_BITS} bits")
        self.words = tuple(words)
        self.known = frozenset(normalise(word) for word in words)
        self.lengths = sorted({len(word) for word in self.known})

    def draw(self) -> list[str]:
        """Eight words, each equally likely, from the system's secure random source."""
        return [secrets.choice(self.words) for _ in range(WORDS)]


@cache
def word_list(locale: str) -> WordList:
    """The list for a language: hiragana for Japanese, plain English otherwise."""
    path = DATA / f"words_{'ja' if locale == 'ja' else 'en'}.txt"
    return WordList([line for line in path.read_text(encoding="utf-8").split("\n") if line])


def normalise(typed: str) -> str:
    """Level what does not matter when typing: width, case, katakana, spaces and punctuation between words."""
    folded = unicodedata.normalize("NFKC", typed).casefold()
    hiragana = (chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character for character in folded)
    return "".join(
        character for character in hiragana if unicodedata.category(character)[0] in "LN" or character == "ー"
    )


def passphrase_tag(keys: Keys, passphrase: str) -> bytes:
    """The keyed tag by which an account is found; eight generated words cannot be guessed backwards from it."""
    return keys.tag("passphrase", normalise(passphrase))


class Hashing:
    """Argon2id with the operator's parameters (RFC 9106); slow on purpose.

    One at a time, in a thread that everybody else may overtake: however many sign in at once, pages and rooms go on.
    """

    def __init__(self, settings: Settings) -> None:
        self._hasher = PasswordHasher(settings.argon2_passes, settings.argon2_memory_kib, parallelism=1)
        self._worker = ThreadPoolExecutor(1, "argon2", _step_back)
        self._waiting = BoundedSemaphore(MOST_WAITING)
        # Compared against when nobody is found, so that an unknown passphrase costs as long as a known one.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    def hash(self, passphrase: str) -> str:
        """The hash to keep; raises TooOften when too many wait already."""
        return self._at_work(lambda: self._hasher.hash(normalise(passphrase)))

    def proves(self, kept: str | None, passphrase: str) -> bool:
        """Is this the passphrase behind `kept`? Takes as long when `kept` is None."""
        try:
            is_right = self._at_work(lambda: self._hasher.verify(kept or self._nobody, normalise(passphrase)))
        except (VerificationError, InvalidHashError):
            return False
        return is_right and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Was this made with other parameters than the operator's present ones?"""
        return self._hasher.check_needs_rehash(kept)

    def _at_work(self, compute: Callable[[], Answer]) -> Answer:
        if not self._waiting.acquire(blocking=False):
            raise TooOften(seconds=SECONDS_TO_CATCH_UP)
        try:
            return self._worker.submit(compute).result()
        finally:
            self._waiting.release()


def _step_back() -> None:
    """On Linux a thread has a niceness of its own: whoever else wants the processor goes first."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LEAST_URGENT)
