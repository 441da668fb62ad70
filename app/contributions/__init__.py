"""Everything members write where others can read it. One door in, one way out."""

from flask import Flask


def register(app: Flask) -> None:
    """The pages about one contribution; each feature registers its Surface itself."""
    from app.contributions import composing_views, drafting, policies, unsealing_views, views

    app.register_blueprint(views.pages)
    app.register_blueprint(composing_views.pages)
    app.register_blueprint(unsealing_views.pages)
    drafting.register(app)
    policies.register(app)
