"""Fixtures for everything that a person would see: the running site and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import chromium as browsers
from tests.support import nginx
from tests.support.nginx import Front
from tests.support.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture
def live_server(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """live_server(TOMOSHIBI_DATABASE_URL=…, …) starts a real server and returns it; all end with the test."""
    started: list[Site] = []

    def start(**settings: str) -> Site:
        site = Site(settings, tmp_path)
        started.append(site)
        return site.start()

    yield start
    for site in started:
        site.stop()
        print(f"--- what {site.url} said\n{site.log.read_text(errors='replace')[-4000:]}")  # shown if the test failed


@pytest.fixture
def front(tmp_path: Path) -> Front:
    """A place for the nginx that operators get."""
    try:
        nginx.program()
    except nginx.NoNginx as lacking:
        pytest.skip(str(lacking))
    return nginx.place(tmp_path / "nginx")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real Chromium with a fresh profile.

    It ends with its module, because while it runs nobody else can have an event loop in this thread.
    """
    try:
        browsers.program()
    except browsers.NoChromium as lacking:
        pytest.skip(str(lacking))
    with browsers.browser() as opened:
        yield opened


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """visitor() is another person with a phone; visitor(java_script_enabled=False) one without scripts."""
    with ExitStack() as people:
        yield lambda **options: people.enter_context(browsers.visitor(chromium, **options))
