"""What is unsafe or unfinished about an installation, beyond single settings: files, the database, what stands around.

`flask --app wsgi doctor` says it; a server for the world does not start before it is mended.
"""

import os
import resource
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.config import LOOPBACK, ROOT, YES, Settings, UnsafeSettings
from app.db import Database
from app.schema import alembic_config

# Set by deploy/gunicorn.conf.py.
SERVED = "PROMETHEUS_MULTIPROC_DIR"
WAITS_FOR_DISK = ("fsync", "synchronous_commit", "full_page_writes")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def refuse_unsafe(app: Flask) -> None:
    """At the start of a server: raise UnsafeSettings where the world can reach it, say it in the log where nobody can."""
    found = list(troubles(app))
    if found and not app.extensions["tomoshibi_settings"].is_loopback:
        raise UnsafeSettings(" ".join(found))
    for trouble in found:
        app.logger.warning("doctor: %s", trouble)


def troubles(app: Flask) -> Iterator[str]:
    """Everything to mend, a sentence each; raises UnsafeSettings for settings that nobody should start with."""
    settings: Settings = app.extensions["tomoshibi_settings"]
    settings.check()
    yield from of_schema(app)
    yield from of_size(app)
    yield from of_keeping(app)
    yield from of_files(settings, ROOT / "instance" / "secret_key")
    yield from of_services(settings)
    yield from of_surroundings(settings, os.environ)


def of_schema(app: Flask) -> Iterator[str]:
    """Is the database there, and is it at the newest schema?"""
    url = app.extensions["tomoshibi_settings"].database_url
    newest = ScriptDirectory.from_config(alembic_config(url)).get_current_head()
    try:
        with app.extensions["tomoshibi_db"].engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
    except Exception as error:  # noqa: BLE001 - whatever it is, the operator should read it
        yield f"the database cannot be reached: {type(error).__name__}"
        return
    if present != newest:
        yield f"the database is at {present or 'nothing'}, the newest schema is {newest}; run flask --app wsgi migrate"


def of_size(app: Flask) -> Iterator[str]:
    """Will files and the database's connections last for what TOMOSHIBI_THREADS and _PROCESSES ask for?"""
    capacity = app.extensions["tomoshibi_settings"].capacity
    most, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < capacity.files:
        yield f"TOMOSHIBI_THREADS needs {capacity.files} open files, {most} are allowed; raise LimitNOFILE (or ulimit -n)"
    database = app.extensions["tomoshibi_db"]
    if not database.is_sqlite and (free := _connections(database)) < capacity.database_connections:
        yield f"PostgreSQL allows {free} connections, {capacity.database_connections} may be needed; raise max_connections"


def of_keeping(app: Flask) -> Iterator[str]:
    """Does the database wait for its disk before it says that something is kept? (On SQLite we see to it ourselves.)"""
    database: Database = app.extensions["tomoshibi_db"]
    if database.is_sqlite:
        return
    try:
        with database.engine.connect() as connection:
            found = {name: connection.scalar(text(f"SHOW {name}")) for name in WAITS_FOR_DISK}
    except SQLAlchemyError:
        return  # said by of_schema
    for name in (name for name, value in found.items() if value == "off"):
        yield f"PostgreSQL has {name}=off: what members were told has arrived could be gone after a crash; set it to on"


def of_files(settings: Settings, key: Path) -> Iterator[str]:
    """Can others on this machine read the key or the database, or does one lie beside the other?"""
    if _is_open(key):
        yield f"{key} can be read by others on this machine; chmod 600 it"
    if settings.is_https and key.exists() and settings.secret_key == key.read_text(encoding="ascii").strip():
        yield "the secret key lies beside the database; set TOMOSHIBI_SECRET_KEY from somewhere else"
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        file = Path(url.database)
        if _is_open(file) and _is_open(file.parent):
            yield f"{file} can be read by others on this machine; chmod 700 {file.parent}"
        if (ROOT / "static") in file.resolve().parents:
            yield f"{file} lies where everybody may fetch it; move it out of static"


def of_services(settings: Settings) -> Iterator[str]:
    """Do words and counts travel to other machines in the open?"""
    database = make_url(settings.database_url)
    is_elsewhere = database.host not in {None, "", *LOOPBACK} and not str(database.host).startswith("/")
    if is_elsewhere and database.query.get("sslmode") not in {"require", "verify-ca", "verify-full"}:
        yield "the database is on another machine without TLS; add ?sslmode=verify-full to TOMOSHIBI_DATABASE_URL"
    if settings.redis_url.startswith("redis://"):
        redis = make_url(settings.redis_url)
        if redis.host not in LOOPBACK:
            yield "Redis is on another machine without TLS; use rediss:// in TOMOSHIBI_REDIS_URL"


def of_surroundings(settings: Settings, environment: Mapping[str, str]) -> Iterator[str]:
    """What else was asked of the servers that would break a promise?"""
    if not settings.is_loopback and (settings.argon2_memory_kib < 19456 or settings.argon2_passes < 2):
        yield "TOMOSHIBI_ARGON2_MEMORY_KIB and _PASSES are too small for a real site: 19456 and 2 are the least"
    if settings.is_https and settings.is_bound_here and not settings.behind_proxy:
        yield "everybody seems to come from the proxy: set TOMOSHIBI_BEHIND_PROXY=1 and use deploy/nginx.conf"
    if environment.get("FLASK_DEBUG", "").lower() in YES:
        yield "FLASK_DEBUG shows what members write to whoever causes a fault; unset it"
    yield from _of_gunicorn(settings, environment)


def _of_gunicorn(settings: Settings, environment: Mapping[str, str]) -> Iterator[str]:
    asked = environment.get("GUNICORN_CMD_ARGS", "").lower()
    if "access" in asked or "debug" in asked or "--log-level info" in asked:
        yield "GUNICORN_CMD_ARGS asks for a log that names addresses; unset it and use deploy/gunicorn.conf.py"
    if any(word in asked for word in ("--threads", "--worker-connections", "--workers", "--worker-class")):
        yield "GUNICORN_CMD_ARGS gives gunicorn sizes of its own; unset it: TOMOSHIBI_THREADS and TOMOSHIBI_PROCESSES say all"
    if environment.get("SERVER_SOFTWARE", "").startswith("gunicorn") and SERVED not in environment:
        yield "gunicorn runs without our configuration; start it with -c deploy/gunicorn.conf.py"
    if environment.get("WEB_CONCURRENCY", "1") not in {"", "1"} and not settings.redis_url:
        yield "more than one process needs TOMOSHIBI_REDIS_URL; unset WEB_CONCURRENCY or set it"


def _connections(database: Database) -> int:
    """How many connections PostgreSQL lends to everybody but its own superusers; none when it cannot be asked."""
    try:
        with database.engine.connect() as connection:
            most = connection.scalar(text("SELECT current_setting('max_connections')::int"))
            kept = connection.scalar(text("SELECT current_setting('superuser_reserved_connections')::int"))
    except SQLAlchemyError:
        return 0
    return int(most or 0) - int(kept or 0)


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & OTHERS)
