"""Questions to verified counsellors and their answers."""

from flask import Flask

from app.contributions import surfaces
from app.contributions.surfaces import Surface
from app.experts import desk, readers, services, views


def register(app: Flask) -> None:
    """Pages, and what a question or an answer does when it appears or goes, and who may read it."""
    app.register_blueprint(views.pages)
    app.register_blueprint(desk.desk)
    surfaces.register(
        Surface(
            kind="question",
            channel="question",
            address=services.address,
            appear=services.leave_in_place,
            change=services.leave_in_place,
            vanish=services.question_vanishes,
            readable_by=readers.may_read_question,
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
        )
    )
