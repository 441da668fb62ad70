"""The application for the tests of this feature."""

import pytest
from flask import Flask

from tests.support.cast import an_app


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    return an_app(migrated_database_url)
