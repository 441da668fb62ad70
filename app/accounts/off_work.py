"""What ends with a profession or a role, wherever it is held, and what with a visit: features say so at start."""

from collections.abc import Callable

from flask import Flask, current_app

from app.permissions import Actor

PLACE, AT_THE_DOOR = "tomoshibi_off_work", "tomoshibi_at_the_door"


def when_ended(app: Flask, act: Callable[[str], None]) -> None:
    """Let a feature end what a mask holds, in the same transaction in which its power ends."""
    app.extensions.setdefault(PLACE, []).append(act)


def let_go(mask_id: str) -> None:
    """Whoever works under this name does so no longer: what they held is free."""
    for act in current_app.extensions.get(PLACE, []):
        act(mask_id)


def when_signing_out(app: Flask, act: Callable[[Actor], None]) -> None:
    """Let a feature end what a colleague holds, in the same transaction in which they sign out."""
    app.extensions.setdefault(AT_THE_DOOR, []).append(act)


def leave(member: Actor) -> None:
    """Whoever works here and signs out leaves nothing in hand. What their page says in parting would come from nobody."""
    if member.is_staff:
        for act in current_app.extensions.get(AT_THE_DOOR, []):
            act(member)
