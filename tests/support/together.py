"""Many people who do something at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def at_once(number: int, act: Callable[[int], Answer]) -> list[Answer]:
    """`act` for every number below `number`, each in a thread of its own, none before all are ready; what each came to."""
    ready = threading.Barrier(number)

    def run(each: int) -> Answer:
        ready.wait()
        return act(each)

    with ThreadPoolExecutor(number) as crowd:
        return list(crowd.map(run, range(number)))
