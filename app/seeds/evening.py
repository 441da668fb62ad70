"""Fill an empty database with an ordinary evening, and say with which accounts to look at it."""

import click
from flask import current_app

from app.accounts import authenticators
from app.contributions.services import Receipt
from app.guides import fitting
from app.seeds import people, places, questions, rooms, story, threads, troubles
from app.seeds.people import Demo
from app.seeds.story import Story


def fill(*, only_if_empty: bool) -> None:
    """Fill the site unless it has content; the demo accounts there are get printed every time.

    Raises click.ClickException when there is content and that was not expected.
    """
    # The templates of pushed chat lines ask for a request, as they would in a browser's.
    with current_app.test_request_context():
        is_filled = _fill_if_empty()
        fitting.read_all()
        _print_sign_ins()
    if not is_filled and not only_if_empty:
        raise click.ClickException("There is content already; nothing was changed.")


def furnish() -> None:
    """Put up the boards and rooms where there are none, and nothing that anybody could take for a person's words."""
    with current_app.extensions["tomoshibi_db"].writing():
        if not places.are_there():
            places.furnish()
            click.echo("seed: boards and rooms are up")
        _put_up_boards()
    click.echo("seed: this is a real site (https), so there are no invented people; --force-demo would bring them")


def _put_up_boards() -> None:
    """Boards that came later come to sites that are older."""
    if added := places.put_up_boards():
        click.echo(f"seed: {added} boards that were missing are up")


def _fill_if_empty() -> bool:
    with current_app.extensions["tomoshibi_db"].writing():
        if places.are_there():
            _put_up_boards()
            _talk_again()
            return False
        places.furnish()
        told = _tell()
    waiting = told.receipts[Receipt.HELD]
    click.echo(f"seed: an ordinary evening, {told.receipts.total()} texts, {waiting} of them waiting for a moderator")
    return True


def _talk_again() -> None:
    """What is said in rooms ends after three days; a demo site that is started again later finds people talking again."""
    if not people.demo_accounts() or not rooms.are_silent():
        return
    cast = people.still_here()
    people.promise_to_watch(cast)
    evening = Story(cast)
    story.tell(list(rooms.in_the_rooms(evening)))
    click.echo(f"seed: people talk in the rooms again, {evening.receipts.total()} lines")


def _tell() -> Story:
    cast = people.gather()
    people.say_how_they_work(cast)
    evening = Story(cast)
    story.tell(
        [
            *threads.on_the_boards(evening),
            *rooms.in_the_rooms(evening),
            *questions.to_counsellors(evening),
            *troubles.for_moderators(evening),
        ]
    )
    # Not before: on the evenings that are told of, nobody's first words waited for a watch that was not there.
    people.promise_to_watch(cast)
    return evening


def _print_sign_ins() -> None:
    with current_app.extensions["tomoshibi_db"].reading():
        accounts = people.demo_accounts()
    if not accounts:
        click.echo("seed: this site has no demo accounts")
        return
    click.echo("\nDEMO ONLY. Everybody can know these passphrases; never keep them on a real site.")
    for account in accounts:
        click.echo(_sign_in(account))
    click.echo("")


def _sign_in(account: Demo) -> str:
    words = f"  {account.who}: {account.name}\n      {account.passphrase}"
    if not account.authenticator:
        return words
    number = authenticators.number_now(account.authenticator)
    return f"{words}\n      second factor: {number} for the next seconds; secret for an app: {account.authenticator}"
