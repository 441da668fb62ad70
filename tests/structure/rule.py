"""What a rule is: a promise, where it holds, how a breach is found, and a planted breach that proves it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.structure.sources import Source

Breach = tuple[int, str]
Finder = Callable[[Source], Iterable[Breach]]


@dataclass(frozen=True)
class Rule:
    """planted: (path, text) pairs that must be reported; harmless: pairs that must not."""

    promise: str
    find: Finder
    where: tuple[str, ...]
    but_not: tuple[str, ...] = ()
    planted: tuple[tuple[str, str], ...] = ()
    harmless: tuple[tuple[str, str], ...] = ()

    def holds_for(self, path: str) -> bool:
        return _matches(path, self.where) and not _matches(path, self.but_not)

    def breaches(self, sources: Iterable[Source]) -> Iterator[str]:
        """Say every breach as file:line: what is wrong."""
        for source in sources:
            if self.holds_for(source.path):
                for line, complaint in self.find(source):
                    yield f"{source.path}:{line}: {complaint}"


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
