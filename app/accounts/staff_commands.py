"""`flask --app wsgi staff …`: who is entrusted with what, decided by the operator."""

from collections.abc import Callable
from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup

from app import clock
from app.accounts import current, masks, staff, verifications
from app.accounts.staff import Colleague, Offered
from app.errors import Invalid, NotFound
from app.permissions import Role

commands = AppGroup("staff", help="Invite staff, see who there is, and take roles back.")
UNTIL = "The last day on which the verification holds."
ROLES = [role.value for role in Role if role is not Role.MEMBER]


@commands.command()
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--profession", default=None, help="What a counsellor's badge will say, once you have verified it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help=UNTIL)
def invite(role: str, profession: str | None, until: datetime | None) -> None:
    """Make an invitation, good for one person, once, for seven days. Hand it over in person or by a call."""
    verified = (until.date() if until else clock.today() + masks.A_YEAR) if profession else None
    with current_app.extensions["tomoshibi_db"].writing():
        try:
            code = staff.invite_from_terminal(current.keys(), Offered(Role(role), profession, verified))
        except Invalid as declined:
            raise click.ClickException(
                "a counsellor's invitation needs --profession, and no other takes one"
            ) from declined
    _show(code)


@commands.command("list")
def list_() -> None:
    """Say who has which role, by the name they work under, and whether a second factor is there."""
    with current_app.extensions["tomoshibi_db"].reading():
        everybody = staff.colleagues(current.keys())
    for each in everybody:
        click.echo(f"{each.role.value:<11} {each.name}{_badge(each)}  {_factors(each)}")
    click.echo(f"staff: {len(everybody)}")


@commands.command()
@click.argument("name")
def retire(name: str) -> None:
    """Take the role of the colleague called NAME away; their sessions end at once."""
    with current_app.extensions["tomoshibi_db"].writing():
        colleague = _colleague(name)
        staff.retire(colleague)
    click.echo(f"{colleague.name} is no longer {colleague.role.value}; every session has ended")


@commands.command()
@click.argument("name")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help=UNTIL)
def verify(name: str, until: datetime) -> None:
    """Say that you have seen, outside the site, what proves the profession of the colleague called NAME.

    Before that they wear no badge and answer nothing. Do it again whenever you have looked again.
    """
    with current_app.extensions["tomoshibi_db"].writing():
        colleague = _colleague(name)
        _of_profession(lambda: verifications.verify(colleague, until.date()), name)
    click.echo(f"{name} is verified as {colleague.profession} until {until.date()}")


@commands.command()
@click.argument("name")
def unverify(name: str) -> None:
    """Take back what was verified of the colleague called NAME: badge and power go, their sessions end at once."""
    with current_app.extensions["tomoshibi_db"].writing():
        colleague = _colleague(name)
        _of_profession(lambda: verifications.withdraw(colleague), name)
    click.echo(f"{name} is no longer verified; every session has ended")


@commands.command("reset-second-factor")
@click.argument("name")
def reset_second_factor(name: str) -> None:
    """Forget the second factors of the colleague called NAME, who has lost them, and let them add new ones.

    Make sure first, face to face or by a voice you know, that it is really them who asks.
    """
    with current_app.extensions["tomoshibi_db"].writing():
        code = staff.reset_second_factor(current.keys(), _colleague(name))
    click.echo(f"{name}: factors forgotten, every session has ended")
    _show(code)


def _colleague(name: str) -> Colleague:
    try:
        return staff.colleague_called(current.keys(), name)
    except NotFound as unknown:
        raise click.ClickException(f"nobody works under the name {name}; see flask --app wsgi staff list") from unknown


def _of_profession(act: Callable[[], None], name: str) -> None:
    try:
        act()
    except NotFound as unknown:
        raise click.ClickException(f"there is no profession of {name} to speak of") from unknown


def _show(code: str) -> None:
    origin = current_app.extensions["tomoshibi_settings"].origin
    click.echo(
        f"invitation: open {origin}/invited and enter {code}\n(good once, for seven days; it is shown only here)"
    )


def _badge(colleague: Colleague) -> str:
    if not colleague.profession:
        return ""
    until = f"verified until {colleague.verified_until}" if colleague.verified_until else "NOT VERIFIED"
    return f" ({colleague.profession}, {until})"


def _factors(colleague: Colleague) -> str:
    return f"second factors: {colleague.factors}" if colleague.factors else "NO SECOND FACTOR YET"
