"""A real Chromium, the one installed on the system; nothing is ever downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.support.network import is_here

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Request

GIVEN = "TOMOSHIBI_TEST_CHROMIUM"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 640}
STEP = 30_000.0
"""Milliseconds that a click or a look may take on a busy machine."""


class NoChromium(Exception):
    """There is no browser on this machine."""


def program() -> str:
    """Where the browser is."""
    names = (os.environ.get(GIVEN), "chromium", "chromium-browser", "google-chrome")
    for name in names:
        if name and (found := shutil.which(name)):
            return found
    raise NoChromium(f"no Chromium: install it (on Debian: apt-get install chromium fonts-noto-cjk) or set {GIVEN}")


@contextmanager
def browser() -> Iterator[Browser]:
    """One browser with a fresh profile."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=STEP)
    executable = program()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def visitor(opened: Browser, **options: object) -> Iterator[BrowserContext]:
    """One person with a phone in Japan; whatever they look at may call nobody but this machine."""
    habits: dict[str, object] = {"viewport": PHONE, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}
    context = opened.new_context(**(habits | options))  # type: ignore[arg-type]  # options are passed on as they are
    context.set_default_timeout(STEP)
    strays: list[str] = []
    context.on("request", lambda request: strays.extend(_stray(request)))
    try:
        yield context
    finally:
        context.close()
    assert not strays, f"pages asked somebody else: {strays}"


def _stray(request: Request) -> list[str]:
    address = urlsplit(request.url)
    return [] if address.hostname is None or is_here(address.hostname) else [request.url]
