"""A counsellor's own phrases, and being on duty."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import current
from app.accounts.access import allowed
from app.errors import Invalid
from app.experts import duty, phrases, queries
from app.experts.desk_forms import PhraseForm
from app.experts.phrases import Said
from app.permissions import Permission

pages = Blueprint("phrases", __name__)


@pages.get("/me/phrases")
@allowed(Permission.Question.ANSWER)
def show() -> str:
    """All of them, and a place for a new one."""
    return _page(PhraseForm())


@pages.post("/me/phrases")
@allowed(Permission.Question.ANSWER)
def create() -> Any:
    """Keep a new one."""
    form = PhraseForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        phrases.keep(current.member(), next(iter(current.member().badges)), Said(form.name.data, form.words.data))
    except Invalid as invalid:
        form.words.errors = [invalid.message]
        return _page(form), 422
    flash(_("しまいました。答えを書くときに入れられます。"), "done")
    return redirect(url_for("phrases.show"), 303)


@pages.get("/me/phrases/<phrase_id>")
@allowed(Permission.Question.ANSWER)
def edit(phrase_id: str) -> str:
    """One of them in its form."""
    kept = phrases.one(current.member(), phrase_id)
    return _page(PhraseForm(data={"name": kept.name, "words": kept.words}), kept.id)


@pages.post("/me/phrases/<phrase_id>")
@allowed(Permission.Question.ANSWER)
def change(phrase_id: str) -> Any:
    """Other words for it."""
    kept, form = phrases.one(current.member(), phrase_id), PhraseForm(request.form)
    if not form.validate():
        return _page(form, kept.id), 422
    phrases.change(current.member(), kept.id, Said(form.name.data, form.words.data))
    flash(_("書きかえました。"), "done")
    return redirect(url_for("phrases.show"), 303)


@pages.post("/me/phrases/<phrase_id>/remove")
@allowed(Permission.Question.ANSWER)
def remove(phrase_id: str) -> Response:
    """Away with it."""
    phrases.forget(current.member(), phrase_id)
    flash(_("消しました。"), "done")
    return redirect(url_for("phrases.show"), 303)


@pages.post("/experts/<slug>/duty")
@allowed(Permission.Question.ANSWER)
def create_duty(slug: str) -> Response:
    """I am here until the room closes: what waits for me may call me."""
    found = queries.room_for(current.member(), slug)
    try:
        duty.begin(current.member(), found)
    except duty.Closed as closed:
        flash(closed.message, "trouble")
    return redirect(url_for("experts.room", slug=found.slug), 303)


@pages.post("/experts/<slug>/duty/remove")
@allowed(Permission.Question.ANSWER)
def remove_duty(slug: str) -> Response:
    """I am here no longer: nothing calls me."""
    found = queries.room_for(current.member(), slug)
    duty.end(current.member(), found)
    flash(_("おつかれさまでした。つぎに入るまで、お知らせは届きません。"), "done")
    return redirect(url_for("experts.room", slug=found.slug), 303)


def _page(form: PhraseForm, phrase_id: str = "") -> str:
    troubles = {name: str(errors[0]) for name, errors in form.errors.items() if errors}
    own = phrases.of(current.member())
    return render_template("experts/phrases.html", form=form, troubles=troubles, phrases=own, phrase_id=phrase_id)
