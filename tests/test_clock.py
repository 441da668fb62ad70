"""What members read about when something was written: never a clock time."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app import clock
from tests.support.cast import an_app

SEEN = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # 2 a.m. of the 22nd in Tokyo


@pytest.fixture
def app(sqlite_url: str) -> Flask:
    return an_app(sqlite_url)


@pytest.mark.parametrize(
    ("before", "japanese", "english"),
    [
        (timedelta(minutes=5), "さきほど", None),
        (timedelta(hours=3), "今夜", None),
        (timedelta(hours=10), "きょうの昼", None),
        (timedelta(hours=26), "ゆうべ", None),
        (timedelta(days=3), "3日前", None),
        (timedelta(days=8), "先週", "Last week"),
        (timedelta(days=20), "2週間前", "2 weeks ago"),
        (timedelta(days=100), "8月ごろ", "around August"),
        (timedelta(days=500), "2025年7月ごろ", "around July 2025"),
    ],
)
def test_times_are_said_as_a_person_would(app: Flask, before: timedelta, japanese: str, english: str | None) -> None:
    with app.test_request_context("/?lang=ja"):
        assert clock.coarse(SEEN - before, SEEN) == japanese
    with app.test_request_context("/?lang=en"):
        said = clock.coarse(SEEN - before, SEEN)
        assert english is None or said == english
        assert ":" not in said
