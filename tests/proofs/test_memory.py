"""A short evening: the server gives back the memory it takes. The long one is `make soak`."""

import time
from pathlib import Path

import pytest

from bench import soak
from tests.proofs.conftest import Broken, broken

LINES, PATIENCE = 900, 45.0
# The heap is never quite still in so short a time; what is kept for ever is a hundred times as much.
MOST = 16.0


def short_evening(url: str, home: Path, defect: str = "") -> None:
    began = time.monotonic()
    evening = soak.spend(url, home, lambda lines: lines >= LINES or time.monotonic() > began + PATIENCE, defect)
    print(evening.said())
    broken(evening.growth > MOST, f"memory grew: {evening.said()}")


def test_memory_stays_as_it_is_through_a_lively_evening(sqlite_url: str, tmp_path: Path) -> None:
    short_evening(sqlite_url, tmp_path)


def test_the_proof_sees_a_server_that_keeps_everything(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(Broken, match="memory grew"):
        short_evening(sqlite_url, tmp_path, "keep_every_frame")
