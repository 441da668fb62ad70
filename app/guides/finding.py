"""What search engines may look at: guides and the help page. What people write here is for people who come here."""

import itertools
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, current_app, render_template

from app.accounts.access import public, without_database
from app.i18n import LOCALES

pages = Blueprint("finding", __name__)
OPEN = ("/help$", "/help?lang=", "/guides", "/about", "/privacy", "/static/", "/sitemap.xml")


@pages.get("/robots.txt")
@public
@without_database
def robots() -> Response:
    """Everything is closed but what is named."""
    return Response(render_template("guides/robots.txt", open=OPEN, origin=_origin()), mimetype="text/plain")


@pages.get("/sitemap.xml")
@public
@without_database
def sitemap() -> Response:
    """The open pages, in every language."""
    shelf = current_app.extensions["tomoshibi_guides"].in_language("ja")
    paths = ["/help", "/guides", *(f"/{'' if guide.is_house else 'guides/'}{guide.slug}" for guide in shelf.values())]
    listed = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path, locale in itertools.product(paths, LOCALES):
        ET.SubElement(ET.SubElement(listed, "url"), "loc").text = f"{_origin()}{path}?lang={locale}"
    return Response(ET.tostring(listed, encoding="utf-8", xml_declaration=True), mimetype="application/xml")


def _origin() -> str:
    origin: str = current_app.extensions["tomoshibi_settings"].origin
    return origin
