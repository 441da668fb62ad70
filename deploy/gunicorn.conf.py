"""How gunicorn serves Tomoshibi: threads, no log about anybody, error pages of our own kind.

Use: gunicorn -c deploy/gunicorn.conf.py wsgi:app
"""

import os
import sys
import tempfile
from pathlib import Path

from gunicorn.workers.gthread import ThreadWorker

ROOT = str(Path(__file__).resolve().parents[1])
# Vectors are compared by the thread that asks. A second thread for it would spin while it waits for work, for as long as
# pages are read: a third of all the work of a server was that. It has to be said before numpy is read.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Worker(ThreadWorker):
    """Becomes app.server's own once it is a process of its own: the master reads nothing of the application, so that a
    reload (HUP) brings new code as well as new settings."""

    def init_process(self):
        if ROOT not in sys.path:
            sys.path.insert(0, ROOT)
        from app.server import QuietWorker

        self.__class__ = QuietWorker
        self.init_process()


def on_starting(server):
    """Sizes come from TOMOSHIBI_THREADS and TOMOSHIBI_PROCESSES alone: others contradict what the application counts on."""
    for name, own in SIZES.items():
        if getattr(server.cfg, name) != own:
            raise SystemExit(
                f"gunicorn was told {name}={getattr(server.cfg, name)}, which contradicts TOMOSHIBI_THREADS and"
                f" TOMOSHIBI_PROCESSES ({own}): set those, and give gunicorn no sizes of its own."
            )
    # Where the processes of this server add their numbers for /metrics; nothing in it names anybody.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="tomoshibi-metrics-")


def child_exit(server, worker):
    """What a process that is gone counted goes on counting; what it held open does not."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    """Leave nothing behind."""
    import shutil

    shutil.rmtree(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""), ignore_errors=True)


bind = os.environ.get("TOMOSHIBI_BIND", "127.0.0.1:8000")
# The worker answers broken requests with our headers, and writes down nothing about who sent them.
worker_class = Worker
workers = int(os.environ.get("TOMOSHIBI_PROCESSES") or 1)  # more need TOMOSHIBI_REDIS_URL
threads = int(os.environ.get("TOMOSHIBI_THREADS") or 160)
worker_connections = max(1024, threads * 4)  # as app/capacity.py has it
SIZES = {"workers": workers, "threads": threads, "worker_connections": worker_connections}
preload_app = False  # the master would keep the old code over a reload

accesslog = None
errorlog = "-"
loglevel = "error"  # warnings of gunicorn name addresses
capture_output = False

# nginx has read the whole request before; whoever comes here directly gets no longer than this.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# Sockets are sent home one after the other within ten seconds; whoever is answered meanwhile is answered.
graceful_timeout = 20
timeout = 60
keepalive = 30
# Nothing that somebody says about where they come from is believed.
forwarded_allow_ips = ""
proxy_protocol = False
# The heartbeat of the worker is a file that is touched: in memory, where there is such a place.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a place in memory; gunicorn makes its own file there
