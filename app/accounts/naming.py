"""May a mask go by this name? Screened like any text, nobody's yet, and nothing that could pass for staff."""

import re
import tomllib
from functools import cache
from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import db
from app.accounts import masks
from app.accounts.models import Mask
from app.accounts.skeletons import skeleton
from app.contributions import screening

DATA = Path(__file__).parent / "data" / "reserved_names.toml"
REFUSED = _l("この名前は使えません。本名や連絡先に見えるものは避けて、少し変えてみてください。")
LIKE_STAFF = _l("見守りの人や相談員とまちがわれそうな名前は使えません。少し変えてみてください。")
TAKEN = _l("この名前はもう使われています。少し変えてみてください。")


def trouble_with(name: str) -> str | None:
    """Why nobody may go by this name now, in one sentence; None when it is fine."""
    if not screening.name_is_fine(name):
        return str(REFUSED)
    if passes_for_staff(name):
        return str(LIKE_STAFF)
    return None if masks.is_free(name) else str(TAKEN)


def passes_for_staff(name: str) -> bool:
    """Would somebody read a role of the house, a profession or a verified badge in this name?"""
    seen = skeleton(name)
    words = {skeleton(word) for word in re.split(r"[\s_・.\-/|()（）【】\[\]★☆]+", name)} | {seen}
    return any(each in seen for each in _anywhere() | _badges()) or not words.isdisjoint(_alone())


@cache
def _reserved() -> dict[str, list[str]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def _anywhere() -> frozenset[str]:
    return frozenset(skeleton(word) for word in _reserved()["anywhere"])


@cache
def _alone() -> frozenset[str]:
    return frozenset(skeleton(word) for word in _reserved()["alone"])


def _badges() -> frozenset[str]:
    """What stands beside verified names on this site."""
    worn = db.session().scalars(select(Mask.badge).where(Mask.badge.is_not(None)).distinct())
    return frozenset(filter(None, (skeleton(badge or "") for badge in worn)))
