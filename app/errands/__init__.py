"""What is done after an answer has been given: kept in the database, done at least once, by this process or another.

The database is the queue and huey is the bell and the legs (decision 27): an errand is written in the transaction that
causes it, so it exists exactly when that was committed; whoever hears the bell looks what is due. A bell that is lost
delays an errand by a minute at most, and a process that is killed leaves what it was about to the next one.

Whoever has errands done says so once: `errands.know(app, "notice", act)`, where `act(about)` may be called twice for
the same errand and gives None when it is done, or the moment at which to try again.
"""

from flask import Flask

from app.config import Settings
from app.errands.bell import Bell
from app.errands.rounds import Act, Rounds

EXTENSION = "tomoshibi_errands"


def register(app: Flask, settings: Settings) -> None:
    """Nothing is done by itself until a server or a worker starts to listen."""
    from app.errands import commands

    app.extensions[EXTENSION] = Rounds(app, Bell(app, settings))
    app.cli.add_command(commands.worker)
    app.cli.add_command(commands.errands)


def know(app: Flask, kind: str, act: Act) -> None:
    """From now on errands of this kind can be done."""
    app.extensions[EXTENSION].acts[kind] = act


def every_hour(app: Flask, kind: str, act: Act) -> None:
    """Have this done at every full hour."""
    app.extensions[EXTENSION].every_hour(kind, act)


def listen(app: Flask) -> None:
    """Do errands in threads of this process, where no worker of its own is set up; a second call does nothing."""
    if app.extensions["tomoshibi_settings"].worker == "inside":
        app.extensions[EXTENSION].listen_aside()
