"""What operators copy from deploy/ fits the application, each other, and the programs that read it."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.capacity import Capacity
from app.config import Settings, UnsafeSettings
from tests.support.cast import an_app
from tests.support.processes import start, stop, wait_until
from tests.support.site import ROOT, Site

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
PLACE = "/opt/tomoshibi"
HARDENED = """NoNewPrivileges=true CapabilityBoundingSet= ProtectSystem=strict ProtectHome=true PrivateTmp=true PrivateDevices=true
RestrictAddressFamilies=AF_UNIX RestrictNamespaces=true SystemCallFilter=@system-service UMask=0077 LimitCORE=0 User=tomoshibi
EnvironmentFile=/etc/tomoshibi/environment""".split()


def example() -> str:
    return (ROOT / "deploy" / "environment.example").read_text("utf-8")


def given(text: str) -> dict[str, str]:
    """What systemd would read."""
    return dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))


def test_the_example_names_every_setting_and_no_other() -> None:
    known = set(re.findall(r"^\| `(TOMOSHIBI_\w+)` ", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.M))
    named = set(re.findall(r"^#?(TOMOSHIBI_\w+)=", example(), re.M))
    assert named == known
    read = set(re.findall(r'given\.(?:text|number)\(\s*"(\w+)"', (ROOT / "app" / "config.py").read_text("utf-8")))
    assert {f"TOMOSHIBI_{name}" for name in read} == known


def test_a_site_may_start_with_the_example_and_with_every_line_it_shows() -> None:
    Settings.from_environment(given(example())).check()
    shown = re.sub(r"^#(TOMOSHIBI_\w+=.)", r"\1", example(), flags=re.M)
    settings = Settings.from_environment(given(shown))
    settings.check()
    assert settings.metrics
    with pytest.raises(UnsafeSettings, match="SECRET_KEY"):
        Settings.from_environment(given(example()) | {"TOMOSHIBI_SECRET_KEY": "short"}).check()


def test_socket_server_and_proxy_speak_of_one_place() -> None:
    listens = re.search(r"^ListenStream=(.+)$", (ROOT / "deploy/systemd/tomoshibi.socket").read_text(), re.M)
    upstream = re.search(r"upstream tomoshibi \{\s*server ([\w.:]+);", (ROOT / "deploy/nginx.conf").read_text())
    assert listens
    assert upstream
    assert listens[1] == upstream[1] == Settings("", "").bind


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_every_service_is_fenced_in_and_calls_what_there_is(unit: Path, sqlite_url: str) -> None:
    text = unit.read_text()
    assert [line for line in HARDENED if f"\n{line}" not in text] == []
    known = set(an_app(sqlite_url).cli.commands)
    assert set(re.findall(r"flask --app wsgi ([\w-]+)", text)) <= known
    assert int(re.search(r"LimitNOFILE=(\d+)", text)[1]) > Capacity(4096).files  # type: ignore[index]  # every service has one


def test_the_handbook_speaks_of_commands_and_numbers_there_are(sqlite_url: str) -> None:
    text = (ROOT / "docs" / "operators-handbook.md").read_text("utf-8")
    app = an_app(sqlite_url, metrics=True)
    assert set(re.findall(r"flask --app wsgi ([\w-]+)", text)) <= set(app.cli.commands)
    served = app.test_client().get("/metrics", base_url="http://127.0.0.1").get_data(as_text=True)
    named = set(re.findall(r"`(tomoshibi_\w+)`", text))
    assert len(named) > 12
    # What counts by kind has no line of its own while there is nothing to count.
    assert {name for name in named if f"\n{name}" not in served and f"# TYPE {name} " not in served} == set()


def test_what_a_reload_does_is_asked_of_the_doctor_first() -> None:
    lines = re.findall(r"^ExecReload=(.+)$", (ROOT / "deploy/systemd/tomoshibi.service").read_text(), re.M)
    assert lines[0].endswith("doctor")
    assert lines[1].endswith("-HUP $MAINPID")


@pytest.mark.optional
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd here")
    for unit in UNITS:
        text = unit.read_text().replace(f"{PLACE}/.venv/bin/python", "/bin/true").replace(PLACE, "/tmp")
        (tmp_path / unit.name).write_text(text)
    units = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run([program, "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "tomoshibi" in line]) == (0, [])


@pytest.fixture
def door_of_systemd() -> Iterator[socket.socket]:
    """A socket that stays open whether or not a server runs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def test_whoever_comes_while_no_server_runs_waits_and_is_answered(
    sqlite_url: str, tmp_path: Path, door_of_systemd: socket.socket
) -> None:
    port, number = door_of_systemd.getsockname()[1], door_of_systemd.fileno()
    site = Site({"TOMOSHIBI_DATABASE_URL": sqlite_url}, tmp_path, port)
    words = f"import os, sys; os.dup2({number}, 3); os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1')"
    with socket.create_connection(("127.0.0.1", port), 30) as early:
        early.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        command = [sys.executable, "-c", f"{words}; os.execv(sys.argv[1], sys.argv[1:])", *site.program()]
        process = start(command, site.log, env=site.environment(), cwd=ROOT, pass_fds=(number,))
        try:
            wait_until(site._answers, process, site.log)
            assert b" 200 " in early.recv(4096)
        finally:
            stop(process)
