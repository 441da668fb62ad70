"""What one process of the server counts about itself while it works: for /metrics, and never about anybody.

With gunicorn every process writes its numbers into a folder (deploy/gunicorn.conf.py names it) and whichever is asked adds
them up; without, they stay in memory. No label ever holds what a person wrote, chose or is called.
"""

import os
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

OWN = CollectorRegistry()

SOCKETS = Gauge("tomoshibi_sockets", "Open sockets.", registry=OWN, multiprocess_mode="livesum")
THREADS = Gauge("tomoshibi_threads", "Threads there are for requests.", registry=OWN, multiprocess_mode="livesum")
BUSY = Gauge(
    "tomoshibi_threads_busy", "Threads at work; a socket keeps one.", registry=OWN, multiprocess_mode="livesum"
)
TURNED_AWAY = Counter("tomoshibi_sockets_refused", "Sockets refused: nobody signed in, or no room.", registry=OWN)
FELL_BEHIND = Counter("tomoshibi_sockets_cut", "Sockets cut off because their reader fell behind.", registry=OWN)
BELL_AWAY = Gauge("tomoshibi_bell_away", "Processes whose Redis is away.", registry=OWN, multiprocess_mode="livesum")
SCREENING = Histogram(
    "tomoshibi_screening_seconds",
    "How long moderation took for one text.",
    registry=OWN,
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
SCREENING_FAILED = Counter("tomoshibi_screening_failed", "Texts held because moderation failed.", registry=OWN)


def count_threads(app: Any) -> None:
    """Count every thread that serves something, from a page to a socket that stays open for hours."""
    inner = app.wsgi_app

    def counted(environ: Any, start_response: Any) -> Any:
        with BUSY.track_inprogress():
            return inner(environ, start_response)

    app.wsgi_app = counted


def of_all_processes() -> CollectorRegistry:
    """The numbers of all processes of this server, added up."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
    if not folder:
        return OWN
    together = CollectorRegistry()
    MultiProcessCollector(together, folder)
    return together
