"""Pages by key, not by number: a page begins after the last thing seen, so that nothing shifts while one reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A run of things in order; `after` is the cursor of the next page, None at the end."""

    items: Sequence[T]
    after: str | None

    @property
    def is_last(self) -> bool:
        return self.after is None
