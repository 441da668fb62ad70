"""A text somebody wants others to read, with the little the library may know about it."""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """Where the text is going to appear."""

    CHAT = "chat"
    POST = "post"
    QUESTION = "question"
    ANSWER = "answer"
    NAME = "name"
    TOPIC = "topic"


class Standing(StrEnum):
    """How well the community knows the writer; ordered from least to most."""

    NEWCOMER = "newcomer"
    KNOWN = "known"
    TRUSTED = "trusted"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is screened.

    body: the text as typed (any length; callers cap it earlier).
    title: a heading screened together with the body, or an empty string.
    lang: BCP 47 primary language if known ("ja", "en", …), else "" and it is guessed from the script.
    earlier: the author's own recent visible texts, newest first (for repetition and accumulated details).
    others: recent texts of other authors in the same place (for one text posted by many).
    nudged: the author has already been asked once to reconsider this very text.
    night: nobody is on duty, so the policy may be tighter.
    """

    body: str
    title: str = ""
    lang: str = ""
    channel: Channel = Channel.CHAT
    standing: Standing = Standing.KNOWN
    earlier: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    nudged: bool = False
    night: bool = False

    @property
    def text(self) -> str:
        """Title and body as one text, in the order readers see them; spans of findings refer to this string."""
        return f"{self.title}\n{self.body}" if self.title else self.body
