"""The whole site as an operator runs it: gunicorn with threads, in processes of its own."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError

from tests.support.processes import answers, free_port, start, stop, wait_until

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-that-only-tests-may-use-" + "0" * 31


@dataclass
class Site:
    """One server; it keeps its address over restarts."""

    settings: dict[str, str]
    home: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    application: str = "wsgi:app"
    threads: int = 64
    under: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.home / f"site-{self.port}.log"

    def start(self) -> "Site":
        """Serve, and return once the site answers."""
        own = {"env": self.environment(), "cwd": ROOT, "start_new_session": True}
        self.process = start(self.program(), self.log, **own)
        wait_until(self._answers, self.process, self.log)
        return self

    def program(self) -> list[str]:
        """What is started, where asked to under another program that looks on."""
        return [*self.under, *gunicorn(self.port, self.application)]

    def stop(self) -> None:
        """Ask the server to end, as an operator would."""
        if self.process is not None:
            stop(self.process)

    def kill(self) -> None:
        """End the server and its workers as a power cut would: no goodbye to anyone."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        while answers(self.port):  # the worker is not our child, so only its port tells that it is gone
            time.sleep(0.01)

    def command(self, *words: str) -> str:
        """Run one of the site's own commands (`flask --app wsgi …`) and return what it said."""
        return flask_command(self.environment(), *words)

    def environment(self) -> dict[str, str]:
        here = {"TOMOSHIBI_BIND": f"127.0.0.1:{self.port}", "TOMOSHIBI_ORIGIN": self.url}
        here |= {"TOMOSHIBI_THREADS": str(self.threads)}
        return environment(here | self.settings)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                return True
        except HTTPError:
            return True
        except (URLError, OSError):
            return False


def gunicorn(port: int, application: str = "wsgi:app") -> list[str]:
    """The same server as `make run` starts, on another port."""
    command = f"-m gunicorn --config deploy/gunicorn.conf.py {application}"
    return [sys.executable, *command.split(), "--bind", f"127.0.0.1:{port}"]


def environment(settings: dict[str, str]) -> dict[str, str]:
    """The surroundings of a site: nothing of the operator's own settings, and passwords that hash fast."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOMOSHIBI_")}
    quick = {"TOMOSHIBI_SECRET_KEY": SECRET, "TOMOSHIBI_ARGON2_MEMORY_KIB": "8192", "TOMOSHIBI_ARGON2_PASSES": "1"}
    return kept | quick | settings


def flask_command(surroundings: dict[str, str], *words: str) -> str:
    """Run `flask --app wsgi …`; fail with its words if it fails."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    done = subprocess.run(command, env=surroundings, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout
