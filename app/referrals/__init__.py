"""Help that is open now: the directory of lines and the few that fit."""

from flask import Flask, get_template_attribute
from markupsafe import Markup

from app import clock, i18n
from app.referrals import cards, commands, console, directory, inserting, known, offline, views
from app.referrals.shown import shown
from app.referrals.signposts import for_every_page, signposts


def register(app: Flask) -> None:
    """Refuse to start on wrong lines; give pages the help page, the care card and one line that is open now."""
    directory.from_file()
    cards.cards()
    app.register_blueprint(views.pages)
    app.register_blueprint(offline.pages)
    app.register_blueprint(console.pages)
    known.register(app)
    app.cli.add_command(commands.lines)
    app.jinja_env.globals["care_card"] = care_card
    app.jinja_env.globals.update(line_named=inserting.line_named, line_names=inserting.line_names)
    app.jinja_env.globals["lines_are_due"] = lines_are_due
    app.context_processor(lambda: {"help_line": help_line()})
    app.extensions["tomoshibi_line"] = number_of
    app.extensions["tomoshibi_lines_now"] = directory.known


def care_card(topic: str) -> Markup:
    """The card for this moment and language, rendered. It is shown to its author alone."""
    moment, locale = clock.now(), i18n.locale()
    card, lines = cards.card(topic), signposts(topic, moment, locale)
    mentioned = [line for line in directory.listed(card.mentioned) if line not in lines]
    draw = get_template_attribute("referrals/_card.html", "card")
    return draw(card.said_in(locale), *([shown(line, moment, locale) for line in some] for some in (lines, mentioned)))


def help_line() -> dict[str, str | None] | None:
    """One line for parents that is open now, or None: name, number, tel."""
    line = for_every_page(clock.now(), i18n.locale())
    if line is None:
        return None
    return {"name": line.name.said_in(i18n.locale()), "number": line.number, "tel": line.tel}


def lines_are_due() -> bool:
    """Should a lead compare lines with their pages again?"""
    return bool(commands.due_on(clock.today()))


def number_of(line_id: str) -> tuple[str, str | None]:
    """A line's number and dialling address, for texts that mention it; KeyError when there is no such line.

    A line that closed for good has neither.
    """
    line = directory.line(line_id)
    return (line.number or "", line.tel) if line.listed else ("", None)
