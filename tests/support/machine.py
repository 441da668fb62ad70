"""Says what this machine has for the tests, and installs the browser, nginx and strace where that is possible.

Run as `python -m tests.support.machine`; PostgreSQL and Redis need no system package, because the
development packages bring them.
"""

import os
import shutil
import subprocess
import sys

from tests.support import chromium, nginx
from tests.support.processes import is_root

PACKAGES = ("chromium", "fonts-noto-cjk", "nginx-light", "strace")


def main() -> int:
    """Have a browser, or say what follows from having none."""
    lacking = missing()
    if lacking and can_install():
        print(f"test: installing {' and '.join(lacking)} with apt-get")
        install(lacking)
        lacking = missing()
    if not {"chromium", "nginx-light"} & set(lacking):
        return 0
    print(
        f"test: there is no {' and no '.join(lacking)}, so some tests are skipped. To have them: apt-get install",
        *PACKAGES,
    )
    return 1 if os.environ.get("TOMOSHIBI_REQUIRE_ALL") else 0


def missing() -> list[str]:
    """The system packages that are not there."""
    found = {"chromium": _has_browser(), "fonts-noto-cjk": _has_japanese_type(), "nginx-light": nginx.is_here()}
    found["strace"] = shutil.which("strace") is not None
    return [package for package in PACKAGES if not found[package]]


def can_install() -> bool:
    return is_root() and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install quietly, asking nothing; what fails is seen by looking again."""
    # No server is started by being installed.
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *words], env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"test: apt-get {words[0]} failed: {done.stderr.strip()[-500:]}")


def _has_browser() -> bool:
    try:
        chromium.program()
    except chromium.NoChromium:
        return False
    return True


def _has_japanese_type() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=ja"], capture_output=True, check=False).stdout.strip())


if __name__ == "__main__":
    sys.exit(main())
