"""A Redis server that can be stopped and comes back at the same address, empty."""

import subprocess
from pathlib import Path

from tests.support import redis_server
from tests.support.processes import answers, free_port, start, stop, wait_until


class Bell:
    """Only the bell: nothing that matters is lost with it."""

    def __init__(self, home: Path) -> None:
        self._home, self._port = home, free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> "Bell":
        words = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._home)]
        log = self._home / "redis.log"
        self._process = start([str(redis_server.program()), *words], log)
        wait_until(lambda: answers(self._port), self._process, log)
        return self

    def stop(self) -> None:
        if self._process is not None:
            stop(self._process)
