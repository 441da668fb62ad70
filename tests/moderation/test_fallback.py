"""A missing or damaged model leaves the rules at work, and operators are told on /readyz."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.permissions import Role
from moderation import Draft, Policy, screen, status
from moderation.classifier import artefact, model
from moderation.finding import Category
from tests.support.cast import a_member, an_app

WARNING = "いまは、ことばのリストだけで見ています"


@pytest.fixture(params=["missing", "damaged"])
def spoiled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The shelf with a model that is missing, or damaged, and why; given back as it was."""
    folder = tmp_path / "model"
    if request.param == "damaged":
        shutil.copytree(artefact.HERE, folder)
        (folder / "linear.npz").write_bytes(b"torn")
    model.SHELF.open(folder)
    yield {"missing": "manifest.json is missing", "damaged": "linear.npz is not the file that was trained"}[
        request.param
    ]
    model.SHELF.open(artefact.HERE)


def test_the_rules_go_on_and_readiness_says_so(spoiled: str, migrated_database_url: str) -> None:
    assert spoiled in status().classifier
    decision = screen(Draft("080-3344-1290 です。もう死にたい", lang="ja"), Policy())
    assert decision.labels == {Category.PII, Category.CRISIS}
    app = an_app(migrated_database_url)
    told = app.test_client().get("/readyz").get_json()
    assert told["ok"]
    assert told["moderation"]["classifier"] == f"rules only: {spoiled}"


def test_moderators_are_told_while_it_lasts(spoiled: str, migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    page = a_member(app, role=Role.MODERATOR).client.get("/review").text
    assert WARNING in page
    model.SHELF.open(artefact.HERE)
    assert WARNING not in a_member(app, role=Role.MODERATOR).client.get("/review").text, (
        "the control: with the model, no word"
    )
