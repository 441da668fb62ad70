"""Where the migrations are, for commands and tests."""

from alembic.config import Config

from app.config import ROOT


def alembic_config(database_url: str) -> Config:
    """Alembic's settings for one database; there is no alembic.ini to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option(
        "file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(rev)s_%%(slug)s"
    )
    config.attributes["database_url"] = database_url
    return config
