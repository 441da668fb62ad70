"""The handbook in the console, readable on its own."""

from flask import Blueprint, render_template

from app import i18n
from app.accounts.access import allowed
from app.permissions import Permission
from app.review import handbook

pages = Blueprint("handbook", __name__, url_prefix="/review/handbook")


@pages.get("")
@allowed(Permission.Review.LOOK)
def show() -> str:
    """All of it, with its parts at the top."""
    return render_template("review/handbook.html", sections=handbook.in_language(i18n.locale()))
