"""A notice in words."""

from dataclasses import dataclass

from flask_babel import LazyString


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words.

    words: what happened. why: the reason, where there is one to give. way: what one can do now. to: a page of the console.
    """

    words: LazyString | str
    why: LazyString | str = ""
    way: LazyString | str = ""
    to: str = ""
