"""Pages of joining, signing in, leaving and one's own account."""

from flask import Blueprint

pages = Blueprint("accounts", __name__)
