"""The doctor refuses every setting that would break a promise, and a server for the world does not start with one."""

import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app import examination
from app.capacity import Capacity
from app.config import Settings, UnsafeSettings
from tests.support.cast import an_app
from tests.support.site import SECRET, Site

REAL = Settings(
    database_url="postgresql+psycopg://light@db.example/light?sslmode=verify-full",
    secret_key=SECRET,
    redis_url="rediss://cache.example",
    origin="https://example.org",
    behind_proxy=True,
)


def test_a_real_site_with_good_settings_is_let_start() -> None:
    REAL.check()
    assert [*examination.of_services(REAL), *examination.of_surroundings(REAL, {})] == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"secret_key": "0" * 64}, "SECRET_KEY"),
        ({"origin": "http://example.org"}, "https"),
        ({"origin": "https://*.example.org"}, "exact"),
        ({"origin": "https://example.org/somewhere"}, "alone"),
        ({"origin": "https://me:secret@example.org"}, "alone"),
        ({"origin": ""}, "ORIGIN"),
        ({"origin": "http://localhost:8000", "bind": "0.0.0.0:8000", "behind_proxy": False}, "in the open"),
        ({"bind": "0.0.0.0:8000"}, "BEHIND_PROXY"),
        ({"bind": "0.0.0.0:8000", "behind_proxy": False, "metrics": True}, "METRICS"),
        ({"threads": 8}, "THREADS"),
        ({"argon2_memory_kib": 4_000_000}, "ARGON2"),
        ({"session_days": 400}, "SESSION"),
        ({"session_days": 7, "session_unused_days": 14}, "SESSION"),
        ({"shared_hours": 72}, "SHARED_HOURS"),
        ({"idle_seconds": 86_400}, "IDLE_SECONDS"),
        ({"idle_seconds": 0}, "IDLE_SECONDS"),
    ],
)
def test_an_unsafe_setting_is_refused_by_its_name(change: dict[str, object], word: str) -> None:
    with pytest.raises(UnsafeSettings, match=word):
        replace(REAL, **change).check()  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("change", "environment", "word"),
    [
        ({"behind_proxy": False}, {}, "BEHIND_PROXY"),
        ({"argon2_memory_kib": 8192}, {}, "ARGON2"),
        ({"argon2_passes": 1}, {}, "ARGON2"),
        ({}, {"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({}, {"GUNICORN_CMD_ARGS": "--access-logfile -"}, "addresses"),
        ({}, {"GUNICORN_CMD_ARGS": "--log-level info"}, "addresses"),
        ({"redis_url": ""}, {"WEB_CONCURRENCY": "4"}, "REDIS"),
        ({}, {"GUNICORN_CMD_ARGS": "--worker-connections 10"}, "sizes of its own"),
        ({}, {"SERVER_SOFTWARE": "gunicorn/27.0"}, "gunicorn.conf.py"),
        ({"redis_url": "redis://cache.example"}, {}, "rediss"),
        ({"database_url": "postgresql+psycopg://light@db.example/light"}, {}, "sslmode"),
    ],
)
def test_what_stands_around_is_looked_at(change: dict[str, object], environment: dict[str, str], word: str) -> None:
    settings = replace(REAL, **change)  # type: ignore[arg-type]  # fields by name
    found = [*examination.of_services(settings), *examination.of_surroundings(settings, environment)]
    assert len(found) == 1
    assert word in found[0]


def test_files_that_others_can_read_are_found(tmp_path: Path) -> None:
    key, database = tmp_path / "secret_key", tmp_path / "site.db"
    key.write_text(SECRET)
    database.touch()
    settings = replace(REAL, database_url=f"sqlite:///{database}")
    tmp_path.chmod(0o700)
    key.chmod(0o600)
    assert list(examination.of_files(replace(settings, secret_key="another" * 9), key)) == []
    assert "beside the database" in next(examination.of_files(settings, key))
    key.chmod(0o644)
    tmp_path.chmod(0o755)
    database.chmod(0o644)
    found = " ".join(examination.of_files(replace(settings, secret_key="another" * 9), key))
    assert "chmod 600" in found
    assert "chmod 700" in found


def test_a_size_that_the_machine_does_not_allow_is_found(database_url: str, database_kind: str) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = Capacity(160).files
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed - 1, most[1]))
    try:
        found = list(examination.of_size(an_app(database_url)))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, most)
    assert len(found) == 1
    assert f"{needed} open files" in found[0]
    many = an_app(database_url, threads=1024, processes=50, redis_url="redis://127.0.0.1:1/0")
    assert ("max_connections" in " ".join(examination.of_size(many))) == (database_kind == "postgresql")


def test_an_old_schema_and_an_absent_database_are_found(database_url: str) -> None:
    assert "migrate" in next(examination.of_schema(an_app(database_url)))
    away = an_app("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert "cannot be reached" in next(examination.of_schema(away))


def test_a_server_for_the_world_does_not_start_unsafe_and_one_for_this_machine_says_so(
    sqlite_url: str, live_server: Callable[..., Site]
) -> None:
    here = live_server(TOMOSHIBI_DATABASE_URL=sqlite_url, FLASK_DEBUG="1")
    assert "FLASK_DEBUG" in here.log.read_text()
    with pytest.raises(RuntimeError, match="FLASK_DEBUG"):
        live_server(
            TOMOSHIBI_DATABASE_URL=sqlite_url,
            TOMOSHIBI_ORIGIN="https://example.org",
            TOMOSHIBI_BEHIND_PROXY="1",
            TOMOSHIBI_ARGON2_MEMORY_KIB="65536",
            TOMOSHIBI_ARGON2_PASSES="3",
            FLASK_DEBUG="1",
        )
