"""One's own names: seeing them, making one, choosing the usual one, putting one away; and the coarse context."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import i18n, throttle
from app.accounts import context_words, current, masks, pseudonyms, wardrobe
from app.accounts.access import members_only
from app.accounts.mask_forms import ContextForm, NameForm
from app.errors import Invalid, NotFound

pages = Blueprint("masks", __name__)


@pages.get("/me/masks")
@members_only
def own() -> str:
    """All one's names, and a place for a new one."""
    return _page(pseudonyms.propose(i18n.locale()))


@pages.post("/me/masks")
@members_only
def create_mask() -> Any:
    """Make a new one, or propose another."""
    if "reroll" in request.form:
        return _page(pseudonyms.propose(i18n.locale()))
    throttle.check(throttle.WRITE)
    form = NameForm(request.form)
    if not form.validate():
        return _page(form.name.data, form.first_error), 422
    try:
        wardrobe.make(current.keys(), current.member(), form.name.data)
    except masks.NameTaken as taken:
        return _page(form.name.data, taken.message), 422
    flash(_("「%(name)s」ができました。書くときに選べます。", name=form.name.data), "done")
    return redirect(url_for("masks.own"), 303)


@pages.post("/me/masks/<mask_id>/usual")
@members_only
def create_usual(mask_id: str) -> Response:
    """Write under this one unless another is chosen."""
    wardrobe.make_usual(current.keys(), current.member(), mask_id)
    flash(_("いつもの名前を変えました。これまでに書いたことばの名前は、そのままです。"), "done")
    return redirect(url_for("masks.own"), 303)


@pages.post("/me/masks/<mask_id>/retirement")
@members_only
def create_retirement(mask_id: str) -> Any:
    """Put a name away."""
    try:
        wardrobe.retire(current.keys(), current.member(), mask_id)
    except Invalid as declined:
        return _page(pseudonyms.propose(i18n.locale()), declined.message), 422
    flash(_("名前をしまいました。書いたことばは、そのまま残っています。"), "done")
    return redirect(url_for("masks.own"), 303)


@pages.post("/me/masks/<mask_id>/retirement/remove")
@members_only
def remove_retirement(mask_id: str) -> Response:
    """Take a name out again."""
    wardrobe.bring_back(current.keys(), current.member(), mask_id)
    flash(_("また選べるようにしました。"), "done")
    return redirect(url_for("masks.own"), 303)


@pages.get("/me/context")
@members_only
def context() -> str:
    """What one has told about the child's situation."""
    chosen = wardrobe.chosen_by(current.keys(), current.member())
    worn = wardrobe.own(current.keys(), current.member())
    beside = next((each.mask.id for each in worn if each.has_context), "")
    told = chosen.context
    return _context_page(
        ContextForm(data={"stage": told.stage, "since": told.since, "place": told.place, "beside": beside})
    )


@pages.post("/me/context")
@members_only
def create_context() -> Any:
    """Keep it, sealed."""
    form = ContextForm(request.form)
    if not form.validate():
        return _context_page(form), 422
    try:
        wardrobe.tell(current.keys(), current.member(), form.context, form.beside.data or "")
    except NotFound:
        form.beside.errors = [_("この名前では書けません。名前をもう一度選んでください。")]
        return _context_page(form), 422
    _count_no_more()
    flash(_("おぼえました。出るのは、同じことばの人が20人以上いるときだけ、あした以降です。"), "done")
    return redirect(url_for("masks.context"), 303)


@pages.post("/me/context/remove")
@members_only
def remove_context() -> Response:
    """Forget it; it is shown no more from this moment."""
    wardrobe.tell(current.keys(), current.member(), ContextForm().context, "")
    _count_no_more()
    flash(_("消しました。もうどこにも出ません。"), "done")
    return redirect(url_for("masks.context"), 303)


def _count_no_more() -> None:
    """What was told before is shown no more, from now on."""
    current_app.extensions["tomoshibi_census"].lose(str(current.member().member_id))


def _page(name: str | None, trouble: str = "") -> str:
    worn = wardrobe.own(current.keys(), current.member())
    return render_template("accounts/masks.html", worn=worn, name=name or "", trouble=trouble)


def _context_page(form: ContextForm) -> str:
    member = current.member()
    return render_template(
        "accounts/context.html",
        form=form,
        troubles={name: str(errors[0]) for name, errors in form.errors.items()},
        stages=list(context_words.STAGES.items()),
        sinces=list(context_words.SINCES.items()),
        places=context_words.places(),
        names=[(mask_id, member.masks[mask_id]) for mask_id in member.offered],
    )
