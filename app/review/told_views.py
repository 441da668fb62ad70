"""What was decided about one's own words and names: the reason, what one can do now, and asking once for another look."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import throttle
from app.accounts import current, sanctions
from app.accounts.access import members_only
from app.accounts.models import SanctionKind
from app.contributions import asking, versions
from app.contributions import services as door
from app.contributions.models import Contribution
from app.errors import Invalid, NotFound
from app.notices import ruling_wording, wording
from app.notices.models import NoticeKind
from app.permissions import Permission, require
from app.review import appeals, effects, outcomes, told
from app.review.forms import AppealForm
from app.review.models import Ruling

pages = Blueprint("told_rulings", __name__, url_prefix="/me/rulings")


@pages.get("")
@members_only
def every() -> str:
    """Everything one was told, the newest first."""
    found = [(ruling, told.has_fallen(ruling)) for ruling in told.to(current.member())]
    return render_template("review/told_rulings.html", rulings=found, told_name=_name_of)


@pages.get("/<ruling_id>")
@members_only
def ruling(ruling_id: str) -> str:
    """One of them."""
    return _show(told.ruling_for(current.member(), ruling_id), AppealForm())


@pages.post("/<ruling_id>/appeal")
@members_only
def create_appeal(ruling_id: str) -> Any:
    """Ask that somebody else look again."""
    found = told.ruling_for(current.member(), ruling_id)
    throttle.check(throttle.APPEAL)
    form = AppealForm.given(request.form)
    if form.wants_to_rewrite:
        return _show(found, form)
    if not form.validate():
        return _show(found, form, form.first_error), 422
    try:
        question = appeals.ask(current.member(), found, form.words.data, form.attempt)
    except Invalid as declined:
        return _show(found, form, declined.message), 422
    if question is not None:
        return asking.page(question, url_for("told_rulings.create_appeal", ruling_id=found.id), {})
    flash(_("願いが届きました。はじめとは別の人が読み、お知らせで答えます。"), "done")
    return redirect(url_for("told_rulings.ruling", ruling_id=found.id), 303)


@pages.post("/<ruling_id>/withdrawal")
@members_only
def create_withdrawal(ruling_id: str) -> Response:
    """Take the words back also where nobody else can see them any more."""
    found = told.ruling_for(current.member(), ruling_id)
    text = _own_text(found)
    if text is None:
        raise NotFound()
    require(current.member(), Permission.Contribution.WITHDRAW, text)
    door.withdraw(current.member(), text)
    flash(_("取り下げました。書いたことばは、ここから消えました。"), "done")
    return redirect(url_for("told_rulings.every"), 303)


def _own_text(found: Ruling) -> Contribution | None:
    """The text it is about, where it is one's own and still there."""
    text = told.subject(found)
    return text if text is not None and current.member().wrote(text) and not text.is_withdrawn else None


def _kinds_told(found: Ruling) -> list[NoticeKind]:
    """What was said of it, in the order of what weighs most."""
    about_writer = _closed(found) or (outcomes.MEASURE_TOLD.get(found.measure) if found.measure else None)
    about_text = outcomes.TABLE[found.outcome].told if outcomes.TABLE[found.outcome].may_be_appealed else None
    return [kind for kind in (about_writer, about_text) if kind is not None]


def _closed(found: Ruling) -> NoticeKind | None:
    is_closed = any(each.kind is SanctionKind.ACCOUNT_BAN for each in sanctions.of_ruling(found.id))
    return NoticeKind.ACCOUNT_BANNED if is_closed else None


def _name_of(found: Ruling) -> Any:
    """What it is called towards its author."""
    return ruling_wording.NAMES.get(next(iter(_kinds_told(found)), NoticeKind.REMOVED))


def _show(found: Ruling, form: AppealForm, trouble: str = "") -> str:
    text = _own_text(found)
    is_ruled_text = text is not None and text.id == found.contribution_id
    held = [each for each in sanctions.of_ruling(found.id) if each.mask_id in current.member().masks]
    return render_template(
        "review/told_ruling.html",
        ruling=found,
        told_name=_name_of,
        sentences=[wording.about(kind, found.reason) for kind in _kinds_told(found)],
        has_fallen=told.has_fallen(found),
        text=text,
        said=versions.of_version(text, found.version or text.version) if text and is_ruled_text else None,
        may_rewrite=text is not None and text.is_returned and effects.can_be_returned(text),
        pauses=[each for each in held if each.kind is SanctionKind.PAUSE and not each.lifted_at],
        names=sorted({current.member().masks[each.mask_id] for each in held if each.kind is SanctionKind.MASK_BAN}),
        appeal=told.appeal_about(found),
        may_appeal=told.can_be_appealed(found),
        form=form,
        trouble=trouble,
    )
