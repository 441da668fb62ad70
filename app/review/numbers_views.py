"""The numbers for the lead, and the monthly summary for everybody."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts import current
from app.accounts.access import allowed, public
from app.contributions import explaining
from app.permissions import Permission
from app.review import months, numbers, numbers_charts
from app.review.phrases import CATEGORIES, REPORTED

pages = Blueprint("numbers", __name__)

CLASSES = {"now": _l("いますぐ"), "high": _l("急ぎ"), "other": _l("急がないもの")}
TAKEN = {"look": _l("はじめて見るまで"), "ruling": _l("決めるまで")}
SOURCES = {
    "report": _l("読んだ人の知らせ"),
    "screening": _l("自動の確認"),
    "second_opinion": _l("ふたつめの目"),
    "review": _l("見守りの人"),
    "classifier": _l("学んだ部分"),
    "flood": _l("くり返しの確認"),
}


@pages.get("/review/numbers")
@allowed(Permission.Numbers.READ)
def work() -> str:
    """How the work goes; nobody is named or ranked."""
    given = request.args.get("days", "")
    days = int(given) if given in {str(each) for each in numbers.LENGTHS} else numbers.LENGTHS[0]
    told = numbers.over(current.member(), days)
    return render_template(
        "review/numbers.html",
        told=told,
        days=days,
        lengths=numbers.LENGTHS,
        charts=numbers_charts,
        classes=CLASSES,
        taken=TAKEN,
        tenths=numbers.TENTHS,
        kind_name=kind_name,
        source_name=source_name,
        spoken=spoken,
    )


@pages.get("/months")
@public
def by_month() -> str:
    """What everybody may know of it, month by month."""
    return render_template("review/months.html", months=months.closed(), classes=CLASSES, fewest=months.FEWEST)


def kind_name(kind: str) -> str:
    """What was seen, in words."""
    if kind.startswith("report."):
        return str(REPORTED.get(kind.removeprefix("report."), REPORTED["other"]))
    return explaining.name(kind) or str(CATEGORIES.get(kind.partition(".")[0], kind))


def source_name(detector: str) -> str:
    """What saw it, in words; watched words by their mark."""
    if detector.startswith("watched."):
        return _("見張ることば %(mark)s", mark=detector.removeprefix("watched.")[:6])
    if detector.startswith("words."):
        return _("ことばの一覧（%(lang)s）", lang=detector.removeprefix("words."))
    return str(SOURCES.get(detector, detector))


def spoken(minutes: int | None) -> str:
    """A length of time as one says it."""
    if minutes is None:
        return "–"
    if minutes < 120:
        return _("%(number)d分", number=minutes)
    return _("%(number)d時間", number=round(minutes / 60))
