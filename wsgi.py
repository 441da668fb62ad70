"""The application for servers and commands: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import os

from app import create_app, errands, examination, retention, search

app = create_app()
search.read_aside(app)

# Only the server is examined and has a timer; a command does its one thing and ends.
if os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn"):
    examination.refuse_unsafe(app)
    retention.start(app)
    errands.listen(app)
