"""Questions to verified counsellors and their answers."""

from flask import Flask

from app.contributions import surfaces
from app.contributions.surfaces import Surface
from app.experts import desk, queries, readers, services, views
from app.finding import facts


def register(app: Flask) -> None:
    """Pages, and what a question or an answer does when it appears or goes, and who may read it."""
    app.register_blueprint(views.pages)
    app.register_blueprint(desk.desk)
    facts.register_places("expert_room", queries.places)
    surfaces.register(
        Surface(
            kind="question",
            channel="question",
            address=services.address,
            appear=services.find_answers_again,
            change=services.leave_in_place,
            vanish=services.question_vanishes,
            readable_by=readers.may_read_question,
            found_as=services.question_as_found,
        )
    )
    surfaces.register(
        Surface(
            kind="answer",
            channel="answer",
            address=services.address,
            appear=services.answer_appears,
            change=services.leave_in_place,
            vanish=services.answer_vanishes,
            readable_by=readers.may_read_answer,
            found_as=services.answer_as_found,
        )
    )
