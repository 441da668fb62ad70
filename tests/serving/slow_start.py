"""The application as it is on a slow disk: it says that it is being read, and goes on once it may. For tests alone."""

import os
import time
from pathlib import Path

PLACE = Path(os.environ["SLOW_START"])
UNTIL = time.monotonic() + 120

(PLACE / "reading").touch()
while not (PLACE / "go-on").exists() and time.monotonic() < UNTIL:
    time.sleep(0.01)

from wsgi import app  # noqa: E402 - read late is what this is about

__all__ = ["app"]
