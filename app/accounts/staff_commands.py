"""`flask --app wsgi staff …`: who is entrusted with what, decided by the operator."""

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts import current, staff
from app.accounts.staff import Colleague, Offered
from app.errors import Invalid, NotFound
from app.permissions import Role

commands = AppGroup("staff", help="Invite staff, see who there is, and take roles back.")
ROLES = [role.value for role in Role if role is not Role.MEMBER]


@commands.command()
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--profession", default=None, help="What a counsellor's badge will say, once you have verified it.")
def invite(role: str, profession: str | None) -> None:
    """Make an invitation, good for one person, once, for seven days. Hand it over in person or by a call."""
    with current_app.extensions["tomoshibi_db"].writing():
        try:
            code = staff.invite_from_terminal(current.keys(), Offered(Role(role), profession))
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


def _show(code: str) -> None:
    origin = current_app.extensions["tomoshibi_settings"].origin
    click.echo(
        f"invitation: open {origin}/invited and enter {code}\n(good once, for seven days; it is shown only here)"
    )


def _badge(colleague: Colleague) -> str:
    return f" ({colleague.profession})" if colleague.profession else ""


def _factors(colleague: Colleague) -> str:
    return f"second factors: {colleague.factors}" if colleague.factors else "NO SECOND FACTOR YET"
