"""The guides as they stand now: read at start, and again when a lead has put a line right that they may mention."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.guides import library
from app.guides.library import Guide, Library, Reach


@dataclass(slots=True)
class Shelf:
    """reach gives the number of a line; lines_now is another object whenever the lines have changed."""

    reach: Reach
    lines_now: Callable[[], object]
    _read: tuple[object, Library] | None = field(default=None)

    def in_language(self, locale: str) -> Mapping[str, Guide]:
        """All guides in one language, by slug, in their order."""
        return self._library()[locale]

    def _library(self) -> Library:
        now = self.lines_now()
        if self._read is None or self._read[0] is not now:
            self._read = (now, library.read(self.reach))
        return self._read[1]
