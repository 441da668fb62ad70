"""Finding what others have written: by words, and by being about something like it."""

from flask import Flask

from app.finding import neighbours, reading
from app.search import commands, views


def register(app: Flask) -> None:
    """Pages and commands, and what this process remembers of what texts mean."""
    reader = reading.Reader(app.extensions["tomoshibi_db"])
    app.extensions[reading.EXTENSION] = reader
    app.extensions[neighbours.EXTENSION] = neighbours.Memory(reader)
    app.register_blueprint(views.pages)
    app.cli.add_command(commands.search)


def read_aside(app: Flask) -> None:
    """In a server nobody waits until a text has been read for its meaning."""
    app.extensions[reading.EXTENSION].aside()
