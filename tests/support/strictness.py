"""Where everything must run (TOMOSHIBI_REQUIRE_ALL=1), a test that was skipped has failed."""

import os
from typing import Any

import pytest


def everything_must_run() -> bool:
    return os.environ.get("TOMOSHIBI_REQUIRE_ALL", "") not in {"", "0"}


def refuse_skip(report: Any, allowed: bool) -> None:
    """Turn a skip into a failure, unless the test is marked as optional or is expected to fail."""
    if not everything_must_run() or allowed or not report.skipped or hasattr(report, "wasxfail"):
        return
    report.outcome = "failed"
    report.longrepr = f"skipped, although everything must run here: {_reason(report.longrepr)}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    refuse_skip(report, allowed=item.get_closest_marker("optional") is not None)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Any:
    report = yield
    refuse_skip(report, allowed=False)
    return report


def _reason(longrepr: Any) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
