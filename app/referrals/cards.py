"""What a care card says and which lines it prefers: fixed, and written by people."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.referrals import directory
from app.referrals.checks import WrongLines
from app.referrals.directory import Known
from app.referrals.lines import HoursKind, Words

DATA = Path(__file__).parent / "data" / "cards.toml"
MENTION = re.compile(r"\{([a-z0-9-]+)\}")
WRITTEN_NUMBER = re.compile(r"[0-9０-９]{3}")
NEVER_SAID = (
    "考えすぎ",
    "するべき",
    "すべき",
    "気を引",
    "絶対",
    "必ず",
    "you should",
    "you must",
    "it will get better",
    "I promise",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One topic; the lines are named by their ids, in the order of preference."""

    words: Words
    lines: tuple[str, ...]
    first: tuple[str, ...]
    without_clock: frozenset[str]
    quiet_at_night: bool

    @property
    def mentioned(self) -> tuple[str, ...]:
        """The lines its words speak of."""
        return tuple(dict.fromkeys(MENTION.findall(self.words.ja)))

    def said_in(self, locale: str) -> str:
        """The text with the numbers of the lines it mentions."""
        return MENTION.sub(lambda mention: directory.line(mention[1]).number or "", self.words.said_in(locale))


def card(topic: str) -> Card:
    """The card of a topic. One that nobody wrote yet answers with the words for oneself: silence would be worse."""
    return cards().get(topic) or cards()["self"]


@cache
def cards() -> Mapping[str, Card]:
    """All cards by topic; raises WrongLines when one names a line there is not, or says what is never said."""
    found = {topic: _card(entry) for topic, entry in tomllib.loads(DATA.read_text("utf-8"))["card"].items()}
    if wrong := [f"{topic}: {what}" for topic, each in found.items() for what in faults(each, directory.from_file())]:
        raise WrongLines("app/referrals/data/cards.toml\n" + "\n".join(wrong))
    return found


def faults(card: Card, known: Known) -> list[str]:
    """What would make this card unfit to be shown."""
    texts = (card.words.ja, card.words.en)
    hidden = {line.id for line in known.listing.lines if not line.listed}
    wrong = missing(card, known) + [f"there is no line {name} to show" for name in hidden & set(card.lines)]
    wrong += [f"says {phrase!r}" for phrase in NEVER_SAID for text in texts if phrase in text]
    wrong += ["a number is written out" for text in texts if WRITTEN_NUMBER.search(MENTION.sub("", text))]
    return wrong


def missing(card: Card, known: Known) -> list[str]:
    """What this card needs of the lines and does not find; a preference that closed for good is merely passed over."""
    needed = {*card.first, *(name for text in (card.words.ja, card.words.en) for name in MENTION.findall(text))}
    listed = {line.id for line in known.listing.lines if line.listed}
    lasting = {line.id for line in known.listing.lines if line.id in listed and line.hours.kind is HoursKind.ALWAYS}
    wrong = [f"there is no line {name}" for name in (needed - listed) | (set(card.lines) - known.by_id.keys())]
    wrong += [f"{name} comes first but may be closed" for name in set(card.first) - lasting]
    return wrong + ([] if lasting & {*card.lines, *card.first} else ["no line is open at all hours"])


def _card(entry: Mapping[str, Any]) -> Card:
    return Card(
        Words(entry["ja"], entry["en"]),
        tuple(entry["lines"]),
        tuple(entry["first"]),
        frozenset(entry.get("without_clock", ())),
        entry["quiet_at_night"],
    )
