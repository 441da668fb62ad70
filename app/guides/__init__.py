"""Guides worth printing."""

from flask import Flask

from app import i18n
from app.guides import beside, commands, figures, finding, fitting, glossary, inserting, views
from app.guides.offers import Offers
from app.guides.shelf import Shelf


def register(app: Flask) -> None:
    """Read everything once; a guide without sources, or one that names an unknown line, stops the start."""
    shelf = Shelf(app.extensions["tomoshibi_line"], app.extensions["tomoshibi_lines_now"])
    app.extensions["tomoshibi_guides"] = shelf
    with app.app_context():
        shelves = {locale: shelf.in_language(locale) for locale in i18n.LOCALES}
    app.extensions[fitting.EXTENSION] = Offers(shelves)
    fitting.register(app)
    app.jinja_env.globals["guide_beside"] = beside.guide_beside
    app.jinja_env.globals.update(guide_named=inserting.guide_named, guide_titles=inserting.guide_titles)
    app.jinja_env.globals["explained"] = glossary.Glossary(shelves).explained
    app.extensions["tomoshibi_figures"] = figures.read()
    app.register_blueprint(views.pages)
    app.register_blueprint(finding.pages)
    app.register_blueprint(beside.pages)
    app.cli.add_command(commands.guides)
