"""Guides worth printing."""

from flask import Flask

from app.guides import figures, finding, library, views


def register(app: Flask) -> None:
    """Read everything once; a guide without sources, or one that names an unknown line, stops the start."""
    app.extensions["tomoshibi_guides"] = library.read(app.extensions["tomoshibi_line"])
    app.extensions["tomoshibi_figures"] = figures.read()
    app.register_blueprint(views.pages)
    app.register_blueprint(finding.pages)
