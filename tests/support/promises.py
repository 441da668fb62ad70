"""Promises with a time in them, on a machine that may stand still for some seconds at any moment."""

from collections.abc import Callable

TRIES = 3


def kept(seconds: float, once: Callable[[], float]) -> bool:
    """Was it so quick at least once? `once` does everything anew, and says how many seconds it took."""
    return any(once() <= seconds for _each in range(TRIES))
