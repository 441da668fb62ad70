"""What is shown beside a name that was verified: the profession and the month; nothing from the day on which that ended."""

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from app import announced, clock
from app.accounts.models import Mask


class Badge(NamedTuple):
    """A profession, and the month in which it was verified."""

    profession: str
    verified_in: date | None


def held(profession: str | None, verified_in: date | None, verified_until: date | None) -> Badge | None:
    """What holds today; None where nothing does, any more or yet."""
    holds = profession and verified_until is not None and verified_until >= clock.today()
    return Badge(profession, verified_in) if profession and holds else None


def said(badge: Badge) -> str:
    """The badge in the language of this answer."""
    if badge.verified_in is None:
        return named(badge.profession)
    return _(
        "%(profession)s・%(month)s確認", profession=named(badge.profession), month=announced.month(badge.verified_in)
    )


def beside(mask: Mask) -> str | None:
    """What stands beside this name now."""
    badge = held(mask.badge, mask.verified_in, mask.verified_until)
    return said(badge) if badge else None


def named(profession: str) -> str:
    """A profession for readers; one that is not known here is shown as it was verified."""
    known = {
        "スクールカウンセラー": _("スクールカウンセラー"),
        "スクールソーシャルワーカー": _("スクールソーシャルワーカー"),
        "養護教諭": _("養護教諭"),
        "看護師": _("看護師"),
        "保健師": _("保健師"),
        "医師": _("医師"),
        "公認心理師": _("公認心理師"),
        "支援センターの相談員": _("支援センターの相談員"),
        "弁護士": _("弁護士"),
        "フリースクールの先生": _("フリースクールの先生"),
    }
    return known.get(profession, profession)
