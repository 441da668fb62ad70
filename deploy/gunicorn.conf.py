"""How gunicorn serves Tomoshibi: threads, no log about anybody, error pages of our own kind.

Use: gunicorn -c deploy/gunicorn.conf.py wsgi:app
"""

import os

bind = os.environ.get("TOMOSHIBI_BIND", "127.0.0.1:8000")
# The worker answers broken requests with our headers, and writes down nothing about who sent them.
worker_class = "app.server.QuietWorker"
workers = 1  # more need TOMOSHIBI_REDIS_URL
threads = int(os.environ.get("TOMOSHIBI_THREADS", "160"))
worker_connections = max(1024, threads * 4)

accesslog = None
errorlog = "-"
loglevel = "error"  # warnings of gunicorn name addresses
capture_output = False

# nginx has read the whole request before; whoever comes here directly gets no longer than this.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
graceful_timeout = 5
timeout = 60
keepalive = 30
# Nothing that somebody says about where they come from is believed.
forwarded_allow_ips = ""
proxy_protocol = False
# The heartbeat of the worker is a file that is touched: in memory, where there is such a place.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a place in memory; gunicorn makes its own file there
