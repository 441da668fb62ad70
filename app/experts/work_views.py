"""How a counsellor wants to work: what they declare, how many questions they take, and which topics they leave to others."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts import current
from app.accounts.access import allowed
from app.experts import counsellors, wording
from app.experts.counsellors import Settings
from app.experts.forms import WorkForm
from app.permissions import Permission

pages = Blueprint("counselling", __name__)


@pages.get("/me/counselling")
@allowed(Permission.Question.ANSWER)
def show() -> str:
    """The settings as they are."""
    kept = counsellors.settings_of(_mask_id())
    quota = "" if kept.quota is None else str(kept.quota)
    return _page(WorkForm(data={"interests": kept.interests, "quota": quota, "topics": sorted(kept.topics_not_taken)}))


@pages.post("/me/counselling")
@allowed(Permission.Question.ANSWER)
def change() -> Any:
    """Keep them. What readers will see is looked at first."""
    form = WorkForm(request.form)
    if not form.validate():
        return _page(form), 422
    settings = Settings(form.interests.data, form.number, frozenset(form.topics.data))
    counsellors.keep(current.member(), _mask_id(), settings)
    flash(_("働き方を変えました。"), "done")
    return redirect(url_for("counselling.show"), 303)


def _mask_id() -> str:
    return next(iter(current.member().badges))


def _page(form: WorkForm) -> str:
    troubles = {name: str(errors[0]) for name, errors in form.errors.items()}
    topics = [(value, words) for value, words in wording.TOPICS.items() if value]
    profession = wording.profession(current.member().badges[_mask_id()])
    return render_template(
        "experts/work.html",
        form=form,
        troubles=troubles,
        topics=topics,
        most=counsellors.MOST_QUOTA,
        profession=profession,
    )
