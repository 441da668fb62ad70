"""What ends with a profession or a role, wherever it is held: features say so at start."""

from collections.abc import Callable

from flask import Flask, current_app

PLACE = "tomoshibi_off_work"


def when_ended(app: Flask, act: Callable[[str], None]) -> None:
    """Let a feature end what a mask holds, in the same transaction in which its power ends."""
    app.extensions.setdefault(PLACE, []).append(act)


def let_go(mask_id: str) -> None:
    """Whoever works under this name does so no longer: what they held is free."""
    for act in current_app.extensions.get(PLACE, []):
        act(mask_id)
